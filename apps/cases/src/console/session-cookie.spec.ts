import { describe, expect, it } from 'vitest';
import { endedSessionCookie, sessionCookie, sessionTokenOf } from './session-cookie.js';
import { isAtLeast } from './session-guard.js';

const token = 'a'.repeat(43);

describe('session cookie', () => {
  it('written: not for scripts, not for other sites, Secure where the installation is https', () => {
    expect(sessionCookie(token, 0, true)).toBe(
      `caracal_session=${token}; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict; Secure`,
    );
    expect(endedSessionCookie(false)).toBe('caracal_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict');
  });

  it.each([
    [`caracal_session=${token}`, token],
    [`theme=dark; caracal_session=${token}; other=1`, token],
    [`not_caracal_session=${token}`, undefined],
    ['caracal_session=', undefined],
    [`caracal_session=${token}<script>`, undefined],
    [undefined, undefined],
  ])('%s → %s', (header, expected) => expect(sessionTokenOf(header)).toBe(expected));
});

it('roles: a ladder; those outside of it may nothing', () => {
  expect(['admin', 'analyst', 'viewer', 'service', ''].map((role) => isAtLeast(role, 'viewer'))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(['admin', 'analyst', 'viewer'].map((role) => isAtLeast(role, 'analyst'))).toEqual([true, true, false]);
  expect(isAtLeast('analyst', 'admin')).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { consequenceOf, deedsOf, liveBefore } from './deeds.js';

describe('deedsOf', () => {
  it.each([
    ['draft', ['shadow', 'promote', 'retire']],
    ['shadow', ['promote', 'retire']],
    ['live', ['retire']],
    ['retired', ['rollback']],
  ] as const)('%s', (status, expected) => expect(deedsOf({ status })).toEqual(expected));
});

describe('liveBefore', () => {
  const entry = (action: 'saved' | 'promoted' | 'rolled_back', version: number, from: number | null) => ({
    ...{ at: '', actor: { id: 'u', name: 'U' }, reason: '', revision: 1 },
    ...{ action, version, from_version: from },
  });
  it('the version that the live one replaced when it last went live → offered from the live one', () => {
    const history = [
      entry('saved', 4, null),
      entry('promoted', 3, 2),
      entry('rolled_back', 2, 3),
      entry('promoted', 3, 1),
      entry('promoted', 1, null),
    ];
    expect(liveBefore({ history, live_version: 3 })).toBe(2);
    expect(liveBefore({ history, live_version: 1 })).toBeUndefined();
    expect(liveBefore({ history, live_version: null })).toBeUndefined();
    expect(deedsOf({ status: 'live' }, 2)).toEqual(['rollback', 'retire']);
  });
});

describe('consequenceOf', () => {
  const places = { live_version: 1, shadow_version: 2 };
  it('promote: names the version that goes', () =>
    expect(consequenceOf('promote', { version: 3, status: 'draft' }, places)).toContain('Version 1 is retired.'));
  it('trial: names the trial that ends', () =>
    expect(consequenceOf('shadow', { version: 3, status: 'draft' }, places)).toContain('Version 2 is retired.'));
  it('nothing in the place → nothing goes', () =>
    expect(
      consequenceOf('rollback', { version: 3, status: 'retired' }, { live_version: null, shadow_version: null }),
    ).not.toContain('is retired'));
  it('retire: says whether decisions change', () => {
    expect(consequenceOf('retire', { version: 1, status: 'live' }, places)).toContain('no longer counts');
    expect(consequenceOf('retire', { version: 2, status: 'shadow' }, places)).toContain('Decisions stay');
  });
});

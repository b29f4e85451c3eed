import { describe, expect, it } from 'vitest';
import { consequenceOf, deedsOf } from './deeds.js';

describe('deedsOf', () => {
  it.each([
    ['draft', ['shadow', 'promote', 'retire']],
    ['shadow', ['promote', 'retire']],
    ['live', ['retire']],
    ['retired', ['rollback']],
  ] as const)('%s', (status, expected) => expect(deedsOf({ status })).toEqual(expected));
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

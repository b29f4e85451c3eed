import { describe, expect, it } from 'vitest';
import type { ModelList } from '../api/contract.js';
import { consequenceOf, deedsOf, mayRollBack } from './model-deeds.js';

const A = { name: 'a', version: 1 };
const B = { name: 'b', version: 2 };
const list = (change: Partial<ModelList>) =>
  ({ champion: null, tier2: null, previous: { champion: null, tier2: null }, ...change }) as ModelList;

describe('deeds', () => {
  it('what a model is meant for → comes first', () => {
    expect(deedsOf({ status: 'draft', role: 'champion' }, false)[0]).toBe('champion');
    expect(deedsOf({ status: 'draft', role: 'tier2' }, false)[0]).toBe('tier2');
    expect(deedsOf({ status: 'champion', role: 'champion' }, true)).toEqual(['retire']);
  });

  it('to delete → of administrators, what answers nothing, last', () => {
    for (const status of ['draft', 'retired'] as const) {
      expect(deedsOf({ status, role: 'champion' }, true).at(-1)).toBe('delete');
      expect(deedsOf({ status, role: 'champion' }, false)).not.toContain('delete');
    }
    for (const status of ['champion', 'tier2'] as const)
      expect(deedsOf({ status, role: 'tier2' }, true)).not.toContain('delete');
    expect(consequenceOf('delete', A, list({}))).toContain('a v1 is gone for good');
  });

  it('consequences name what answers from then on, and what did before', () => {
    expect(consequenceOf('champion', A, list({}))).toContain('in place of the default model');
    expect(consequenceOf('champion', A, list({ champion: B }))).toContain('in place of b v2');
    expect(consequenceOf('retire', A, list({ champion: A }))).toContain('the default model of the installation');
    expect(consequenceOf('retire', B, list({ champion: A }))).toContain('It answers nothing now');
    expect(consequenceOf('rollback', A, list({ champion: A, previous: { champion: B, tier2: null } }))).toContain(
      'b v2',
    );
  });

  it('nothing answered before → no rollback', () => {
    expect(mayRollBack(list({}))).toBe(false);
    expect(mayRollBack(list({ champion: A }))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import type { PatternSummary } from '../api/contract.js';
import { countByStatus, filterPatterns } from './filter-patterns.js';

const pattern = (id: string, change: Partial<PatternSummary> = {}): PatternSummary => ({
  id,
  title: null,
  by: 'card',
  origin: 'pack',
  status: 'live',
  revision: 0,
  latest_version: 1,
  live_version: 1,
  shadow_version: null,
  reason: 'CARD_TESTING',
  action: 'decline',
  risk: 0.9,
  updated_at: null,
  updated_by: null,
  health: { shed_runs: 0, shed_matches: 0, failed_conditions: 0 },
  ...change,
});
const patterns = [
  pattern('card-testing', { title: 'Small declined payments', shadow_version: 2 }),
  pattern('mule', { by: 'account', reason: 'MULE_ACCOUNT' }),
  pattern('trial', { status: 'shadow', live_version: null, shadow_version: 1 }),
  pattern('idea', { status: 'draft', live_version: null }),
];
const ids = (filter: Parameters<typeof filterPatterns>[1]): string[] =>
  filterPatterns(patterns, filter).map(({ id }) => id);

describe('filterPatterns', () => {
  it('nothing asked → all', () => expect(ids({})).toHaveLength(4));
  it('live with a version on trial → in both', () => {
    expect(ids({ status: 'live' })).toEqual(['card-testing', 'mule']);
    expect(ids({ status: 'shadow' })).toEqual(['card-testing', 'trial']);
  });
  it('every word, in any field, in any case', () => {
    expect(ids({ text: 'Declined CARD' })).toEqual(['card-testing']);
    expect(ids({ text: 'mule_account' })).toEqual(['mule']);
    expect(ids({ text: 'mule', status: 'draft' })).toEqual([]);
  });
});

it('countByStatus: as the filters find them', () =>
  expect(countByStatus(patterns)).toEqual({ live: 2, shadow: 2, draft: 1, retired: 0 }));

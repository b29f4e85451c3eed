import { describe, expect, it } from 'vitest';
import type { PatternTestRun } from '../api/contract.js';
import { runsIn, sinceStart } from './runs.js';

const run = (id: number, status: PatternTestRun['status']): PatternTestRun => ({
  id,
  parent: null,
  entity: 'card-1',
  status,
  began_at: '2026-11-20T09:00:00Z',
  ended_at: null,
  moved_by: { transaction_id: 'tx', occurred_at: '2026-11-20T09:00:00Z', amount: 1 },
  steps: [],
  waits_for: [],
  dies_at: null,
  why: '',
});
const runs = [run(1, 'moved'), run(4, 'expired'), run(3, 'waiting'), run(5, 'skipped'), run(2, 'matched')];

describe('runsIn', () => {
  it.each([
    ['all', [2, 3, 4, 5]],
    ['matched', [2]],
    ['waiting', [3]],
    ['ended', [4, 5]],
  ] as const)('%s', (view, expected) => expect(runsIn(runs, view).map(({ id }) => id)).toEqual(expected));
});

it('sinceStart', () => {
  expect(sinceStart('2026-11-20T09:04:30Z', '2026-11-20T09:00:00Z')).toBe('+4 min 30 s');
  expect(sinceStart('2026-11-20T09:00:00Z', '2026-11-20T09:00:00Z')).toBe('start');
});

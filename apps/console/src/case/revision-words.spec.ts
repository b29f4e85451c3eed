import { describe, expect, it } from 'vitest';
import type { DecisionDetail } from '../api/contract.js';
import { revisionWords } from './revision-words.js';

type Revision = DecisionDetail['revisions'][number];

function revision(change: Partial<Revision>): Revision {
  return {
    id: 'rev',
    at: '2026-11-20T14:03:00.000Z',
    cause: 'late_transaction',
    late_transaction_id: 'txn_1',
    event_at: '2026-11-20T14:00:00.000Z',
    appeared: [],
    vanished: [],
    outcome_before: 'approve',
    outcome_after: 'approve',
    ...change,
  };
}

const match = (id: string, change: Partial<Revision['appeared'][number]> = {}) => ({
  pattern_id: id,
  pattern_version: 1,
  entity: { type: 'card' as const, id: 'card-1' },
  on_trial: false,
  ...change,
});

const said = (change: Partial<Revision>): string => {
  const { cause, did, outcome } = revisionWords(revision(change));
  return `${cause}${did.startsWith(',') ? '' : ' '}${did}: ${outcome}`;
};

describe('what a revision says', () => {
  it.each<[string, Partial<Revision>]>([
    [
      'a payment that came late completed card testing: approved → in review',
      { appeared: [match('card-testing')], outcome_after: 'review' },
    ],
    [
      'a payment that came late completed IP hopping and undid card testing: still approved',
      { appeared: [match('ip-hopping')], vanished: [match('card-testing')] },
    ],
    [
      'nothing came in time, which completed abandoned step up: approved → declined',
      { cause: 'time', appeared: [match('abandoned-step-up')], outcome_after: 'decline' },
    ],
    [
      'a payment that came late completed card testing (on trial): still approved',
      { appeared: [match('card-testing', { on_trial: true })] },
    ],
    [
      'a payment that came late completed a, b, c and 2 more: still approved',
      { appeared: ['a', 'a', 'b', 'c', 'd', 'e'].map((id) => match(id)) },
    ],
    [
      'a payment that came late completed a, b and c: still approved',
      { appeared: ['a', 'b', 'c'].map((id) => match(id)) },
    ],
    [
      'a payment that came late changed no match: being applied',
      { outcome_before: undefined, outcome_after: undefined },
    ],
  ])('%s', (words, change) => {
    expect(said(change)).toBe(words);
  });
});

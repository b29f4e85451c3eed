import { describe, expect, it } from 'vitest';
import type { PartialMatch, PartialMatchList } from '../api/contract.js';
import { planUnderWay, timeLeft } from './under-way-plan.js';

const NOW = Date.parse('2026-11-20T09:00:00Z');
const MINUTE = 60_000;

describe('planUnderWay', () => {
  it('of several entities → nearest to a match first, each with whose it is', () => {
    const { going } = planUnderWay(
      [list('account', one({ taken: 2, missing: 3 })), list('card', one({ taken: 2, missing: 1 }))],
      NOW,
    );
    expect(going.map(({ on, missing }) => [on, missing])).toEqual([
      ['card', 1],
      ['account', 3],
    ]);
  });
  it('begun with one payment → apart; one that only waits for time to pass is not', () => {
    const plan = planUnderWay([list('card', one({ taken: 1, missing: 1 }), one({ taken: 1, missing: 0 }))], NOW);
    expect([plan.begun.length, plan.going.map(({ missing }) => missing)]).toEqual([1, [0]]);
  });
  it('time was up meanwhile → gone; no limit → stays', () => {
    const soon = new Date(NOW + MINUTE).toISOString();
    const lists = [list('card', one({ until: soon }), one({ until: null }))];
    expect(planUnderWay(lists, NOW).going).toHaveLength(2);
    expect(planUnderWay(lists, NOW + MINUTE).going).toHaveLength(1);
  });
});

describe('timeLeft', () => {
  it.each([
    [7 * MINUTE, '7 min left'],
    [6 * MINUTE + 12_400, '6 min 12 s left'],
    [26 * 60 * MINUTE, '1 d 2 h left'],
    [-5, '0 ms left'],
  ])('%d ms → %s', (ms, says) => {
    expect(timeLeft(new Date(NOW + ms).toISOString(), NOW)).toBe(says);
  });
  it('all the time → nothing', () => expect(timeLeft(null, NOW)).toBe(''));
});

function list(type: PartialMatchList['entity']['type'], ...items: PartialMatch[]): PartialMatchList {
  const at = new Date(NOW).toISOString();
  return { entity: { type, id: 'x' }, mode: 'test', at, items, more: 0, events: { count: 2, truncated: false } };
}

function one(over: Partial<PartialMatch> = {}): PartialMatch {
  return {
    pattern_id: 'card-testing',
    pattern_version: 1,
    title: null,
    reason: 'CARD_TESTING',
    risk: 0.9,
    action: 'decline',
    says: 'Two of three steps, waits for cashout',
    began_at: new Date(NOW - MINUTE).toISOString(),
    until: new Date(NOW + 10 * MINUTE).toISOString(),
    steps: [],
    taken: 2,
    missing: 1,
    waits_for: [{ step: 'cashout', condition: 'event.amount > 10000' }],
    unless: [],
    ...over,
  };
}

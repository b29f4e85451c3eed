import { describe, expect, it } from 'vitest';
import type { DecisionSummary } from '../api/contract.js';
import { EMPTY_FEED, FRESH_MAX, WAITING_MAX, receive, release, rowsOf } from './live-feed.js';

const OPTIONS = { loaded: new Set<string>(), wanted: () => true, hold: false };

describe('receive', () => {
  it('nobody reads → shown at once, newest first', () => {
    const feed = receive(EMPTY_FEED, [decision(1), decision(3), decision(2)], OPTIONS);
    expect(ids(feed.fresh)).toEqual(['txn_3', 'txn_2', 'txn_1']);
    expect(feed.waiting).toEqual([]);
  });

  it('somebody reads → new rows wait, shown rows stay where they are', () => {
    const before = receive(EMPTY_FEED, [decision(1), decision(2)], OPTIONS);
    const feed = receive(before, [decision(3), decision(1, 'decline')], { ...OPTIONS, hold: true });
    expect(ids(feed.fresh)).toEqual(['txn_2', 'txn_1']);
    expect(feed.fresh[1]?.latest_outcome).toBe('decline');
    expect(ids(feed.waiting)).toEqual(['txn_3']);
    expect(ids(release(feed).fresh)).toEqual(['txn_3', 'txn_2', 'txn_1']);
  });

  it('revision of a waiting row → still one row', () => {
    const held = { ...OPTIONS, hold: true };
    const feed = receive(receive(EMPTY_FEED, [decision(1)], held), [decision(1, 'decline')], held);
    expect(feed.waiting.map((row) => row.latest_outcome)).toEqual(['decline']);
  });

  it('revision of a loaded row → changed in place, not added', () => {
    const feed = receive(EMPTY_FEED, [decision(1, 'decline')], { ...OPTIONS, loaded: new Set(['txn_1']) });
    const rows = rowsOf(feed, [decision(2), decision(1)]);
    expect(rows.map((row) => [row.transaction_id, row.latest_outcome])).toEqual([
      ['txn_2', 'approve'],
      ['txn_1', 'decline'],
    ]);
  });

  it('not wanted by the filter → left out', () => {
    expect(receive(EMPTY_FEED, [decision(1)], { ...OPTIONS, wanted: () => false })).toMatchObject({ fresh: [] });
  });

  it('more than the bounds → cut, and the gap is known', () => {
    const many = Array.from({ length: WAITING_MAX + 5 }, (_, at) => decision(at));
    const held = receive(EMPTY_FEED, many, { ...OPTIONS, hold: true });
    expect([held.waiting.length, held.gap]).toEqual([WAITING_MAX, true]);
    const first = receive(EMPTY_FEED, many.slice(0, 900), OPTIONS);
    const shown = receive(first, many.slice(900), OPTIONS);
    expect([shown.fresh.length, shown.gap]).toEqual([FRESH_MAX, true]);
  });
});

describe('rowsOf', () => {
  it('loaded row that is on two pages, because rows came between → once', () => {
    expect(ids(rowsOf(EMPTY_FEED, [decision(2), decision(1), decision(1)]))).toEqual(['txn_2', 'txn_1']);
  });
  it('loaded row that also came by the stream → once', () => {
    const feed = receive(EMPTY_FEED, [decision(2)], OPTIONS);
    expect(ids(rowsOf(feed, [decision(2), decision(1)]))).toEqual(['txn_2', 'txn_1']);
  });
});

function ids(rows: readonly DecisionSummary[]): string[] {
  return rows.map((row) => row.transaction_id);
}

function decision(at: number, latest: DecisionSummary['outcome'] = 'approve'): DecisionSummary {
  const instant = new Date(Date.UTC(2026, 10, 20) + at * 1000).toISOString();
  return {
    transaction_id: `txn_${at}`,
    external_id: `order-${at}`,
    livemode: false,
    occurred_at: instant,
    decided_at: instant,
    amount: 100,
    currency: 'EUR',
    account_id: 'a',
    outcome: 'approve',
    latest_outcome: latest,
    status: 'final',
    score: 10,
    probability: 0.01,
    answered_by: 'full',
    revised: false,
    latency_ms: 9,
    trace_id: '',
  };
}

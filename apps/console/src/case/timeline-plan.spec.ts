import { describe, expect, it } from 'vitest';
import type { MatchView, TimelineItem } from '../api/contract.js';
import { planTimeline, spanFor, within } from './timeline-plan.js';

const FRAME = { width: 1000, height: 100, padding: 10 };
const MINUTE = 60_000;

describe('planTimeline', () => {
  it('first and last at the edges, the largest amount on top', () => {
    const { points } = planTimeline([item('a', 0, 100), item('b', 5, 5_000), item('c', 10, 0)], [], FRAME, 'UTC');
    expect(points.map(({ x }) => x)).toEqual([10, 500, 990]);
    expect(points[1]?.y).toBe(10);
    expect(points[2]?.y).toBe(90);
  });
  it('one transaction → in the middle', () => {
    const { points, ticks } = planTimeline([item('a', 0, 100)], [], FRAME, 'UTC');
    expect([points[0]?.x, ticks.length]).toEqual([500, 1]);
  });
  it('session of two → a band around both; of one → none', () => {
    const items = [item('a', 0, 100, 's1'), item('b', 5, 100, 's2'), item('c', 10, 100, 's2')];
    expect(planTimeline(items, [], FRAME, 'UTC').bands).toEqual([{ x: 492, width: 506, count: 2 }]);
  });
  it('match → its events linked in order; events that are not shown are left out', () => {
    const items = [item('a', 0, 100), item('b', 10, 100)];
    const { links, points } = planTimeline(items, [match(['old', 'a'], ['b'])], FRAME, 'UTC');
    expect(links.map((link) => [link.match, ...link.points.map(({ x }) => x)])).toEqual([[0, 10, 990]]);
    expect(points.map(({ label }) => label?.says)).toEqual(['S0 2', 'S1']);
  });
  it('labels: names where there is room, numbers where two would touch, and one of those that still do; none over the edge; one match alone', () => {
    const items = [item('a', 0, 100), item('b', 0.3, 100), item('c', 100, 100), item('d', 101, 100_000)];
    const { points } = planTimeline(items, [match(['a', 'b'], ['c'], ['d'])], FRAME, 'UTC');
    expect(points.map(({ label }) => label?.says)).toEqual(['1', undefined, 'S1', 'S2']);
    const { points: lit } = planTimeline(items, [match(['a', 'b']), match(['b'], ['c'])], FRAME, 'UTC', 1);
    expect(lit.map(({ label }) => label?.says)).toEqual([undefined, 'B S0', 'B S1', undefined]);
    const { points: wide } = planTimeline(items.slice(2), [match(['c'], ['d'])], { ...FRAME, padding: 0 }, 'UTC');
    expect(wide.map(({ x, label }) => [x, label?.says, label!.x > 0 && label!.x < FRAME.width])).toEqual([
      [0, 'S0', true],
      [1000, 'S1', true],
    ]);
  });
});

describe('spanFor', () => {
  const items = [0, 60, 120, 23 * 60 + 30, 23 * 60 + 40, 24 * 60 - 1].map((at, i) => item(String(i), at, 100));
  it('shortest span with enough to compare', () => expect(spanFor(items, []).says).toBe('24 h'));
  it('matched event further back → longer', () => {
    const older = [item('old', -3 * 24 * 60, 100), ...items];
    expect(spanFor(older, [match(['old'], ['5'])]).says).toBe('7 d');
  });
  it('matched event of another account → does not count', () => {
    expect(spanFor(items, [match(['old'], ['5'])]).says).toBe('24 h');
  });
  it('current transaction further back → longer', () => {
    const current = { ...item('now', -24 * 60, 100), current: true };
    expect(spanFor([current, ...items], []).says).toBe('7 d');
  });
  it('few transactions → all of them', () => {
    const few = [item('a', -60 * 24 * 30, 1), item('b', 0, 1)];
    expect(within(few, spanFor(few, []))).toHaveLength(2);
  });
});

function item(id: string, minute: number, amount: number, session?: string): TimelineItem {
  return {
    transaction_id: id,
    current: false,
    external_id: id,
    occurred_at: new Date(Date.UTC(2026, 10, 20) + minute * MINUTE).toISOString(),
    amount,
    currency: 'EUR',
    transaction_outcome: 'authorised',
    outcome: 'approve',
    latest_outcome: 'approve',
    status: 'final',
    score: 1,
    probability: null,
    labels: [],
    ...(session === undefined ? {} : { session_started_at: session }),
  };
}

function match(...steps: string[][]): MatchView {
  return {
    pattern_id: 'p',
    pattern_version: 1,
    entity: { type: 'account', id: 'a' },
    reason: 'P',
    risk: 1,
    action: 'review',
    steps: steps.map((ids, index) => ({
      step: `s${index}`,
      events: ids.map((id) => ({
        transaction_id: id,
        occurred_at: new Date(id === 'old' ? Date.UTC(2026, 10, 17) : Date.UTC(2026, 10, 20, 23, 59)).toISOString(),
        amount: 1,
      })),
    })),
  };
}

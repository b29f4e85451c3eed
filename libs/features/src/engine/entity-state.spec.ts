import { describe, expect, it } from 'vitest';
import { compileFeatures, EntityState, type FeaturePlan, hash53Of } from '../testing/feature-parts.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import type { LabelSource, Verdict } from './label-log.js';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 20, 12);

function planOf(
  features: readonly Record<string, unknown>[],
  options: Parameters<typeof compileFeatures>[1] = {},
): FeaturePlan {
  const source = { by: 'card', features: features.map((feature, i) => ({ feature: `f${i}`, ...feature })) };
  const compiled = compileFeatures([{ name: 'test', source }], options);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.plan;
}

function event(id: string, atMs: number, of: Record<string, unknown> = {}): FeatureEvent {
  return {
    id,
    occurredAtMs: atMs,
    amountMinor: 1000,
    currency: 'EUR',
    channel: 'card_present',
    outcome: 'authorised',
    attributes: [],
    ...of,
  };
}

function step(state: EntityState, next: FeatureEvent): number[] | undefined {
  const facts = new Float64Array(state.features.factsLength);
  state.features.read(next, facts);
  const values = state.advance(facts, next);
  return values && [...values.subarray(0, state.plan.valueCount)];
}

function label(
  state: EntityState,
  of: string,
  verdict: Verdict,
  knownAtMs: number,
  source: LabelSource = 'chargeback',
  occurredAtMs = knownAtMs,
): boolean {
  return state.label({ id: hash53Of(of), source, verdict, occurredAtMs, knownAtMs });
}

describe('labels', () => {
  const plan = planOf([{ aggregate: 'count', source: 'labels', where: 'label.fraud', window: '30d' }]);
  const state = (): EntityState => {
    const one = new EntityState(plan, 'card');
    step(one, event('a', NOON));
    return one;
  };

  it('a label that came before it was known → counts from that moment on, and not a millisecond earlier', () => {
    const one = state();
    label(one, 'a', 'fraud', NOON + 7 * DAY);
    expect(step(one, event('b', NOON + 7 * DAY - 1))).toEqual([0]);
    expect(step(one, event('c', NOON + 7 * DAY))).toEqual([1]);
  });

  it('an event that comes late → sees what was known at its own time', () => {
    const one = state();
    label(one, 'a', 'fraud', NOON + DAY);
    expect(step(one, event('c', NOON + 2 * DAY))).toEqual([1]);
    expect(step(one, event('late', NOON + DAY - 1))).toEqual([0]);
    expect(step(one, event('d', NOON + 3 * DAY))).toEqual([1]);
  });

  it('a label before its event → counts when both are there', () => {
    const one = new EntityState(plan, 'card');
    label(one, 'a', 'fraud', NOON - DAY);
    step(one, event('a', NOON));
    expect(step(one, event('b', NOON + 1))).toEqual([1]);
  });

  it('sources that disagree → the strongest decides, whichever came last; the same one changes its mind', () => {
    const one = state();
    label(one, 'a', 'fraud', NOON + 1, 'analyst');
    label(one, 'a', 'legitimate', NOON + 2, 'step_up');
    expect(step(one, event('b', NOON + 3))).toEqual([1]);
    label(one, 'a', 'legitimate', NOON + 4, 'analyst');
    expect(step(one, event('c', NOON + 5))).toEqual([0]);
    label(one, 'a', 'fraud', NOON + 6, 'chargeback');
    expect(step(one, event('d', NOON + 7))).toEqual([1]);
  });

  it('a chargeback that is withdrawn → what others say stands again', () => {
    const one = state();
    label(one, 'a', 'legitimate', NOON + 1, 'analyst');
    label(one, 'a', 'fraud', NOON + 2);
    expect(step(one, event('b', NOON + 3))).toEqual([1]);
    label(one, 'a', 'withdrawn', NOON + 4);
    expect(step(one, event('c', NOON + 5))).toEqual([0]);
  });

  it('a withdrawal that comes before what it takes back → that counts from no moment on; what happens after it does', () => {
    const one = state();
    label(one, 'a', 'withdrawn', NOON + 4, 'chargeback', NOON + 3);
    expect(step(one, event('b', NOON + 5))).toEqual([0]);
    label(one, 'a', 'fraud', NOON + 6, 'chargeback', NOON + 2);
    expect(step(one, event('c', NOON + 7))).toEqual([0]);
    label(one, 'a', 'fraud', NOON + 8, 'chargeback', NOON + 4);
    expect(step(one, event('d', NOON + 9))).toEqual([1]);
    label(one, 'a', 'withdrawn', NOON + 10);
    expect(step(one, event('e', NOON + 10))).toEqual([0]);
    expect(step(one, event('late', NOON + 9))).toEqual([1]);
  });

  it('a withdrawal of what nobody said → says nothing; of another source → leaves what the others say', () => {
    const one = state();
    label(one, 'a', 'withdrawn', NOON + 1);
    expect(step(one, event('b', NOON + 2))).toEqual([0]);
    label(one, 'a', 'fraud', NOON + 3, 'customer');
    label(one, 'a', 'withdrawn', NOON + 4);
    expect(step(one, event('c', NOON + 5))).toEqual([1]);
  });

  it('the same label again → changes nothing, and says so', () => {
    const one = state();
    expect(label(one, 'a', 'fraud', NOON + 1)).toBe(true);
    expect(label(one, 'a', 'fraud', NOON + 1)).toBe(false);
    expect(step(one, event('b', NOON + 2))).toEqual([1]);
  });
});

describe('long histories', () => {
  it('a million events → sums, deviations and extremes still as a scan has them', () => {
    const plan = planOf(
      [
        { aggregate: 'sum', of: 'event.amount', window: '1h' },
        { aggregate: 'stddev', of: 'event.amount', window: '1h' },
        { aggregate: 'max', of: 'event.amount', window: '1h' },
        { aggregate: 'sum', of: 'event.amount', window: 'ever' },
        { aggregate: 'count', window: 'ever' },
      ],
      { latenessMs: 0 },
    );
    const state = new EntityState(plan, 'card');
    const facts = new Float64Array(plan.factsLength);
    const recent: { at: number; amount: number }[] = [];
    let seed = 7;
    let ever = 0n;
    const count = 1_000_000;
    for (let i = 0; i < count; i++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      // Great amounts come and go, and must leave nothing behind.
      const amount = i % 1000 === 0 ? 1e12 + seed : seed % 10_000;
      const next = event(`t${i}`, NOON + i * 40_000, { amountMinor: amount });
      ever += BigInt(amount);
      recent.push({ at: next.occurredAtMs, amount });
      plan.read(next, facts);
      const values = state.advance(facts, next)!;
      if (recent.length > 90) recent.shift();
      if (i % 9973 !== 2 && i !== count - 1) continue;
      const amounts = recent.filter(({ at }) => at > next.occurredAtMs - 3_600_000).map((one) => one.amount);
      const sum = amounts.reduce((a, b) => a + b, 0);
      const mean = sum / amounts.length;
      const deviation = Math.sqrt(amounts.reduce((a, b) => a + (b - mean) ** 2, 0) / amounts.length);
      expect(Math.abs(values[0]! - sum)).toBeLessThanOrEqual(1e-9 * sum);
      expect(Math.abs(values[1]! - deviation)).toBeLessThanOrEqual(1e-9 * Math.max(1, deviation));
      expect(values[2]).toBe(Math.max(...amounts));
      expect(Math.abs(values[3]! - Number(ever))).toBeLessThanOrEqual(1e-9 * Number(ever));
      expect(values[4]).toBe(i + 1);
    }
    expect(state.rows.length).toBeLessThanOrEqual(257);
  }, 120_000);

  it.each([
    ['worked out at each event', 1000],
    ['kept', 0],
  ])('%s, events let go by their age → windows without an end still know all of them', (_, scannedMax) => {
    const plan = planOf(
      [
        { aggregate: 'mean', of: 'event.amount', window: 'ever', current: 'exclude' },
        { aggregate: 'max', of: 'event.amount', where: 'event.amount < 1900', window: 'ever' },
        { aggregate: 'age_since_first', unit: 'days' },
        { aggregate: 'count', window: '1d' },
      ],
      { latenessMs: DAY, scannedMax },
    );
    const state = new EntityState(plan, 'card');
    for (let i = 0; i < 20; i++) {
      const values = step(state, event(`t${i}`, NOON + 10 * i * DAY, { amountMinor: 100 * i }));
      expect(values).toEqual([i === 0 ? Number.NaN : (100 * (i - 1)) / 2, 100 * Math.min(i, 18), 10 * i, 1]);
    }
    expect(state.rows.length).toBeLessThanOrEqual(2);
  });

  it('one in twenty up to an hour late, in any order → in the end what the sorted order gives', () => {
    const plan = planOf([
      { aggregate: 'sum', of: 'event.amount', window: '1d' },
      { aggregate: 'distinct', of: 'event.merchant.id', window: '7d' },
      { aggregate: 'rank', of: 'event.amount', window: '7d' },
      { aggregate: 'run_length', where: 'event.amount > 300', window: '7d' },
      { aggregate: 'count', window: 'session' },
    ]);
    const sorted = Array.from({ length: 400 }, (_, i) =>
      event(`t${i}`, NOON + i * 600_000 + ((i * 7919) % 599_000), {
        amountMinor: (i * 7919) % 1000,
        merchant: { id: `m${i % 13}`, mcc: '', country: '' },
      }),
    );
    const comes = sorted
      .map((one, i) => ({ one, at: one.occurredAtMs + (i % 20 === 3 ? (i * 104_729) % 3_600_000 : 0) }))
      .toSorted((a, b) => a.at - b.at);
    const late = new EntityState(plan, 'card');
    for (const { one } of comes) step(late, one);
    const inOrder = new EntityState(plan, 'card');
    for (const one of sorted) step(inOrder, one);
    const last = event('last', sorted.at(-1)!.occurredAtMs + 1000);
    expect(comes.map(({ one }) => one.id)).not.toEqual(sorted.map(({ id }) => id));
    expect(step(late, last)).toEqual(step(inOrder, last));
  });
});

describe('values', () => {
  it('a repeat → nothing, and nothing changes', () => {
    const state = new EntityState(planOf([{ aggregate: 'count', window: '1h' }]), 'card');
    expect(step(state, event('a', NOON))).toEqual([1]);
    expect(step(state, event('a', NOON))).toBeUndefined();
    expect(step(state, event('b', NOON))).toEqual([2]);
  });

  it('no history → the default; what is not a number or not there → as if it had not been said', () => {
    const plan = planOf([
      { aggregate: 'mean', of: 'event.attributes.score', window: '1h', default: -1 },
      { aggregate: 'gap_since_last' },
      { value: 'event.amount / features.f0', default: 7 },
    ]);
    const state = new EntityState(plan, 'card');
    const scored = (id: string, value: Record<string, unknown>) =>
      event(id, NOON + Number(id), { attributes: [{ name: 'score', ...value }] });
    expect(step(state, event('0', NOON))).toEqual([-1, Number.NaN, -1000]);
    expect(step(state, scored('1', { text: 'many' }))?.[0]).toBe(-1);
    expect(step(state, scored('2', { number: Infinity }))?.[0]).toBe(-1);
    expect(step(state, scored('3', { number: 1e300 }))?.[0]).toBe(-1);
    expect(step(state, scored('4', { number: 4 }))).toEqual([4, 0.001, 250]);
  });

  it('days of a time zone → begin at its midnight, also where clocks change', () => {
    const plan = planOf([{ aggregate: 'count', window: 'day' }], { timeZone: 'America/New_York' });
    const state = new EntityState(plan, 'card');
    const at = (text: string) => step(state, event(text, Date.parse(text)));
    expect(at('2026-11-01T03:30:00Z')).toEqual([1]); // 23:30 of the day before
    expect(at('2026-11-01T04:10:00Z')).toEqual([1]); // 00:10
    expect(at('2026-11-01T12:00:00Z')).toEqual([2]); // clocks have gone back
    expect(at('2026-11-02T04:30:00Z')).toEqual([3]); // 23:30: the day has 25 hours
    expect(at('2026-11-02T05:00:00Z')).toEqual([1]);
  });

  it('a time before 1970 → as any other; none → refused', () => {
    const state = new EntityState(
      planOf([
        { aggregate: 'count', window: '1h' },
        { aggregate: 'count', window: 'day' },
      ]),
      'card',
    );
    expect(step(state, event('a', -1000))).toEqual([1, 1]);
    expect(step(state, event('b', 10))).toEqual([2, 1]);
    expect(() => step(state, event('c', Number.NaN))).toThrow(RangeError);
  });

  it('more events than the bound → the newest are kept; what nothing is counted for is flagged', () => {
    const plan = planOf([{ aggregate: 'entropy', of: 'event.merchant.id', window: '1d' }], { eventsMax: { card: 16 } });
    const state = new EntityState(plan, 'card');
    for (let i = 0; i < 100; i++) step(state, event(`t${i}`, NOON + i));
    expect(state.rows.length).toBe(17);
    expect(state.isTruncated(NOON + 99)).toBe(true);
    expect(state.isTruncated(NOON + 2 * DAY)).toBe(false);
  });

  it('as of a moment → what an event would have found, and what compares an event is not there', () => {
    const state = new EntityState(
      planOf([
        { aggregate: 'count', window: '1h' },
        { aggregate: 'zscore', of: 'event.amount', window: '1d' },
      ]),
      'card',
    );
    for (let i = 0; i < 5; i++) step(state, event(`t${i}`, NOON + i * 60_000));
    const asOf = (ms: number) => [...state.valuesAsOf(ms).subarray(0, 2)];
    expect(asOf(NOON + 130_000)).toEqual([3, Number.NaN]);
    expect(asOf(NOON + DAY)).toEqual([0, Number.NaN]);
    expect(step(state, event('t5', NOON + 300_000))?.[0]).toBe(6);
  });
});

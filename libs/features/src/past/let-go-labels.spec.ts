import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { decodeEntity, encodeEntity } from '../engine/entity-codec.js';
import type { LabelSource, Verdict } from '../engine/label-log.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import { compileFeatures, EntityState, type FeaturePlan, hash53Of } from '../testing/feature-parts.js';
import { NOON, transaction } from '../testing/transactions.js';
import { CHANGES_MAX, LetGoLabels, STANDINGS } from './let-go-labels.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const plan = planOf([
  { aggregate: 'count', where: 'label.fraud' },
  { aggregate: 'ratio', where: 'label.fraud' },
  { aggregate: 'count', where: '!label.fraud' },
]);

function planOf(features: readonly Record<string, unknown>[]): FeaturePlan {
  const source = {
    by: 'merchant',
    source: 'labels',
    window: '30d',
    features: features.map((feature, i) => ({ feature: `f${i}`, ...feature })),
  };
  const compiled = compileFeatures([{ name: 'test', source }], { eventsMax: { merchant: 8 } });
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.plan;
}

function paid(id: string, occurredAtMs: number): FeatureEvent {
  return transaction({ id, occurredAtMs });
}

function step(state: EntityState, event: FeatureEvent): number[] {
  const facts = new Float64Array(state.features.factsLength);
  state.features.read(event, facts);
  return [...state.advance(facts, event)!.subarray(0, state.plan.valueCount)];
}

interface Said {
  readonly verdict?: Verdict;
  readonly source?: LabelSource;
  readonly knownAtMs: number;
}

function say(state: EntityState, { id, occurredAtMs }: FeatureEvent, said: Said): boolean {
  const { verdict = 'fraud', source = 'chargeback', knownAtMs } = said;
  return state.label({ id: hash53Of(id), source, verdict, occurredAtMs: knownAtMs, knownAtMs, paidAtMs: occurredAtMs });
}

/** A payment an hour, or as often as is said, of which the last nine are held. */
function busy(count: number, everyMs = HOUR): { state: EntityState; payments: FeatureEvent[] } {
  const state = new EntityState(plan, 'merchant');
  const payments = Array.from({ length: count }, (_, i) => paid(`t${i}`, NOON + i * everyMs));
  for (const payment of payments) step(state, payment);
  return { state, payments };
}

describe('labels of payments that were let go', () => {
  it('a chargeback weeks later → counts from the moment it was known, and leaves with its payment', () => {
    const { state, payments } = busy(40);
    expect(say(state, payments[3]!, { knownAtMs: NOON + 10 * DAY })).toBe(true);
    expect(step(state, paid('a', NOON + 10 * DAY - 1))).toEqual([0, 0, 41]);
    expect(step(state, paid('b', NOON + 10 * DAY))).toEqual([1, 1 / 42, 41]);
    expect(step(state, paid('c', NOON + 3 * HOUR + 30 * DAY))[0]).toBe(0);
    expect(state.isTruncated(NOON + 3 * HOUR + 30 * DAY)).toBe(false);
  });

  it('known while it was held → counts after it was let go; the strongest source decides, and may take its word back', () => {
    const { state, payments } = busy(40);
    say(state, payments[39]!, { knownAtMs: NOON + 41 * HOUR, source: 'analyst' });
    for (let i = 0; i < 20; i++) step(state, paid(`more${i}`, NOON + (50 + i) * HOUR));
    expect(step(state, paid('a', NOON + 80 * HOUR))[0]).toBe(1);
    say(state, payments[39]!, { knownAtMs: NOON + 81 * HOUR, verdict: 'legitimate' });
    expect(step(state, paid('b', NOON + 82 * HOUR))[0]).toBe(0);
    say(state, payments[39]!, { knownAtMs: NOON + 83 * HOUR, verdict: 'withdrawn' });
    expect(step(state, paid('c', NOON + 84 * HOUR))[0]).toBe(1);
  });

  it('the same label again → changes nothing, and says so; one of an unknown time, or too old → as before', () => {
    const { state, payments } = busy(40);
    expect(say(state, payments[3]!, { knownAtMs: NOON + 5 * DAY })).toBe(true);
    expect(say(state, payments[3]!, { knownAtMs: NOON + 5 * DAY })).toBe(false);
    state.label({
      id: hash53Of('t4'),
      source: 'chargeback',
      verdict: 'fraud',
      occurredAtMs: NOON,
      knownAtMs: NOON + 5 * DAY,
    });
    expect(say(state, paid('ancient', NOON - 90 * DAY), { knownAtMs: NOON + 5 * DAY })).toBe(false);
    expect(step(state, paid('a', NOON + 6 * DAY))[0]).toBe(1);
  });

  it('a payment that comes late, after its label → is counted once', () => {
    const { state } = busy(40);
    const late = paid('late', NOON + 90_000);
    say(state, late, { knownAtMs: NOON + 40 * HOUR });
    expect(step(state, paid('a', NOON + 41 * HOUR)).slice(0, 1)).toEqual([1]);
    expect(step(state, late)[0]).toBe(0);
    expect(step(state, paid('b', NOON + 42 * HOUR))).toEqual([1, 1 / 43, 42]);
  });

  it('written and read → the same', () => {
    const { state, payments } = busy(40);
    for (const i of [1, 5, 9]) say(state, payments[i]!, { knownAtMs: NOON + (40 + i) * HOUR });
    const out = new ByteWriter();
    encodeEntity(state, out);
    const other = decodeEntity(plan, 'merchant', new ByteReader(out.take()));
    for (const hour of [44, 48, 52, 900])
      expect(step(other, paid(`h${hour}`, NOON + hour * HOUR))).toEqual(
        step(state, paid(`h${hour}`, NOON + hour * HOUR)),
      );
  });

  it('more than are kept → payments that were made first are counted once, whatever is said of them again, and it is flagged', () => {
    const count = CHANGES_MAX + 76;
    const { state, payments } = busy(count + 20, 10 * 60_000);
    const knownFrom = payments.at(-1)!.occurredAtMs + HOUR;
    const warned = payments.slice(0, count);
    for (const payment of warned) say(state, payment, { knownAtMs: knownFrom, source: 'early_warning' });
    expect(state.past!.labels.length).toBe(CHANGES_MAX);
    const next = (name: string, hours: number) => step(state, paid(name, knownFrom + hours * HOUR));
    expect(next('a', 1)[0]).toBe(count);
    expect(state.isTruncated(knownFrom + HOUR)).toBe(true);
    // The same again, and a chargeback each: still the same payments.
    for (const payment of warned) say(state, payment, { knownAtMs: knownFrom, source: 'early_warning' });
    for (const payment of warned) say(state, payment, { knownAtMs: knownFrom + 2 * HOUR });
    expect(next('b', 3)[0]).toBe(count);
    expect(state.past!.labels.length).toBeLessThanOrEqual(CHANGES_MAX);
    const out = new ByteWriter();
    encodeEntity(state, out);
    const other = decodeEntity(plan, 'merchant', new ByteReader(out.take()));
    expect(say(other, warned[0]!, { knownAtMs: knownFrom + 4 * HOUR, source: 'analyst' })).toBe(false);
    expect(step(other, paid('c', knownFrom + 5 * HOUR))[0]).toBe(count);
  });

  it('one payment of which much is said → no more than of one that is held', () => {
    const labels = new LetGoLabels();
    const put = (knownAtMs: number) =>
      labels.put({ id: 7, source: 'analyst', verdict: 'fraud', occurredAtMs: knownAtMs, knownAtMs }, 1000);
    for (let i = 0; i < 16; i++) expect(put(2000 + i)).toBe(true);
    expect(put(3000)).toBe(false);
    expect(labels.length).toBe(16);
  });

  it('conditions about payments and labels, or values of those that are fraud → flagged, as nothing is counted for them', () => {
    const mixed = planOf([{ aggregate: 'count', where: 'label.fraud && event.amount > 5' }]);
    const state = new EntityState(mixed, 'merchant');
    for (let i = 0; i < 20; i++) step(state, paid(`t${i}`, NOON + i * HOUR));
    expect(state.isTruncated(NOON + 19 * HOUR)).toBe(true);
    expect(state.isTruncated(NOON + 60 * DAY)).toBe(false);
  });
});

describe('LetGoLabels', () => {
  it('standings: the strongest that stands at each moment', () => {
    const labels = new LetGoLabels();
    const put = (source: LabelSource, verdict: Verdict, knownAtMs: number) =>
      labels.put({ id: 7, source, verdict, occurredAtMs: knownAtMs, knownAtMs }, 1000);
    put('step_up', 'legitimate', 10);
    put('analyst', 'fraud', 20);
    put('chargeback', 'legitimate', 30);
    put('chargeback', 'withdrawn', 40);
    const worth = STANDINGS.map((_, i) => i);
    const at = (ms: number) => STANDINGS[labels.sum(0, 2000, ms, worth)];
    expect([9, 10, 20, 30, 40].map((ms) => at(ms)?.source)).toEqual([
      '',
      'step_up',
      'analyst',
      'chargeback',
      'analyst',
    ]);
    expect([at(20)!.fraud, at(30)!.fraud]).toEqual([true, false]);
    expect(labels.sum(1000, 2000, 40, worth)).toBe(0);
  });
});

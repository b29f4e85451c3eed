import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { decodeEntity, encodeEntity } from '../engine/entity-codec.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import { compileFeatures, EntityState, type FeaturePlan } from '../testing/feature-parts.js';
import { scan, type ScannedFeature } from '../testing/history-scan.js';
import { NOON, transactions } from '../testing/transactions.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const amount = (event: FeatureEvent) => event.amountMinor;
const merchant = (event: FeatureEvent) => event.merchant?.id ?? '';
const declined = (event: FeatureEvent) => event.outcome === 'declined';
const AMOUNT = { of: 'event.amount' };
const DECLINED = "event.outcome == 'declined'";
/** `grows`: never falls when the window gets longer. */
type Case = readonly [document: Record<string, unknown>, scanned: ScannedFeature, grows?: boolean];

const over = (window: string, ms: number): Case[] => [
  [{ aggregate: 'count', window }, { aggregate: 'count', window: ms }, true],
  [
    { aggregate: 'rate', window },
    { aggregate: 'rate', window: ms },
  ],
  [{ aggregate: 'count', window, where: DECLINED }, { aggregate: 'count', window: ms, where: declined }, true],
  [
    { aggregate: 'ratio', window, where: DECLINED },
    { aggregate: 'ratio', window: ms, where: declined },
  ],
  [{ aggregate: 'sum', window, ...AMOUNT }, { aggregate: 'sum', window: ms, of: amount }, true],
  [
    { aggregate: 'mean', window, ...AMOUNT, where: DECLINED, current: 'exclude' },
    { aggregate: 'mean', window: ms, of: amount, where: declined, excludesOwn: true },
  ],
  [
    { aggregate: 'stddev', window, ...AMOUNT },
    { aggregate: 'stddev', window: ms, of: amount },
  ],
  [
    { aggregate: 'zscore', window, ...AMOUNT },
    { aggregate: 'zscore', window: ms, of: amount, excludesOwn: true },
  ],
  [{ aggregate: 'max', window, ...AMOUNT }, { aggregate: 'max', window: ms, of: amount }, true],
  [
    { aggregate: 'min', window, ...AMOUNT },
    { aggregate: 'min', window: ms, of: amount },
  ],
  [
    { aggregate: 'trend', window, ...AMOUNT },
    { aggregate: 'trend', window: ms, of: amount },
  ],
  [
    { aggregate: 'distinct', window, of: 'event.merchant.id' },
    { aggregate: 'distinct', window: ms, of: merchant },
    true,
  ],
  [
    { aggregate: 'is_new', window, of: 'event.merchant.id' },
    { aggregate: 'is_new', window: ms, of: merchant, excludesOwn: true },
  ],
  [
    { aggregate: 'gap_since_last', window, where: DECLINED },
    { aggregate: 'gap_since_last', window: ms, where: declined, excludesOwn: true },
  ],
  [{ aggregate: 'age_since_first', window }, { aggregate: 'age_since_first', window: ms }, true],
  [
    { aggregate: 'haversine_speed', window },
    { aggregate: 'haversine_speed', window: ms, excludesOwn: true },
  ],
  [
    { aggregate: 'entropy', window, of: 'event.merchant.id' },
    { aggregate: 'entropy', window: ms, of: merchant },
  ],
  [
    { aggregate: 'run_length', window, where: DECLINED },
    { aggregate: 'run_length', window: ms, where: declined },
  ],
];
const DELAYED: Case[] = [
  [
    { aggregate: 'count', window: '2d', delay: '12h' },
    { aggregate: 'count', window: 2 * DAY, delayMs: DAY / 2 },
  ],
  [
    { aggregate: 'sum', window: 'day', ...AMOUNT },
    { aggregate: 'sum', window: 'day', of: amount },
  ],
];
const CASES = [...over('1h', HOUR), ...over('1d', DAY), ...over('7d', 7 * DAY), ...DELAYED];

/** Each feature has a plan of its own, so that its flags are its own. */
const plans = CASES.map(([document]) => planOf([document], 6));
const all = planOf(
  CASES.map(([document]) => document),
  6,
);

function planOf(documents: readonly Record<string, unknown>[], eventsMax: number): FeaturePlan {
  const sources = documents.map((document, i) => ({
    name: `${i}`,
    source: { feature: `f${i}`, by: 'account', ...document },
  }));
  const compiled = compileFeatures(sources, { latenessMs: DAY, eventsMax: { account: eventsMax }, scannedMax: 3 });
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems, undefined, 1));
  return compiled.plan;
}

function step(state: EntityState, event: FeatureEvent): number[] {
  const facts = new Float64Array(state.features.factsLength);
  state.features.read(event, facts);
  return [...state.advance(facts, event)!.subarray(0, state.plan.valueCount)];
}

function canBe(aggregate: string, value: number, amounts: ReadonlySet<number>): boolean {
  if (aggregate === 'max' || aggregate === 'min') return amounts.has(value);
  if (aggregate === 'zscore' || aggregate === 'trend' || Number.isNaN(value)) return true;
  return value >= 0 && (aggregate !== 'ratio' || value <= 1);
}

function isSame(got: number, want: number): boolean {
  return Number.isNaN(want) ? Number.isNaN(got) : Math.abs(got - want) <= 1e-6 * Math.max(1, Math.abs(want));
}

/** Over 40 days, or as many as twice that in a day, so that buckets join. */
const streams = fc.oneof(
  transactions(80),
  transactions(160).map((events) =>
    events.map((event) => ({ ...event, occurredAtMs: NOON + Math.floor((event.occurredAtMs - NOON) / 100) })),
  ),
);

/** In the order of time, or some of them up to a day late. */
const arrivals = streams.chain((events) =>
  fc.oneof(
    fc.constant(events),
    fc.array(fc.integer({ min: 0, max: DAY }), { minLength: events.length, maxLength: events.length }).map((late) =>
      events
        .map((event, i) => ({ event, atMs: event.occurredAtMs + (late[i]! % 3 === 0 ? late[i]! : 0) }))
        .sort((a, b) => a.atMs - b.atMs)
        .map(({ event }) => event),
    ),
  ),
);

describe('what was let go', () => {
  it('a value that is flagged as neither an estimate nor truncated → what a scan of all that has come gives', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(), (events, some) => {
        const at = some % CASES.length;
        const state = new EntityState(plans[at]!, 'account');
        const come: FeatureEvent[] = [];
        const wrong: unknown[] = [];
        for (const event of events) {
          come.push(event);
          const [value] = step(state, event);
          if (state.isTruncated(event.occurredAtMs) || state.isApproximate(event.occurredAtMs)) continue;
          const want = scan(CASES[at]![1], come, [], event);
          wrong.push(...(isSame(value!, want) ? [] : [[CASES[at]![0], value, want]]));
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('an estimate of what grows with its window → between a window a quarter shorter and one a quarter longer', () => {
    fc.assert(
      fc.property(streams, fc.nat(), (events, some) => {
        const growing = CASES.map((one, i) => [one, i] as const).filter(([[, , grows]]) => grows === true);
        const [[document, scanned], at] = growing[some % growing.length]!;
        const state = new EntityState(plans[at]!, 'account');
        const come: FeatureEvent[] = [];
        const wrong: unknown[] = [];
        for (const event of events) {
          come.push(event);
          const [value] = step(state, event);
          const ms = scanned.window as number;
          const [least, most] = [0.75, 1.25].map((part) => scan({ ...scanned, window: part * ms }, come, [], event));
          const slack = 0.51 + 1e-9 * most!;
          const isBetween = value! >= least! - slack && value! <= most! + slack;
          if (!isBetween) wrong.push([document, value, least, most]);
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('any order of arrival → values that can be: shares, nothing below nothing, extremes that were there', () => {
    fc.assert(
      fc.property(arrivals, (events) => {
        const state = new EntityState(all, 'account');
        const amounts = new Set<number>([Number.NaN]);
        const wrong: unknown[] = [];
        for (const event of events) {
          amounts.add(event.amountMinor);
          for (const [i, value] of step(state, event).entries())
            if (!canBe(CASES[i]![1].aggregate, value, amounts)) wrong.push([CASES[i]![0], value]);
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('written and read anywhere on the way → the same values, flags and bytes from there on', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(), (events, cut) => {
        const whole = new EntityState(all, 'account');
        let other = new EntityState(all, 'account');
        for (const [i, event] of events.entries()) {
          if (i === cut % events.length) other = decodeEntity(all, 'account', new ByteReader(encoded(other)));
          expect(step(other, event)).toEqual(step(whole, event));
          const atMs = event.occurredAtMs;
          expect([other.isTruncated(atMs), other.isApproximate(atMs)]).toEqual([
            whole.isTruncated(atMs),
            whole.isApproximate(atMs),
          ]);
        }
        expect(encoded(other)).toEqual(encoded(whole));
      }),
      { numRuns: 200 },
    );
  });
});

function encoded(state: EntityState): Uint8Array {
  const out = new ByteWriter();
  encodeEntity(state, out);
  return out.take();
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLabel, arrivals } from '../testing/arrivals.js';
import { compileFeatures, EntityState, type FeaturePlan } from '../testing/feature-parts.js';
import { scan, type ScannedFeature, type ScannedLabel } from '../testing/history-scan.js';
import type { FeatureEvent } from '../plan/feature-event.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const amount = (event: FeatureEvent) => event.amountMinor;
const merchant = (event: FeatureEvent) => event.merchant?.id ?? '';
const spent = (event: FeatureEvent) => event.outcome !== 'declined' && event.outcome !== 'refunded';
const SPENT = "event.outcome != 'declined' && event.outcome != 'refunded'";
const AMOUNT = { of: 'event.amount' };
const MERCHANT = { of: 'event.merchant.id' };

/** Each feature as a document, and as the scan has it. */
const FEATURES: readonly (readonly [document: Record<string, unknown>, scanned: ScannedFeature])[] = [
  [
    { aggregate: 'count', window: '1h' },
    { aggregate: 'count', window: HOUR },
  ],
  [
    { aggregate: 'count', window: '10m', current: 'exclude' },
    { aggregate: 'count', window: HOUR / 6, excludesOwn: true },
  ],
  [
    { aggregate: 'count', window: '1d', delay: '2d' },
    { aggregate: 'count', window: DAY, delayMs: 2 * DAY },
  ],
  [
    { aggregate: 'rate', window: '1d' },
    { aggregate: 'rate', window: DAY },
  ],
  [
    { aggregate: 'sum', ...AMOUNT, window: '7d', where: SPENT },
    { aggregate: 'sum', of: amount, window: 7 * DAY, where: spent },
  ],
  [
    { aggregate: 'sum', ...AMOUNT, window: 'day' },
    { aggregate: 'sum', of: amount, window: 'day' },
  ],
  [
    { aggregate: 'sum', ...AMOUNT, window: 'ever' },
    { aggregate: 'sum', of: amount, window: 'ever' },
  ],
  [
    { aggregate: 'max', ...AMOUNT, window: 'ever' },
    { aggregate: 'max', of: amount, window: 'ever' },
  ],
  [
    { aggregate: 'mean', ...AMOUNT, window: '7d', where: SPENT, current: 'exclude' },
    { aggregate: 'mean', of: amount, window: 7 * DAY, where: spent, excludesOwn: true },
  ],
  [
    { aggregate: 'stddev', ...AMOUNT, window: '7d', where: SPENT, current: 'exclude' },
    { aggregate: 'stddev', of: amount, window: 7 * DAY, where: spent, excludesOwn: true },
  ],
  [
    { aggregate: 'zscore', ...AMOUNT, window: '7d', where: SPENT },
    { aggregate: 'zscore', of: amount, window: 7 * DAY, where: spent, excludesOwn: true },
  ],
  [
    { aggregate: 'min', ...AMOUNT, window: '1h' },
    { aggregate: 'min', of: amount, window: HOUR },
  ],
  [
    { aggregate: 'max', ...AMOUNT, window: '1d', current: 'exclude' },
    { aggregate: 'max', of: amount, window: DAY, excludesOwn: true },
  ],
  [
    { aggregate: 'max', ...AMOUNT, window: 'last 5' },
    { aggregate: 'max', of: amount, window: { last: 5 } },
  ],
  [
    { aggregate: 'mean', ...AMOUNT, window: 'last 3', where: SPENT, current: 'exclude' },
    { aggregate: 'mean', of: amount, window: { last: 3 }, where: spent, excludesOwn: true },
  ],
  [
    { aggregate: 'percentile(90)', ...AMOUNT, window: '7d' },
    { aggregate: 'percentile', of: amount, window: 7 * DAY },
  ],
  [
    { aggregate: 'rank', ...AMOUNT, window: '30d' },
    { aggregate: 'rank', of: amount, window: 30 * DAY, excludesOwn: true },
  ],
  [
    { aggregate: 'trend', ...AMOUNT, window: '7d' },
    { aggregate: 'trend', of: amount, window: 7 * DAY },
  ],
  [
    { aggregate: 'distinct', ...MERCHANT, window: '1d' },
    { aggregate: 'distinct', of: merchant, window: DAY },
  ],
  [
    { aggregate: 'entropy', ...MERCHANT, window: '7d' },
    { aggregate: 'entropy', of: merchant, window: 7 * DAY },
  ],
  [
    { aggregate: 'is_new', ...MERCHANT, window: '7d' },
    { aggregate: 'is_new', of: merchant, window: 7 * DAY, excludesOwn: true },
  ],
  [{ aggregate: 'gap_since_last' }, { aggregate: 'gap_since_last', window: 'ever', excludesOwn: true }],
  [
    { aggregate: 'gap_since_last', where: SPENT, window: '1d' },
    { aggregate: 'gap_since_last', where: spent, window: DAY, excludesOwn: true },
  ],
  [{ aggregate: 'age_since_first' }, { aggregate: 'age_since_first', window: 'ever' }],
  [
    { aggregate: 'ratio', where: SPENT, window: '1d' },
    { aggregate: 'ratio', where: spent, window: DAY },
  ],
  [{ aggregate: 'haversine_speed' }, { aggregate: 'haversine_speed', window: 30 * DAY, excludesOwn: true }],
  [
    { aggregate: 'count', window: 'session' },
    { aggregate: 'count', window: 'session' },
  ],
  [{ aggregate: 'duration' }, { aggregate: 'duration', window: 'session' }],
  [
    { aggregate: 'distinct', ...MERCHANT, window: 'session' },
    { aggregate: 'distinct', of: merchant, window: 'session' },
  ],
  [
    { aggregate: 'sum', ...AMOUNT, window: 'session', where: SPENT, current: 'exclude' },
    { aggregate: 'sum', of: amount, window: 'session', where: spent, excludesOwn: true },
  ],
  [
    { aggregate: 'run_length', where: SPENT, window: '7d' },
    { aggregate: 'run_length', where: spent, window: 7 * DAY },
  ],
  [
    { aggregate: 'run_age', where: SPENT, among: 'event.amount > 1000', window: '7d' },
    { aggregate: 'run_age', where: spent, among: (event) => event.amountMinor > 1000, window: 7 * DAY },
  ],
  [
    { aggregate: 'count', source: 'labels', where: 'label.fraud', window: '7d', delay: '1d' },
    { aggregate: 'count', where: (_, { fraud }) => fraud, window: 7 * DAY, delayMs: DAY },
  ],
  [
    { aggregate: 'ratio', source: 'labels', where: 'label.fraud && event.amount < 20000', window: '30d' },
    { aggregate: 'ratio', where: (event, { fraud }) => fraud && event.amountMinor < 20_000, window: 30 * DAY },
  ],
  [
    { aggregate: 'run_length', source: 'labels', where: 'label.fraud', window: '30d', delay: '12h' },
    { aggregate: 'run_length', where: (_, { fraud }) => fraud, window: 30 * DAY, delayMs: DAY / 2 },
  ],
  [
    { aggregate: 'sum', ...AMOUNT, source: 'labels', where: 'label.known && !label.fraud', window: '7d' },
    { aggregate: 'sum', of: amount, where: (_, { known, fraud }) => known && !fraud, window: 7 * DAY },
  ],
];

const documents = FEATURES.map(([document], i) => ({
  name: `${i}`,
  source: { feature: `f${i}`, by: 'account', ...document },
}));

function planOf(scannedMax: number): FeaturePlan {
  const compiled = compileFeatures(documents, { latenessMs: 400 * DAY, eventsMax: { account: 1000 }, scannedMax });
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems, undefined, 1));
  return compiled.plan;
}

function isSame(got: number, want: number): boolean {
  if (Number.isNaN(want)) return Number.isNaN(got);
  return Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want));
}

describe('windows of an entity', () => {
  it.each([
    ['worked out at each event', 1000],
    ['kept', 3],
  ])('%s, any order of arrival of events and labels → what a scan of all that has come gives', (_, scannedMax) => {
    const plan = planOf(scannedMax);
    const facts = new Float64Array(plan.factsLength);
    fc.assert(
      fc.property(arrivals(50), (list) => {
        const state = new EntityState(plan, 'account');
        const events: FeatureEvent[] = [];
        const labels: ScannedLabel[] = [];
        for (const next of list) {
          if ('label' in next) {
            if (addLabel(state, next.label)) labels.push(next.label);
            continue;
          }
          events.push(next.event);
          plan.read(next.event, facts);
          const values = state.advance(facts, next.event)!;
          const wrong = FEATURES.flatMap(([document, scanned], i) => {
            const want = scan(scanned, events, labels, next.event);
            return isSame(values[i]!, want) ? [] : [`${JSON.stringify(document)}: ${values[i]}, by the scan ${want}`];
          });
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScannedWindows } from '../engine/scanned-windows.js';
import { windowsOf } from '../engine/windows.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import { addLabel, type Arrival, arrivals } from '../testing/arrivals.js';
import { compileFeatures, EntityState, type FeaturePlan } from '../testing/feature-parts.js';

// Lists of some dozens rather than of some.
fc.configureGlobal({ ...fc.readConfigureGlobal(), baseSize: 'medium' });

type Document = Readonly<Record<string, unknown>>;

const SPENT = "event.outcome != 'declined' && event.outcome != 'refunded'";
const AMOUNT = { of: 'event.amount' };
const MERCHANT = { of: 'event.merchant.id' };

const aggregate = fc.constantFrom<Document>(
  ...['sum', 'mean', 'stddev', 'min', 'max', 'zscore', 'percentile(40)', 'trend', 'rank'].map((aggregate) => ({
    aggregate,
    ...AMOUNT,
  })),
  ...['distinct', 'is_new', 'entropy'].map((aggregate) => ({ aggregate, ...MERCHANT })),
  ...['count', 'rate', 'gap_since_last', 'age_since_first', 'haversine_speed'].map((aggregate) => ({ aggregate })),
  ...['ratio', 'run_length', 'run_age'].map((aggregate) => ({ aggregate, where: 'event.amount > 20000' })),
  { aggregate: 'ratio', where: 'event.amount > 20000', among: SPENT },
  { aggregate: 'run_age', where: SPENT, among: 'event.amount < 30000' },
  { aggregate: 'run_length', source: 'labels', where: 'label.fraud', among: SPENT },
);

const window = fc.constantFrom('10m', '1h', '1d', '7d', 'day', 'session', 'ever', 'last 1', 'last 4');
const condition = fc.constantFrom<Document>(
  {},
  {},
  { where: SPENT },
  { where: 'event.amount > 1000' },
  { source: 'labels', where: 'label.fraud && event.amount < 20000' },
);
const looks = fc.constantFrom<Document>({}, {}, { current: 'exclude' }, { delay: '12h' });

/** A feature of an account; not each of them is valid. */
const document = fc
  .tuple(condition, aggregate, looks, window)
  .map(([where, of, how, window]): Document => ({ by: 'account', window, ...where, ...of, ...how }));

/** A plan of those that are valid. */
function planOf(documents: readonly Document[], eventsMax: number): FeaturePlan {
  const sources = documents.map((source, i) => ({ name: `${i}`, source: { feature: `f${i}`, ...source } }));
  const options = { latenessMs: 400 * 86_400_000, eventsMax: { account: eventsMax }, scannedMax: 1000 };
  const compiled = compileFeatures(sources, options);
  if ('plan' in compiled) return compiled.plan;
  const refused = new Set(compiled.problems.map((problem) => problem.document));
  fc.pre(refused.size < documents.length);
  return planOf(
    documents.filter((_, i) => !refused.has(`${i}`)),
    eventsMax,
  );
}

/** Amounts that are not whole, not there, too large to be squared without rounding, or zeros of both signs. */
const odd = fc.constantFrom(0.1, 1 / 3, 1e15 + 0.5, 9e15, Number.NaN, 0, -0, -12.25, -500);
/** Of each event by its place: its own amount where there is none. */
const amounts = fc.oneof(fc.constant([]), fc.array(fc.option(odd, { nil: undefined, freq: 2 }), { maxLength: 40 }));

function withAmounts(list: readonly Arrival[], odds: readonly (number | undefined)[]): Arrival[] {
  return list.map((next, i) =>
    'label' in next ? next : { event: { ...next.event, amountMinor: odds[i] ?? next.event.amountMinor } },
  );
}

/** Puts all in, in their order. @param look - told of each event and its row, before its values are asked for */
function play(
  plan: FeaturePlan,
  list: readonly Arrival[],
  look: (state: EntityState, own: number, event: FeatureEvent) => void,
): void {
  const facts = new Float64Array(plan.factsLength);
  const state = new EntityState(plan, 'account');
  for (const next of list) {
    if ('label' in next) {
      addLabel(state, next.label);
      continue;
    }
    plan.read(next.event, facts);
    look(state, state.insert(facts), next.event);
  }
}

/** What was put aside of rows that were let go. */
function asideOf(state: EntityState): number[] {
  const windows = windowsOf(state.plan);
  const aside = windows.makeAside();
  for (const { key, aside: one } of state.asides())
    if (one.count > 0) windows.groups.find(({ plan }) => plan.key === key)!.setAside(aside, one);
  return aside;
}

/** The same numbers to the bit, NaN as any other. */
function expectSame(plan: FeaturePlan, got: ArrayLike<number>, want: ArrayLike<number>, documents: unknown): void {
  const wrong = plan.features.flatMap(({ name }, i) =>
    Object.is(got[i], want[i]) ? [] : [`${name}: ${got[i]}, not ${want[i]} of ${JSON.stringify(documents)}`],
  );
  expect(wrong).toEqual([]);
}

describe('passes over the rows of an entity', () => {
  it('any features, any order of arrival, numbers of any kind → the bits that windows worked out one by one give', () => {
    let compared = 0;
    const eventsMax = fc.constantFrom(1000, 5);
    const drawn = fc.tuple(fc.array(document, { minLength: 1, maxLength: 25 }), arrivals(40), amounts, eventsMax);
    fc.assert(
      fc.property(drawn, ([documents, list, odds, held]) => {
        const plan = planOf(documents, held);
        const windows = windowsOf(plan.entity('account'));
        const oneByOne = new ScannedWindows(plan.entity('account'), windows.groups, windows.picks, () => false);
        play(plan, withAmounts(list, odds), (state, own, event) => {
          const got = Float64Array.from(state.valuesAt(own, event));
          const { rows } = state;
          if (own + 1 < rows.end && rows.timeOf(own + 1) === rows.timeOf(own)) return;
          // What was let go is counted in by others.
          const hasAside = state.plan.keepsAside && rows.droppedUntil > -Infinity;
          if (state.past !== undefined)
            windows.scanned(hasAside).readAt(rows, own, windows.scratchState(asideOf(state)), got);
          const want = new Float64Array(plan.features.length);
          oneByOne.readAt(rows, own, windows.scratchState(asideOf(state)), want);
          expectSame(plan, got, want, documents);
          compared++;
        });
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it('events that were let go, windows with the event itself → what they say as of its moment', () => {
    const drawn = fc.tuple(fc.array(document, { minLength: 1, maxLength: 25 }), arrivals(40), amounts);
    const comparesOwn = ['zscore', 'rank', 'is_new', 'gap_since_last', 'haversine_speed'];
    let compared = 0;
    fc.assert(
      fc.property(drawn, ([drafts, list, odds]) => {
        const documents = drafts.filter(
          ({ aggregate, current }) => current === undefined && !comparesOwn.includes(String(aggregate)),
        );
        fc.pre(documents.length > 0);
        const plan = planOf(documents, 12);
        play(plan, withAmounts(list, odds), (state, own, event) => {
          const got = Float64Array.from(state.valuesAt(own, event));
          const { rows } = state;
          if (rows.timeOf(own) < rows.droppedUntil) return;
          expectSame(plan, got, state.valuesAsOf(rows.timeOf(own)), documents);
          if (rows.droppedUntil > -Infinity) compared++;
        });
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

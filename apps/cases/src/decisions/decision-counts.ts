import { type AnsweredBy, type DecisionV1, type Outcome, OUTCOMES } from '#contracts';

/**
 * Counts of decisions in ten-second buckets: what the live page shows, without reading the decisions themselves. Pure.
 * The places in `counts`: the outcomes as in `OUTCOMES`, the rungs, revisions, then a latency histogram.
 */
export const BUCKET_MS = 10_000;
export const RUNGS: readonly AnsweredBy[] = ['full', 'degraded', 'stand_in'];
/** Upper bounds of the latency buckets, ms; one more has what is above. */
export const LATENCY_BOUNDS_MS = [
  2, 5, 7, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 500, 1000, 5000,
] as const;

const RUNG_AT = OUTCOMES.length;
const REVISED_AT = RUNG_AT + RUNGS.length;
const LATENCY_AT = REVISED_AT + 1;
export const COUNTS_LENGTH = LATENCY_AT + LATENCY_BOUNDS_MS.length + 1;

/** One row of `cases.decision_counts`, less its log partition. */
export interface CountRow {
  readonly tenantId: string;
  readonly livemode: boolean;
  readonly bucketMs: number;
  readonly currency: string;
  readonly counts: number[];
  declinedMinor: number;
}

/** Adds up a batch; each decision under the time of the answer that it is of. */
export class CountBatch {
  private readonly byKey = new Map<string, CountRow>();

  /** A transaction that was not there before. */
  answered(decision: DecisionV1): void {
    const row = this.rowOf(decision);
    row.counts[OUTCOMES.indexOf(decision.outcome)]! += 1;
    row.counts[RUNG_AT + RUNGS.indexOf(decision.answeredBy)]! += 1;
    row.counts[LATENCY_AT + latencyBucket(decision.latencyMs)]! += 1;
    if (decision.outcome === 'decline') row.declinedMinor += decision.transaction.amountMinor;
  }

  /** A later result for one that was: a fuller one, or the same with other matches. */
  revised(decision: DecisionV1): void {
    this.rowOf(decision).counts[REVISED_AT]! += 1;
  }

  rows(): CountRow[] {
    return [...this.byKey.values()];
  }

  private rowOf({ transaction, decidedAtMs }: DecisionV1): CountRow {
    const { tenantId, livemode, currency } = transaction;
    const bucketMs = Math.floor(decidedAtMs / BUCKET_MS) * BUCKET_MS;
    const key = `${tenantId} ${livemode} ${bucketMs} ${currency}`;
    let row = this.byKey.get(key);
    if (!row) {
      row = { tenantId, livemode, bucketMs, currency, counts: Array<number>(COUNTS_LENGTH).fill(0), declinedMinor: 0 };
      this.byKey.set(key, row);
    }
    return row;
  }
}

/** Counts as people read them. */
export interface Totals {
  readonly decisions: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly rungs: Readonly<Record<AnsweredBy, number>>;
  readonly revised: number;
  /** The upper bound of the histogram bucket in which the quantile lies; undefined without decisions. */
  latencyMs(quantile: number): number | undefined;
}

export function totalsOf(counts: readonly number[]): Totals {
  const at = (place: number): number => counts[place] ?? 0;
  const named = <K extends string>(names: readonly K[], from: number): Record<K, number> =>
    Object.fromEntries(names.map((name, i) => [name, at(from + i)])) as Record<K, number>;
  const outcomes = named(OUTCOMES, 0);
  return {
    decisions: OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0),
    outcomes,
    rungs: named(RUNGS, RUNG_AT),
    revised: at(REVISED_AT),
    latencyMs: (quantile) => quantileOf(counts.slice(LATENCY_AT), quantile),
  };
}

function latencyBucket(latencyMs: number): number {
  const bucket = LATENCY_BOUNDS_MS.findIndex((bound) => latencyMs <= bound);
  return bucket < 0 ? LATENCY_BOUNDS_MS.length : bucket;
}

function quantileOf(histogram: readonly number[], quantile: number): number | undefined {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let below = 0;
  for (const [i, count] of histogram.entries()) {
    below += count;
    if (below >= quantile * total) return LATENCY_BOUNDS_MS[Math.min(i, LATENCY_BOUNDS_MS.length - 1)];
  }
  return LATENCY_BOUNDS_MS.at(-1);
}

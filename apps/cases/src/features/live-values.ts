/** What features say now: of each, how its values in the newest decisions lie. Pure. */
import type { LiveValues } from '#contracts';
import type { FeatureSet, PlannedFeature } from '#features';

/** One decision of the feature log. */
export interface LoggedVector {
  readonly transactionId: string;
  readonly featureSet: string;
  /** In the order of the set; NaN where a value was not known. */
  readonly values: readonly number[];
}

/** Up to so many different values, each is told. */
const TOP_MAX = 5;

/**
 * Of each feature that some of these decisions had as it is defined now, by name. A value of another definition of that name
 * counts for nothing.
 *
 * @param newest - the newest first
 * @param setOf - what is in a feature set's vectors; undefined where that is not known
 */
export function liveValuesOf(
  features: readonly PlannedFeature[],
  newest: readonly LoggedVector[],
  setOf: (featureSet: string) => FeatureSet | undefined,
): ReadonlyMap<string, LiveValues> {
  const sets = new Map([...new Set(newest.map(({ featureSet }) => featureSet))].map((name) => [name, setOf(name)]));
  const live = new Map<string, LiveValues>();
  for (const feature of features) {
    const places = new Map([...sets].map(([name, set]) => [name, placeIn(set, feature)]));
    const had = newest.flatMap(({ transactionId, featureSet, values }) => {
      const place = places.get(featureSet);
      return place === undefined ? [] : [{ transactionId, value: values[place] ?? Number.NaN }];
    });
    if (had.length > 0) live.set(feature.name, summaryOf(had, feature.default));
  }
  return live;
}

function placeIn(set: FeatureSet | undefined, { name, meaning }: PlannedFeature): number | undefined {
  const same = set?.feature(name);
  return same?.meaning === meaning ? same.index : undefined;
}

function summaryOf(
  had: readonly { readonly transactionId: string; readonly value: number }[],
  byDefault: number,
): LiveValues {
  const present = had.filter(({ value }) => Number.isFinite(value));
  const sorted = Float64Array.from(present, ({ value }) => value).sort();
  const [example] = present;
  return {
    decisions: had.length,
    present: present.length / had.length,
    default: Number.isNaN(byDefault) ? null : had.filter(({ value }) => value === byDefault).length / had.length,
    min: sorted[0] ?? null,
    median: sorted[(sorted.length - 1) >> 1] ?? null,
    max: sorted.at(-1) ?? null,
    top: topOf(sorted),
    example: example ? { transaction_id: example.transactionId, value: example.value } : null,
  };
}

function topOf(sorted: Float64Array): LiveValues['top'] {
  const counts = new Map<number, number>();
  for (const value of sorted) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > TOP_MAX) return null;
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([value, count]) => ({ value, share: count / sorted.length }));
}

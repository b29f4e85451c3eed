/** What a row of the exported table says beside its features. */
import type { LoggedPayment } from './feature-log.js';
import type { TableColumn } from '#parquet';

/** A feature of a stored set. */
export interface StoredFeature {
  readonly name: string;
  /** A hash of what decides its values; empty where that was not kept. */
  readonly meaning: string;
}

/** A column of the table, and its place in the vectors of each feature set that has it. */
export interface FeatureColumn extends StoredFeature {
  /** The feature's name; where another meaning of it is newer, with the beginning of this one behind it. */
  readonly column: string;
  readonly placeIn: ReadonlyMap<string, number>;
}

const MEANING_SHOWN = 6;

/**
 * One column for each name and meaning: values that were worked out in another way are not the same feature. A set that doesn't
 * say what its features mean is taken to mean what the next newer one that does means by them, or the next older one.
 *
 * @param sets - in the order of their newest payments, the newest last
 */
export function featureColumnsOf(sets: ReadonlyMap<string, readonly StoredFeature[]>): FeatureColumn[] {
  const newestFirst = filled(filled([...sets].toReversed()).toReversed()).toReversed();
  const columns = new Map<string, { name: string; meaning: string; placeIn: Map<string, number> }>();
  const newest = new Map<string, string>();
  for (const [set, features] of newestFirst)
    for (const [place, { name, meaning }] of features.entries()) {
      if (!newest.has(name)) newest.set(name, meaning);
      const key = `${name} ${meaning}`;
      const column = columns.get(key) ?? { name, meaning, placeIn: new Map<string, number>() };
      column.placeIn.set(set, place);
      columns.set(key, column);
    }
  const taken = new Set(newest.keys());
  return [...columns.values()].map((one) => {
    const isNewest = newest.get(one.name) === one.meaning;
    return {
      ...one,
      column: isNewest ? one.name : freeName(`${one.name}_${one.meaning.slice(0, MEANING_SHOWN)}`, taken),
    };
  });
}

/** Meanings that are not said are those of the set before. */
function filled(sets: readonly (readonly [string, readonly StoredFeature[]])[]) {
  const last = new Map<string, string>();
  return sets.map(([set, features]) => {
    const known = features.map(({ name, meaning }) => ({ name, meaning: meaning || (last.get(name) ?? '') }));
    for (const { name, meaning } of known) last.set(name, meaning);
    return [set, known] as const;
  });
}

function freeName(wished: string, taken: Set<string>): string {
  let name = wished;
  for (let i = 2; taken.has(name); i++) name = `${wished}_${i}`;
  taken.add(name);
  return name;
}

/** @param maturedUntilMs - payments of before this moment of which nothing became known are legitimate; undefined: not known */
export function aboutColumns(maturedUntilMs: number | undefined): TableColumn<LoggedPayment>[] {
  const isMatured = ({ occurredAtMs }: LoggedPayment): boolean =>
    maturedUntilMs !== undefined && occurredAtMs < maturedUntilMs;
  return [
    { name: 'transaction_id', type: 'STRING', of: ({ transactionId }) => transactionId },
    { name: 'occurred_at', type: 'TIMESTAMP', of: ({ occurredAtMs }) => new Date(occurredAtMs) },
    { name: 'fraud', type: 'BOOLEAN', of: (row) => row.label?.isFraud ?? (isMatured(row) ? false : undefined) },
    { name: 'label_source', type: 'STRING', of: ({ label }) => label?.source },
    { name: 'label_event', type: 'STRING', of: ({ label }) => label?.event },
    { name: 'label_known_at', type: 'TIMESTAMP', of: ({ label }) => label && new Date(label.knownAtMs) },
    { name: 'decided_at', type: 'TIMESTAMP', of: ({ decidedAtMs }) => new Date(decidedAtMs) },
    { name: 'rung', type: 'STRING', of: ({ rung }) => rung },
    { name: 'outcome', type: 'STRING', of: ({ outcome }) => outcome },
    { name: 'score', type: 'INT32', of: ({ score }) => score },
    { name: 'probability', type: 'DOUBLE', of: ({ probability }) => probability },
    { name: 'model', type: 'STRING', of: ({ modelId }) => modelId || undefined },
    { name: 'feature_set', type: 'STRING', of: ({ featureSet }) => featureSet },
  ];
}

/** Empty where the row's set lacks the feature, or means something else by its name, or its value was not known. */
export function featureCells(columns: readonly FeatureColumn[]): TableColumn<LoggedPayment>[] {
  return columns.map(({ column, placeIn }) => ({
    name: column,
    type: 'DOUBLE',
    of: ({ featureSet, features }) => {
      const place = placeIn.get(featureSet);
      const value = place === undefined ? undefined : features[place];
      return Number.isNaN(value) ? undefined : value;
    },
  }));
}

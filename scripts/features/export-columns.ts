/** What a row of the exported table says beside its features. */
import type { LoggedPayment } from './feature-log.js';
import type { TableColumn } from '#parquet';

/** By name, the feature's place in each feature set's vector. */
export type PlacesBySet = ReadonlyMap<string, ReadonlyMap<string, number>>;

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

/** One column a feature of any of the sets; empty where the row's set lacks it or its value was not known. */
export function featureColumns(names: readonly string[], places: PlacesBySet): TableColumn<LoggedPayment>[] {
  return names.map((name) => ({
    name,
    type: 'DOUBLE',
    of: ({ featureSet, features }) => {
      const place = places.get(featureSet)?.get(name);
      const value = place === undefined ? undefined : features[place];
      return Number.isNaN(value) ? undefined : value;
    },
  }));
}

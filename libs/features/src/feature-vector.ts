/** The model's input: the transaction's own features and the values that the signals of its entities carry. */
import { FEATURES, STATISTIC_OF_VALUE, VECTOR_OFFSET } from './catalogue.js';
import { type EntityType, type FeatureTransaction, isReturned } from './facts.js';
import { DAY_MS, HOUR_MS } from './layout.js';

export interface EntityValues {
  readonly entityType: EntityType;
  readonly values: readonly number[];
}

/**
 * The vector of a transaction in catalogue order; NaN for what is missing, such as an entity whose signal has not come.
 * Hour, night and weekend are of UTC. Pass `into` (length `FEATURES.length`) to write there instead of a new array.
 */
export function featureVector(
  transaction: FeatureTransaction,
  entities: readonly EntityValues[],
  into: Float64Array = new Float64Array(FEATURES.length),
): Float64Array {
  into.fill(NaN);
  writeTransaction(transaction, into);
  for (const { entityType, values } of entities) {
    const offset = VECTOR_OFFSET[entityType];
    const length = Math.min(values.length, STATISTIC_OF_VALUE[entityType].length);
    for (let i = 0; i < length; i++) into[offset + i] = values[i]!;
  }
  return into;
}

/** In the order of the catalogue's first rows. */
function writeTransaction(transaction: FeatureTransaction, into: Float64Array): void {
  const { occurredAtMs, amountMinor, account, card, merchant, device } = transaction;
  const hour = (occurredAtMs % DAY_MS) / HOUR_MS;
  const angle = (hour / 24) * 2 * Math.PI;
  // The Unix epoch was a Thursday.
  const weekday = (Math.floor(occurredAtMs / DAY_MS) + 4) % 7;
  const cardCountry = card?.country ?? '';
  let i = 0;
  into[i++] = Math.log1p(Math.max(0, amountMinor));
  into[i++] = amountMinor > 0 && amountMinor % 10_000 === 0 ? 1 : 0;
  into[i++] = Math.sin(angle);
  into[i++] = Math.cos(angle);
  into[i++] = hour < 6 ? 1 : 0;
  into[i++] = weekday === 0 || weekday === 6 ? 1 : 0;
  into[i++] = transaction.channel === 'card_not_present' ? 1 : 0;
  into[i++] = transaction.outcome === 'declined' ? 1 : 0;
  into[i++] = isReturned(transaction.outcome) ? 1 : 0;
  into[i++] = mismatch(cardCountry, merchant?.country ?? '');
  into[i++] = mismatch(cardCountry, cardCountry === '' ? '' : textOf(transaction, 'ip_country'));
  into[i++] = account && account.createdAtMs > 0 ? Math.max(0, occurredAtMs - account.createdAtMs) / DAY_MS : NaN;
  into[i] = device?.id ? 0 : 1;
}

function mismatch(a: string, b: string): number {
  if (a === '' || b === '') return NaN;
  return a === b ? 0 : 1;
}

function textOf(transaction: FeatureTransaction, name: string): string {
  const attributes = transaction.attributes;
  if (attributes === undefined) return '';
  for (const attribute of attributes) if (attribute.name === name) return attribute.text ?? '';
  return '';
}

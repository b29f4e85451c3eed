/** decisions.v1 as rows: all that the transaction says, flat; what was decided of it; and the features that it was decided on. */
import { packFloats } from '#bytes';
import { type AttributeV1, type BuiltInEntityType, type DecisionV1, decisionV1, type TransactionV1 } from '#contracts';
import { type ArchiveColumn, type RawRow, type RowKind, textOf, timeOf } from './archived-row.js';
import { declaredColumn, declaredOf } from './declared-entities.js';

type Column = ArchiveColumn<DecisionV1>;

const position = (type: BuiltInEntityType): Column => ({
  name: `${type}_position`,
  type: 'INT64',
  of: ({ entities }) => {
    const place = entities.find(({ entityType }) => entityType === type)?.position;
    return place ? BigInt(place) : undefined;
  },
});

/** What a transaction is read back from. */
const TRANSACTION: readonly Column[] = [
  { name: 'transaction_id', type: 'STRING', of: ({ transaction }) => transaction.id },
  { name: 'external_id', type: 'STRING', of: ({ transaction }) => transaction.externalId },
  { name: 'livemode', type: 'BOOLEAN', of: ({ transaction }) => transaction.livemode },
  { name: 'occurred_at', type: 'TIMESTAMP', of: ({ transaction }) => new Date(transaction.occurredAtMs) },
  { name: 'accepted_at', type: 'TIMESTAMP', of: ({ transaction }) => new Date(transaction.receivedAtMs) },
  { name: 'amount_minor', type: 'INT64', of: ({ transaction }) => BigInt(transaction.amountMinor) },
  { name: 'currency', type: 'STRING', of: ({ transaction }) => transaction.currency },
  { name: 'channel', type: 'STRING', of: ({ transaction }) => transaction.channel },
  { name: 'payment_outcome', type: 'STRING', of: ({ transaction }) => transaction.outcome },
  { name: 'account_id', type: 'STRING', of: ({ transaction }) => textOf(transaction.account?.id) },
  { name: 'account_created_at', type: 'TIMESTAMP', of: ({ transaction }) => timeOf(transaction.account?.createdAtMs) },
  { name: 'account_email', type: 'STRING', of: ({ transaction }) => textOf(transaction.account?.email) },
  { name: 'card_fingerprint', type: 'STRING', of: ({ transaction }) => textOf(transaction.card?.fingerprint) },
  { name: 'card_bin', type: 'STRING', of: ({ transaction }) => textOf(transaction.card?.bin) },
  { name: 'card_country', type: 'STRING', of: ({ transaction }) => textOf(transaction.card?.country) },
  { name: 'device_id', type: 'STRING', of: ({ transaction }) => textOf(transaction.device?.id) },
  { name: 'ip', type: 'STRING', of: ({ transaction }) => textOf(transaction.device?.ip) },
  { name: 'merchant_id', type: 'STRING', of: ({ transaction }) => textOf(transaction.merchant?.id) },
  { name: 'merchant_mcc', type: 'STRING', of: ({ transaction }) => textOf(transaction.merchant?.mcc) },
  { name: 'merchant_country', type: 'STRING', of: ({ transaction }) => textOf(transaction.merchant?.country) },
  { name: 'lat', type: 'DOUBLE', of: ({ transaction }) => transaction.location?.lat },
  { name: 'lon', type: 'DOUBLE', of: ({ transaction }) => transaction.location?.lon },
  // One JSON object: which there are is the payment system's business.
  { name: 'attributes', type: 'STRING', of: ({ transaction }) => attributesText(transaction.attributes) },
  declaredColumn(({ transaction }) => transaction.declared),
];

const DECISION: readonly Column[] = [
  { name: 'rung', type: 'STRING', of: ({ answeredBy }) => answeredBy },
  { name: 'decision_id', type: 'STRING', of: ({ id }) => id },
  { name: 'decided_at', type: 'TIMESTAMP', of: ({ decidedAtMs }) => new Date(decidedAtMs) },
  { name: 'outcome', type: 'STRING', of: ({ outcome }) => outcome },
  { name: 'score', type: 'INT32', of: ({ score }) => score },
  {
    name: 'probability',
    type: 'DOUBLE',
    of: ({ probability }) => (Number.isNaN(probability) ? undefined : probability),
  },
  { name: 'model', type: 'STRING', of: ({ modelId }) => textOf(modelId) },
  { name: 'model_role', type: 'STRING', of: ({ modelRole }) => textOf(modelRole) },
  { name: 'policy_version', type: 'INT32', of: ({ policyVersion }) => policyVersion },
  { name: 'reasons', type: 'STRING', of: ({ reasons }) => JSON.stringify(reasons.map(({ code }) => code)) },
  {
    name: 'patterns',
    type: 'STRING',
    of: ({ matches }) => JSON.stringify([...new Set(matches.map(({ patternId }) => patternId))]),
  },
  { name: 'feature_set', type: 'STRING', of: ({ featureSet }) => textOf(featureSet) },
  // As in the feature log: little-endian doubles in the order of the set.
  {
    name: 'features',
    type: 'BYTE_ARRAY',
    of: ({ features }) => (features.length > 0 ? packFloats(features) : undefined),
  },
  ...(['account', 'card', 'device', 'ip', 'merchant'] as const).map(position),
  { name: 'declared_positions', type: 'STRING', of: declaredPositions },
  { name: 'log_partition', type: 'INT32', of: (_, { partition }) => partition },
  { name: 'log_offset', type: 'INT64', of: (_, { offset }) => BigInt(offset) },
];

const COLUMNS = [...TRANSACTION, ...DECISION];

export const decisionRows: RowKind<DecisionV1> = {
  kind: 'decisions',
  columns: COLUMNS,
  codec: decisionV1,
  rowOf({ transaction: { tenantId, occurredAtMs, id, livemode } }, { partition, offset, value }) {
    return { tenantId, atMs: occurredAtMs, id, mode: livemode ? 'live' : 'test', partition, offset, value };
  },
};

/** To read of a part for `transactionOf`. */
export const TRANSACTION_COLUMNS: readonly string[] = TRANSACTION.map(({ name }) => name);

/** The transaction as it was accepted. */
export function transactionOf(row: RawRow, tenantId: string): TransactionV1 {
  const text = (name: string): string => (row[name] as string | null | undefined) ?? '';
  const ms = (name: string): number => (row[name] as Date | null | undefined)?.getTime() ?? 0;
  const has = (...names: readonly string[]): boolean => names.some((name) => row[name] != null);
  return {
    id: text('transaction_id'),
    tenantId,
    externalId: text('external_id'),
    livemode: row['livemode'] as boolean,
    occurredAtMs: ms('occurred_at'),
    receivedAtMs: ms('accepted_at'),
    amountMinor: Number(row['amount_minor']),
    currency: text('currency'),
    channel: text('channel'),
    outcome: text('payment_outcome'),
    ...(has('account_id', 'account_created_at', 'account_email') && {
      account: { id: text('account_id'), createdAtMs: ms('account_created_at'), email: text('account_email') },
    }),
    ...(has('card_fingerprint', 'card_bin', 'card_country') && {
      card: { fingerprint: text('card_fingerprint'), bin: text('card_bin'), country: text('card_country') },
    }),
    ...(has('device_id', 'ip') && { device: { id: text('device_id'), ip: text('ip') } }),
    ...(has('merchant_id', 'merchant_mcc', 'merchant_country') && {
      merchant: { id: text('merchant_id'), mcc: text('merchant_mcc'), country: text('merchant_country') },
    }),
    ...(has('lat', 'lon') && { location: { lat: row['lat'] as number, lon: row['lon'] as number } }),
    attributes: attributesOf(text('attributes')),
    declared: declaredOf(row),
  };
}

/** Of the entities of declared types, by type. */
function declaredPositions({ transaction: { declared }, entities }: DecisionV1): string | undefined {
  const placed = entities.filter(
    ({ entityType, position: place }) => place && declared.some((entity) => entity.entityType === entityType),
  );
  if (placed.length === 0) return undefined;
  return JSON.stringify(Object.fromEntries(placed.map(({ entityType, position: place }) => [entityType, place])));
}

function attributesText(attributes: readonly AttributeV1[]): string | undefined {
  if (attributes.length === 0) return undefined;
  return JSON.stringify(
    Object.fromEntries(attributes.map(({ name, text, number, flag }) => [name, text ?? number ?? flag])),
  );
}

function attributesOf(text: string): AttributeV1[] {
  if (text === '') return [];
  return Object.entries(JSON.parse(text) as Record<string, unknown>).map(([name, value]) => {
    if (typeof value === 'number') return { name, number: value };
    return typeof value === 'boolean' ? { name, flag: value } : { name, text: String(value) };
  });
}

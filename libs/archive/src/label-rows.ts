/** labels.v1 as rows: what became known of which transaction, when, and the entities that it counts for. */
import { type BuiltInEntityType, ENTITY_TYPES, type LabelV1, labelV1, type Verdict } from '#contracts';
import { type ArchiveColumn, type RawRow, type RowKind, textOf, timeOf } from './archived-row.js';
import { declaredColumn, declaredOf } from './declared-entities.js';

const ENTITY_COLUMNS: Readonly<Record<BuiltInEntityType, string>> = {
  account: 'account_id',
  card: 'card_fingerprint',
  device: 'device_id',
  ip: 'ip',
  merchant: 'merchant_id',
};

/** Parts that an earlier release wrote don't have it. */
export const LATER_COLUMN = 'paid_at';

const COLUMNS: readonly ArchiveColumn<LabelV1>[] = [
  { name: 'label_id', type: 'STRING', of: ({ id }) => id },
  { name: 'transaction_id', type: 'STRING', of: ({ transactionId }) => transactionId },
  { name: 'mode', type: 'STRING', of: ({ mode }) => textOf(mode) },
  { name: 'event', type: 'STRING', of: ({ event }) => event },
  { name: 'verdict', type: 'STRING', of: ({ verdict }) => verdict },
  { name: 'source', type: 'STRING', of: ({ source }) => source },
  { name: 'weight', type: 'DOUBLE', of: ({ weight }) => weight },
  { name: 'occurred_at', type: 'TIMESTAMP', of: ({ occurredAtMs }) => new Date(occurredAtMs) },
  { name: 'known_at', type: 'TIMESTAMP', of: ({ knownAtMs }) => new Date(knownAtMs) },
  { name: LATER_COLUMN, type: 'TIMESTAMP', of: ({ paidAtMs }) => timeOf(paidAtMs) },
  { name: 'amount_minor', type: 'INT64', of: ({ amountMinor }) => BigInt(amountMinor) },
  { name: 'actor', type: 'STRING', of: ({ actor }) => textOf(actor) },
  { name: 'note', type: 'STRING', of: ({ note }) => textOf(note) },
  ...ENTITY_TYPES.map((type): ArchiveColumn<LabelV1> => ({
    name: ENTITY_COLUMNS[type],
    type: 'STRING',
    of: ({ entities }) => entities.find(({ entityType }) => entityType === type)?.entityId,
  })),
  declaredColumn(({ entities }) => entities.filter(({ entityType }) => !(entityType in ENTITY_COLUMNS))),
  { name: 'log_partition', type: 'INT32', of: (_, { partition }) => partition },
  { name: 'log_offset', type: 'INT64', of: (_, { offset }) => BigInt(offset) },
];

export const labelRows: RowKind<LabelV1> = {
  kind: 'labels',
  columns: COLUMNS,
  codec: labelV1,
  rowOf({ tenantId, knownAtMs, id, mode }, { partition, offset, value }) {
    return { tenantId, atMs: knownAtMs, id, mode: mode === 'live' ? 'live' : 'test', partition, offset, value };
  },
};

export const LABEL_COLUMNS: readonly string[] = COLUMNS.map(({ name }) => name);

export function labelOf(row: RawRow, tenantId: string): LabelV1 {
  const text = (name: string): string => (row[name] as string | null | undefined) ?? '';
  const ms = (name: string): number => (row[name] as Date | null | undefined)?.getTime() ?? 0;
  return {
    id: text('label_id'),
    tenantId,
    transactionId: text('transaction_id'),
    event: text('event'),
    verdict: text('verdict') as Verdict,
    source: text('source') as LabelV1['source'],
    weight: row['weight'] as number,
    occurredAtMs: ms('occurred_at'),
    knownAtMs: ms('known_at'),
    actor: text('actor'),
    note: text('note'),
    entities: [
      ...ENTITY_TYPES.flatMap((entityType) => {
        const entityId = text(ENTITY_COLUMNS[entityType]);
        return entityId === '' ? [] : [{ entityType, entityId }];
      }),
      ...declaredOf(row),
    ],
    amountMinor: Number(row['amount_minor']),
    mode: text('mode') as LabelV1['mode'],
    paidAtMs: ms('paid_at'),
  };
}

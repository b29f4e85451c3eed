import { ENTITY_TYPES, type EntityRef, type LabelV1, type TransactionAcceptedV1 } from '#contracts';
import { DECLARED_ENTITIES_MAX } from '#features';

/** Ten times what the API takes, so that only records that no version of it can have written are refused. */
const AMOUNT_MAX = 10_000_000_000_000;
/** The year 2100. */
const TIME_MAX = 4_102_444_800_000;
const ID_MAX = 1024;
const TENANT = /^[A-Za-z0-9_-]{1,64}$/;
const TYPE = /^[a-z][a-z0-9_]{0,31}$/;
const DECLARED_ID = /^[A-Za-z0-9_-]{1,64}$/;
const BUILT_IN: ReadonlySet<string> = new Set(ENTITY_TYPES);

/** What makes a decoded record impossible to evaluate, or undefined. Values are not repeated in the text. */
export function problemWith({ transaction, replyTo, partitions }: TransactionAcceptedV1): string | undefined {
  if (!transaction) return 'the record has no transaction';
  if (!replyTo) return 'the record does not say who waits for it';
  if (partitions.length === 0) return 'the record names no partitions';
  if (!TENANT.test(transaction.tenantId)) return 'the tenant id is not an id';
  if (!isText(transaction.id)) return 'the transaction id is missing or too long';
  const { occurredAtMs, amountMinor } = transaction;
  if (!isTime(occurredAtMs)) return 'the event time is out of range';
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0 || amountMinor > AMOUNT_MAX) {
    return 'the amount is out of range';
  }
  const { account, card, device, merchant, declared } = transaction;
  if (declared.length > DECLARED_ENTITIES_MAX || !declared.every(isDeclared))
    return 'the declared entities are too many, or not such entities';
  for (const id of [account?.id, card?.fingerprint, device?.id, device?.ip, merchant?.id]) {
    // NUL can't be stored as text in PostgreSQL; one such entity would block the checkpoint of all others.
    if (id && (id.length > ID_MAX || id.includes('\0')))
      return 'the id of an entity is too long or has a NUL character';
  }
  return undefined;
}

/** As `problemWith`, of what became known of a transaction. */
export function problemWithLabel({ tenantId, transactionId, knownAtMs, entities }: LabelV1): string | undefined {
  if (!TENANT.test(tenantId)) return 'the tenant id is not an id';
  if (!isText(transactionId)) return 'the transaction id is missing or too long';
  if (!isTime(knownAtMs)) return 'the time at which the label was known is out of range';
  return entities.every(({ entityId }) => isText(entityId)) ? undefined : 'the id of an entity is missing or too long';
}

function isDeclared({ entityType, entityId }: EntityRef): boolean {
  return TYPE.test(entityType) && !BUILT_IN.has(entityType) && DECLARED_ID.test(entityId);
}

function isTime(ms: number): boolean {
  return Number.isSafeInteger(ms) && ms > 0 && ms <= TIME_MAX;
}

function isText(id: string): boolean {
  return id.length > 0 && id.length <= ID_MAX;
}

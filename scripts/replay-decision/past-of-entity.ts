/** What an entity had taken in before a transaction came, from the stored decisions and labels. */
import { type DecisionV1, type EntityType } from '#contracts';
import type { StoredPast } from '#features';
import { type Database, type DecisionReader, PgDecisionReader, type Receipt, type StoredEntity } from '#persistence';
import { inOrder } from './in-order.js';
import { knownLabels } from './known-labels.js';

const PAGE_ROWS = 1000;
/** How many may overtake a transaction between its receipt and the matcher: far more than are under way at once. */
const OVERTAKING_MAX = 5000;

/**
 * In the order in which the matcher took them, which decisions tell; those that were never decided by more than the stand-in
 * don't, and stay where they were received.
 */
export async function* pastOfEntity(
  database: Database,
  decision: DecisionV1,
  type: EntityType,
  id: string,
): AsyncGenerator<StoredPast> {
  const { livemode, occurredAtMs, tenantId } = decision.transaction;
  const reader = new PgDecisionReader(database);
  const own = positionOf(decision, type);
  const received = receivedUntil(reader, tenantId, { type, id, livemode }, decision.decidedAtMs);
  for await (const page of inOrder(received, (one) => positionOf(one, type), OVERTAKING_MAX)) {
    const earlier = page.filter((one) => !isAfter(one, decision, type, own)).map(({ transaction }) => transaction);
    yield { transactions: earlier, labels: await knownLabels(database, tenantId, earlier, occurredAtMs) };
  }
}

function isAfter(one: DecisionV1, decision: DecisionV1, type: string, own: number): boolean {
  if (one.transaction.id === decision.transaction.id) return true;
  const position = positionOf(one, type);
  if (!Number.isNaN(position) && !Number.isNaN(own)) return position > own;
  return one.transaction.receivedAtMs >= decision.transaction.receivedAtMs;
}

/** NaN where it is not recorded. */
function positionOf({ entities }: DecisionV1, type: string): number {
  return entities.find(({ entityType }) => entityType === type)?.position || Number.NaN;
}

async function* receivedUntil(
  reader: DecisionReader,
  tenantId: string,
  entity: StoredEntity,
  untilMs: number,
): AsyncGenerator<DecisionV1[]> {
  let after: Receipt | undefined;
  for (;;) {
    const page = await reader.receivedUntil(tenantId, entity, untilMs, after, PAGE_ROWS);
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!.transaction;
  }
}

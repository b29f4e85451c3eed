/** What records of `sessions.v1` come to, taken together: what goes of the sessions that were there before, and what is put in. */
import { type ClosedSessionV1, entityKey, type EntitySessionV1 } from '#contracts';

/** Of one payment nothing is to be said that the payment does not say. */
const PAYMENTS_MIN = 2;

export interface SessionChange {
  readonly entity: Pick<EntitySessionV1, 'tenantId' | 'entityType' | 'entityId' | 'livemode'>;
  /** Sessions that begin within these go, both ends included. Unix milliseconds. */
  readonly gone: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly put: readonly ClosedSessionV1[];
}

/** One for each entity, in one order, so that two batches can't wait for each other. */
export function sessionChanges(records: readonly EntitySessionV1[]): SessionChange[] {
  const byKey = Map.groupBy(records, (record) => entityKey(record, record));
  return [...byKey.keys()].sort().map((key) => changeOf(byKey.get(key)!));
}

function changeOf(records: readonly EntitySessionV1[]): SessionChange {
  const { tenantId, entityType, entityId, livemode } = records[0]!;
  const gone: { fromMs: number; toMs: number }[] = [];
  let put: ClosedSessionV1[] = [];
  for (const { closed, replacesMs } of records) {
    const ranges = replacesMs.map((ms) => ({ fromMs: ms, toMs: ms }));
    if (closed) ranges.push({ fromMs: closed.startedAtMs, toMs: closed.endedAtMs });
    put = put.filter(
      ({ startedAtMs }) => !ranges.some(({ fromMs, toMs }) => fromMs <= startedAtMs && startedAtMs <= toMs),
    );
    if (closed) put.push(closed);
    gone.push(...ranges);
  }
  const entity = { tenantId, entityType, entityId, livemode };
  return { entity, gone, put: put.filter(({ count }) => count >= PAYMENTS_MIN) };
}

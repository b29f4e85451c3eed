/** What the sessions of an entity report, as records of `sessions.v1`. */
import { hash } from 'node:crypto';
import { type EntitySessionV1, recordKey } from '#contracts';
import type { SessionReport } from '#features';
import type { Entity } from './entity.js';

/** Undefined for a report that changes nothing for those who follow. */
export function sessionRecord(entity: Entity, report: SessionReport): EntitySessionV1 | undefined {
  const { closed, revision, replaces } = report;
  if (closed === undefined && replaces.length === 0) return undefined;
  const { tenantId, entityType, entityId, livemode } = entity;
  return {
    id: idOf(entity, report),
    tenantId,
    entityType,
    entityId,
    livemode,
    closed: closed && {
      startedAtMs: closed.startMs,
      endedAtMs: closed.endMs,
      count: closed.count,
      amountMinor: closed.sum,
      counterparts: closed.distinct,
      capped: closed.isCapped,
      channels: [...closed.channels],
    },
    revision,
    replacesMs: [...replaces],
  };
}

/** The same for the same content, which is what comes again after a crash. */
function idOf(entity: Entity, report: SessionReport): string {
  const { closed, revision, replaces } = report;
  const content = [entity.key, closed, revision, replaces];
  return recordKey('session', hash('sha256', JSON.stringify(content), 'base64url').slice(0, 22));
}

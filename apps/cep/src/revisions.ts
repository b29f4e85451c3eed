import { hash } from 'node:crypto';
import { type MatchRevisionV1, recordKey, type RevisionCause } from '#contracts';
import { type Difference, keyOf } from './entity-patterns.js';
import type { Entity } from './entity.js';
import type { Found } from './pattern-book.js';

export interface Cause {
  readonly cause: RevisionCause;
  /** The transaction that came late; empty for `time`. */
  readonly transactionId: string;
  /** Event time, Unix milliseconds. */
  readonly atMs: number;
}

/** What changed for the transactions that an entity's matches belong to: a record for each. */
export function revisionsOf(entity: Entity, { appeared, vanished }: Difference, cause: Cause): MatchRevisionV1[] {
  const changes = [
    ...appeared.map((found) => ({ found, appears: true })),
    ...vanished.map((found) => ({ found, appears: false })),
  ];
  const byTransaction = Map.groupBy(changes, ({ found }) => found.lastId);
  return Array.from(byTransaction, ([transactionId, own]) => {
    const some = (appears: boolean, onTrial: boolean) =>
      own.flatMap((change) =>
        change.appears === appears && change.found.onTrial === onTrial ? [change.found.match] : [],
      );
    return {
      id: idOf(entity, transactionId, cause, own),
      tenantId: entity.tenantId,
      transactionId,
      cause: cause.cause,
      causeTransactionId: cause.transactionId,
      atMs: cause.atMs,
      appeared: some(true, false),
      vanished: some(false, false),
      shadowAppeared: some(true, true),
      shadowVanished: some(false, true),
    };
  });
}

/**
 * The same for the same content: after a crash it may be found again, and together with other changes than before. Each
 * change stands for itself, so records that differ may both be applied.
 */
function idOf(
  entity: Entity,
  transactionId: string,
  cause: Cause,
  changes: readonly { readonly found: Found; readonly appears: boolean }[],
): string {
  const content = [entity.key, cause, changes.map(({ found, appears }) => [keyOf(found), found.onTrial, appears])];
  return recordKey(transactionId, hash('sha256', JSON.stringify(content), 'base64url').slice(0, 22));
}

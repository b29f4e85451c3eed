/** A pattern book whose runs are easy to follow: every third event of an entity, in the order of time, matches. */
import type { TransactionLike } from '#cel';
import { type Advanced, PatternBook, type PatternRuns, type PatternSubject } from '../pattern-book.js';

const EVERY = 3;

export class CountingPatterns extends PatternBook {
  override async ready(): Promise<void> {}

  override count(): number {
    return 1;
  }

  override looksBackMs(): number {
    return 86_400_000;
  }

  override advance(runs: PatternRuns | undefined, entity: PatternSubject, transaction: TransactionLike): Advanced {
    const seen = ((runs as { seen: number } | undefined)?.seen ?? 0) + 1;
    if (seen < EVERY) return { runs: { seen }, found: [], seenChange: 0 };
    const event = {
      transactionId: transaction.id,
      occurredAtMs: transaction.occurredAtMs,
      amountMinor: transaction.amountMinor,
    };
    const match = {
      patternId: 'third-event',
      patternVersion: 1,
      entityType: entity.entityType,
      entityId: entity.entityId,
      reason: 'THIRD',
      risk: 0.5,
      action: 'review',
      steps: [{ step: 'third', events: [event] }],
    };
    return { runs: undefined, found: [{ match, lastId: transaction.id, onTrial: false }], seenChange: 0 };
  }

  override passTime(runs: PatternRuns): Advanced {
    return { runs, found: [], seenChange: 0 };
  }

  override dueAtMs(): number {
    return Number.POSITIVE_INFINITY;
  }

  override shed(runs: PatternRuns): PatternRuns {
    return runs;
  }

  override encode(runs: PatternRuns): Uint8Array {
    return Uint8Array.of((runs as { seen: number }).seen);
  }

  override decode(bytes: Uint8Array): PatternRuns | undefined {
    return { seen: bytes[0] ?? 0 };
  }
}

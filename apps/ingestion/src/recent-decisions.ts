import type { DecisionV1 } from '#contracts';

const RECENT_MAX = 4000;

/**
 * First answers that this instance gave lately, so that a repeat or a read right after the answer doesn't wait for the
 * decision to be stored. Bounded; the oldest goes first.
 */
export class RecentDecisions {
  private readonly decisions = new Map<string, DecisionV1>();

  add(decision: DecisionV1): void {
    const { id } = decision.transaction;
    if (this.decisions.has(id)) return;
    this.decisions.set(id, decision);
    if (this.decisions.size > RECENT_MAX) this.decisions.delete(this.decisions.keys().next().value!);
  }

  get(transactionId: string): DecisionV1 | undefined {
    return this.decisions.get(transactionId);
  }
}

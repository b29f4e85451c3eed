/** What a session takes of a payment. */
import type { FeatureEvent } from '../plan/feature-event.js';
import { hash32 } from '../hash.js';
import type { SessionEvent } from './gap-session.js';

/** Outcomes of payments that no money was spent with. */
export const UNSPENT_OUTCOMES = ['declined', 'refunded', 'reversed'];

/** Whom an entity has to do with are merchants; a merchant has with cards, or accounts where there is no card. */
export function sessionEventOf(entityType: string, event: FeatureEvent): SessionEvent {
  const { occurredAtMs, amountMinor, outcome, channel, merchant, card, account } = event;
  const counterpart = entityType === 'merchant' ? card?.fingerprint || account?.id : merchant?.id;
  return {
    timeMs: occurredAtMs,
    amount: UNSPENT_OUTCOMES.includes(outcome) ? NaN : amountMinor,
    counterpart: hash32(counterpart ?? ''),
    channel,
  };
}

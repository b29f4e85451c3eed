import type { DecisionDetail, EntityView, MatchView } from '../api/contract.js';

/** Sessions and matches carry amounts without a currency. What follows is only said where the currency is known. */
type Known = Pick<DecisionDetail, 'timeline' | 'elsewhere' | 'entities'> & {
  readonly transaction: { readonly id: string; readonly currency: string; readonly occurred_at: string };
};
type MatchedEvent = MatchView['steps'][number]['events'][number];

/** How far back an entity's currency is known. */
const KNOWN_MS = 30 * 24 * 3_600_000;

/** Of all payments of an entity's session; undefined where they may be of several. */
export function sessionCurrency(detail: Known, type: EntityView['type']): string | undefined {
  return detail.entities.find((entity) => entity.type === type)?.currency;
}

/** Of one payment that a pattern matched. */
export function matchedCurrency(detail: Known, match: MatchView, event: MatchedEvent): string | undefined {
  const { id, currency, occurred_at: now } = detail.transaction;
  if (event.transaction_id === id) return currency;
  const known = [...detail.timeline, ...detail.elsewhere];
  const listed = known.find((item) => item.transaction_id === event.transaction_id)?.currency;
  const isRecent = Date.parse(event.occurred_at) > Date.parse(now) - KNOWN_MS;
  return listed ?? (isRecent ? sessionCurrency(detail, match.entity.type) : undefined);
}

import type { DecisionDetail, EntityView, MatchView } from '../api/contract.js';

/** Sessions and matches carry amounts without a currency. What follows is only said where the currency is known. */
type Known = Pick<DecisionDetail, 'timeline'> & {
  readonly transaction: { readonly id: string; readonly currency: string };
};

/** Of all payments of an entity's session; undefined where they may be of several. */
export function sessionCurrency(detail: Known, type: EntityView['type']): string | undefined {
  const { currency } = detail.transaction;
  if (type === 'merchant') return currency;
  if (type === 'device' || type === 'ip') return undefined;
  return detail.timeline.every((item) => item.currency === currency) ? currency : undefined;
}

/** Of one payment that a pattern matched. */
export function matchedCurrency(detail: Known, match: MatchView, transactionId: string): string | undefined {
  const { id, currency } = detail.transaction;
  if (transactionId === id || match.entity.type === 'merchant') return currency;
  return detail.timeline.find((item) => item.transaction_id === transactionId)?.currency;
}

import type { TransactionRequest } from '#contracts';
import type { Planned } from './simulated-event.js';

/** A planned payment as its payment system would post it. */
export function requestOf(payment: Planned, externalId: string): TransactionRequest {
  const { payer, card, deviceId, ip, merchant, location } = payment;
  return {
    id: externalId,
    occurred_at: new Date(payment.atMs).toISOString(),
    amount: payment.amountMinor,
    currency: merchant.city.currency,
    channel: payment.channel,
    outcome: payment.outcome,
    account: { id: payer.accountId, created_at: new Date(payer.createdAtMs).toISOString(), email: payer.email },
    ...(card && { card: { fingerprint: card.fingerprint, bin: card.bin, country: card.country } }),
    ...((deviceId ?? ip) !== undefined && {
      device: { ...(deviceId !== undefined && { id: deviceId }), ...(ip !== undefined && { ip }) },
    }),
    merchant: { id: merchant.id, mcc: merchant.category.mcc, country: merchant.city.country },
    ...(location && { location }),
    attributes: { ...payment.attributes },
  };
}

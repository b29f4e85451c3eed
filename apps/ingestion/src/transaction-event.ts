// What a payment system reports about a transaction later, and what it says of fraud.
import { hash } from 'node:crypto';
import { z } from 'zod';
import { entitiesOf, text, type LabelV1, type TransactionV1, type Verdict } from '#contracts';

export const EVENT_TYPES = [
  'authorised',
  'captured',
  'refunded',
  'chargeback',
  'early_fraud_warning',
  'customer_confirmed',
  'customer_denied',
] as const;
type EventType = (typeof EVENT_TYPES)[number];

export const transactionEventRequest = z
  .strictObject({
    type: z.enum(EVENT_TYPES),
    occurred_at: z.iso
      .datetime({ offset: true, error: 'must be an RFC 3339 date-time, such as 2026-11-20T09:30:11.120Z' })
      .optional()
      .meta({ description: 'When it happened; now when left out.' }),
    amount: z
      .int()
      .min(0)
      .max(1_000_000_000_000)
      .optional()
      .meta({ description: 'In minor units; the whole when left out.' }),
    note: text(500).optional(),
  })
  .meta({ id: 'TransactionEventRequest' });
export type TransactionEventRequest = z.output<typeof transactionEventRequest>;

/** How far each report is to be trusted as a label, and which way it points. */
const MEANING: Readonly<Record<EventType, { verdict: Verdict; weight: number }>> = {
  authorised: { verdict: 'unknown', weight: 0 },
  captured: { verdict: 'unknown', weight: 0 },
  refunded: { verdict: 'unknown', weight: 0 },
  chargeback: { verdict: 'fraud', weight: 0.9 },
  early_fraud_warning: { verdict: 'fraud', weight: 0.8 },
  customer_confirmed: { verdict: 'legitimate', weight: 0.7 },
  customer_denied: { verdict: 'fraud', weight: 0.8 },
};

/**
 * The label record of a report. Its id derives from the transaction, the type and the idempotency key (or the time it
 * happened), so a repeat is the same label.
 */
export function labelFrom(
  transaction: TransactionV1,
  request: TransactionEventRequest,
  nowMs: number,
  idempotencyKey: string | undefined,
): LabelV1 {
  const occurredAtMs = request.occurred_at === undefined ? nowMs : Date.parse(request.occurred_at);
  const identity = `${transaction.tenantId}/${transaction.id}/${request.type}/${idempotencyKey ?? request.occurred_at ?? ''}`;
  const { verdict, weight } = MEANING[request.type];
  return {
    id: `lbl_${hash('sha256', identity).slice(0, 26)}`,
    tenantId: transaction.tenantId,
    transactionId: transaction.id,
    event: request.type,
    verdict,
    source: 'payment_system',
    weight,
    occurredAtMs,
    knownAtMs: nowMs,
    actor: '',
    note: request.note ?? '',
    entities: entitiesOf(transaction).map(({ entityType, entityId }) => ({ entityType, entityId })),
    amountMinor: request.amount ?? transaction.amountMinor,
  };
}

// What a payment system reports about a transaction later, and what it says of fraud.
import { hash } from 'node:crypto';
import { z } from 'zod';
import {
  amount,
  entitiesOf,
  instant,
  newId,
  text,
  withoutCardNumbers,
  type LabelV1,
  type TransactionV1,
  type Verdict,
} from '#contracts';
import type { FieldProblem } from '#kernel';
import { FUTURE_MS_MAX } from './read-request.js';

export const EVENT_TYPES = [
  'authorised',
  'captured',
  'refunded',
  'chargeback',
  'chargeback_reversed',
  'early_fraud_warning',
  'early_fraud_warning_withdrawn',
  'customer_confirmed',
  'customer_denied',
  'customer_withdrawn',
] as const;
type EventType = (typeof EVENT_TYPES)[number];

export const transactionEventRequest = z
  .strictObject({
    type: z.enum(EVENT_TYPES).meta({
      description:
        'What ends in reversed or withdrawn takes back what was reported before it, or happened before it: a dispute that was won, a warning that was wrong, a customer who remembers.',
    }),
    occurred_at: instant.optional().meta({
      description: 'When it happened; now when left out. At most 5 minutes ahead and 1 hour before the payment.',
    }),
    amount: amount.optional().meta({
      description: 'In minor units; the whole when left out. At most twice the payment’s.',
    }),
    note: text(500).optional(),
  })
  .check(withoutCardNumbers)
  .meta({ id: 'TransactionEventRequest' });
export type TransactionEventRequest = z.output<typeof transactionEventRequest>;

/** The answer to a report. */
export const transactionEvent = z
  .object({
    id: z.string(),
    object: z.literal('transaction_event'),
    transaction: z.string(),
    type: z.enum(EVENT_TYPES),
    occurred_at: z.iso.datetime(),
    amount: z.int(),
    note: z.string().optional(),
  })
  .meta({ id: 'TransactionEvent' });
export type TransactionEvent = z.infer<typeof transactionEvent>;

/**
 * How far each report is to be trusted as a label, and which way it points. An `unknown` with weight takes back what was said
 * by the same source; without weight it is only a remark.
 */
const MEANING: Readonly<Record<EventType, { verdict: Verdict; weight: number }>> = {
  authorised: { verdict: 'unknown', weight: 0 },
  captured: { verdict: 'unknown', weight: 0 },
  refunded: { verdict: 'unknown', weight: 0 },
  chargeback: { verdict: 'fraud', weight: 0.9 },
  chargeback_reversed: { verdict: 'unknown', weight: 0.9 },
  early_fraud_warning: { verdict: 'fraud', weight: 0.8 },
  early_fraud_warning_withdrawn: { verdict: 'unknown', weight: 0.8 },
  customer_confirmed: { verdict: 'legitimate', weight: 0.7 },
  customer_denied: { verdict: 'fraud', weight: 0.8 },
  customer_withdrawn: { verdict: 'unknown', weight: 0.8 },
};

/** A payment and a report of it may come from two clocks. */
const BEFORE_PAYMENT_MS_MAX = 60 * 60_000;
/** Tips, fees and rates can make it more than the payment was; far more is a mistake of the unit or of the payment. */
const AMOUNT_TIMES_MAX = 2;

/** What can't be true of this payment; empty when the report may be. */
export function eventProblems(
  transaction: TransactionV1,
  request: TransactionEventRequest,
  nowMs: number,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const occurredAtMs = request.occurred_at === undefined ? nowMs : Date.parse(request.occurred_at);
  const problem = (pointer: string, code: string, detail: string): unknown => problems.push({ pointer, code, detail });
  if (occurredAtMs > nowMs + FUTURE_MS_MAX)
    problem('/occurred_at', 'too_far_ahead', 'is more than 5 minutes ahead; check the clock and the time zone');
  if (occurredAtMs < transaction.occurredAtMs - BEFORE_PAYMENT_MS_MAX)
    problem('/occurred_at', 'before_payment', 'is more than an hour before the payment');
  // A payment of nothing, as to check a card, says nothing about what comes after it.
  const most = transaction.amountMinor * AMOUNT_TIMES_MAX || Number.POSITIVE_INFINITY;
  if (request.amount !== undefined && request.amount > most)
    problem('/amount', 'too_big', `is more than twice the payment’s ${transaction.amountMinor}; check the minor unit`);
  return problems;
}

/** SHA-256 of what is reported of which transaction: equal for bodies that mean the same. */
export function eventHash(transactionId: string, request: TransactionEventRequest): Buffer {
  const { type, occurred_at, amount, note } = request;
  const at = occurred_at === undefined ? undefined : Date.parse(occurred_at);
  return hash('sha256', JSON.stringify([transactionId, type, at ?? null, amount ?? null, note ?? null]), 'buffer');
}

/**
 * The label record of a report. Its id derives from the idempotency key; without one from what is reported, when that
 * says its time, so that a repeat is the same label; else every report is one of its own.
 */
export function labelFrom(
  transaction: TransactionV1,
  request: TransactionEventRequest,
  reportedAtMs: number,
  idempotencyKey: string | undefined,
): LabelV1 {
  const { verdict, weight } = MEANING[request.type];
  return {
    id: labelId(transaction, request, reportedAtMs, idempotencyKey),
    tenantId: transaction.tenantId,
    transactionId: transaction.id,
    event: request.type,
    verdict,
    source: 'payment_system',
    weight,
    occurredAtMs: request.occurred_at === undefined ? reportedAtMs : Date.parse(request.occurred_at),
    knownAtMs: reportedAtMs,
    actor: '',
    note: request.note ?? '',
    entities: entitiesOf(transaction).map(({ entityType, entityId }) => ({ entityType, entityId })),
    amountMinor: request.amount ?? transaction.amountMinor,
    mode: transaction.livemode ? 'live' : 'test',
    paidAtMs: transaction.occurredAtMs,
  };
}

/** What the client is told of its report. */
export function renderEvent(label: LabelV1): TransactionEvent {
  return {
    id: label.id,
    object: 'transaction_event',
    transaction: label.transactionId,
    type: label.event as EventType,
    occurred_at: new Date(label.occurredAtMs).toISOString(),
    amount: label.amountMinor,
    ...(label.note === '' ? {} : { note: label.note }),
  };
}

function labelId(
  { tenantId, id }: TransactionV1,
  request: TransactionEventRequest,
  reportedAtMs: number,
  idempotencyKey: string | undefined,
): string {
  if (idempotencyKey === undefined && request.occurred_at === undefined) return newId('label', reportedAtMs);
  const what = idempotencyKey === undefined ? eventHash(id, request).toString('hex') : `key/${idempotencyKey}`;
  return `lbl_${hash('sha256', `${tenantId}/${id}/${what}`).slice(0, 26)}`;
}

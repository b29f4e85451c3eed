// Pure: a body as posted → a transaction that may be accepted, or every problem with it.
import { hash } from 'node:crypto';
import {
  plainTransaction,
  transactionRequest,
  type AttributeV1,
  type ParsedTransactionRequest,
  type TransactionV1,
} from '#contracts';
import { invalidRequest, parseBody } from '#http';
import type { FieldProblem } from '#kernel';

/** How far a client's clock may be ahead of ours, milliseconds. */
export const FUTURE_MS_MAX = 5 * 60_000;
const PAST_MS_MAX = 400 * 86_400_000;

/** The validated body; throws `invalid_request` or `raw_card_number` with all problems and their JSON pointers. */
export function readRequest(body: unknown, nowMs: number): ParsedTransactionRequest {
  const request = plainTransaction(body) ?? parseBody(transactionRequest, body);
  const problems = timeProblems(request, nowMs);
  if (problems.length > 0) throw invalidRequest(problems);
  return request;
}

/** SHA-256 over the request in canonical field order: equal for bodies that mean the same. */
export function requestHash(request: ParsedTransactionRequest): Buffer {
  const { attributes, ...rest } = request;
  const sorted = attributes && Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify([rest, sorted]), 'buffer');
}

/** The record that the rest of the suite sees. */
export function transactionFrom(
  request: ParsedTransactionRequest,
  by: { id: string; tenantId: string; livemode: boolean; receivedAtMs: number },
): TransactionV1 {
  const { account, card, device, merchant, location } = request;
  return {
    id: by.id,
    tenantId: by.tenantId,
    externalId: request.id,
    livemode: by.livemode,
    occurredAtMs: Date.parse(request.occurred_at),
    receivedAtMs: by.receivedAtMs,
    amountMinor: request.amount,
    currency: request.currency,
    channel: request.channel,
    outcome: request.outcome,
    account: {
      id: account.id,
      createdAtMs: account.created_at === undefined ? 0 : Date.parse(account.created_at),
      email: account.email ?? '',
    },
    card: card && { fingerprint: card.fingerprint, bin: card.bin ?? '', country: card.country ?? '' },
    device: device && { id: device.id ?? '', ip: device.ip ?? '' },
    merchant: merchant && { id: merchant.id, mcc: merchant.mcc ?? '', country: merchant.country ?? '' },
    location,
    attributes: Object.entries(request.attributes ?? {}).map(([name, value]) => attribute(name, value)),
    declared: [],
  };
}

function attribute(name: string, value: string | number | boolean): AttributeV1 {
  if (typeof value === 'string') return { name, text: value };
  return typeof value === 'number' ? { name, number: value } : { name, flag: value };
}

function timeProblems(request: ParsedTransactionRequest, nowMs: number): FieldProblem[] {
  const occurredAtMs = Date.parse(request.occurred_at);
  const pointer = '/occurred_at';
  if (occurredAtMs > nowMs + FUTURE_MS_MAX)
    return [
      { pointer, code: 'too_far_ahead', detail: 'is more than 5 minutes ahead; check the clock and the time zone' },
    ];
  if (occurredAtMs < nowMs - PAST_MS_MAX)
    return [{ pointer, code: 'too_old', detail: 'is more than 400 days ago; older payments are not decided' }];
  return [];
}

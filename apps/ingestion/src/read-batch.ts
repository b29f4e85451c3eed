import { CaracalError } from '#kernel';
import { invalidRequest } from '#http';

const BATCH_MAX = 1000;

/** The items of a batch, not yet validated: each gets a result of its own. Throws when the envelope is wrong or too large. */
export function readBatch(body: unknown): readonly unknown[] {
  const transactions = (body as { transactions?: unknown } | undefined)?.transactions;
  if (!Array.isArray(transactions))
    throw invalidRequest([
      { pointer: '/transactions', code: 'invalid_type', detail: 'must be an array of 1 to 1,000 transactions' },
    ]);
  if (transactions.length === 0 || transactions.length > BATCH_MAX)
    throw new CaracalError(
      'invalid_request',
      `A batch holds 1 to ${BATCH_MAX} transactions, this one ${transactions.length}. Nothing was accepted; split it.`,
      { errors: [{ pointer: '/transactions', code: 'batch_size', detail: `must have 1 to ${BATCH_MAX} items` }] },
    );
  return transactions;
}

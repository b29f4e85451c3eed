// Pure: the headers of a decision request that change how it is answered.
import { CaracalError } from '#kernel';

export interface RequestOptions {
  readonly idempotencyKey: string | undefined;
  /** Milliseconds from receipt; undefined: the default applies. */
  readonly decideWithinMs: number | undefined;
  /** `Prefer: respond-async`: 202 as soon as the transaction is accepted. */
  readonly respondAsync: boolean;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const DECIDE_WITHIN_MS_MIN = 20;
const DECIDE_WITHIN_MS_MAX = 30_000;

export function readOptions(headers: Headers): RequestOptions {
  return {
    idempotencyKey: idempotencyKey(headers['idempotency-key']),
    decideWithinMs: decideWithin(headers['decide-within']),
    respondAsync: /(^|,)\s*respond-async\s*(,|;|$)/i.test(String(headers['prefer'] ?? '')),
  };
}

function idempotencyKey(value: string | string[] | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(value))
    throw headerProblem('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
  return value;
}

function decideWithin(value: string | string[] | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  if (!(ms >= DECIDE_WITHIN_MS_MIN && ms <= DECIDE_WITHIN_MS_MAX))
    throw headerProblem(
      'Decide-Within',
      `must be a whole number of milliseconds from ${DECIDE_WITHIN_MS_MIN} to ${DECIDE_WITHIN_MS_MAX}`,
    );
  return ms;
}

function headerProblem(header: string, said: string): Error {
  const detail = `The ${header} header ${said}.`;
  return new CaracalError('invalid_request', detail, { errors: [{ pointer: '', code: 'invalid_header', detail }] });
}

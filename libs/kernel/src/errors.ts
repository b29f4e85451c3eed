/**
 * The closed set of error codes that leave Caracal, in one place: HTTP status, and whether trying again can help.
 * Refusals that a handler expects are values; these are for what must unwind.
 */
export const ERROR_CODES = {
  invalid_request: { status: 422, retryable: false, title: 'The request is not valid' },
  malformed_request: { status: 400, retryable: false, title: 'The request can not be read' },
  malformed_json: { status: 400, retryable: false, title: 'The body is not JSON' },
  unsupported_media_type: { status: 415, retryable: false, title: 'The body must be application/json' },
  body_too_large: { status: 413, retryable: false, title: 'The body is too large' },
  raw_card_number: { status: 422, retryable: false, title: 'A raw card number was sent' },
  unauthenticated: { status: 401, retryable: false, title: 'No valid credentials' },
  forbidden: { status: 403, retryable: false, title: 'Not allowed' },
  not_found: { status: 404, retryable: false, title: 'Not found' },
  method_not_allowed: { status: 405, retryable: false, title: 'Method not allowed' },
  conflict: { status: 409, retryable: false, title: 'Conflict with the current state' },
  idempotency_conflict: { status: 409, retryable: false, title: 'The same key was used with another body' },
  gone: { status: 410, retryable: false, title: 'No longer available' },
  timed_out: { status: 408, retryable: true, title: 'The request took too long to arrive' },
  headers_too_large: { status: 431, retryable: false, title: 'The headers are too large' },
  rate_limited: { status: 429, retryable: true, title: 'Over the quota' },
  overloaded: { status: 503, retryable: true, title: 'Over capacity; nothing was accepted' },
  unavailable: { status: 503, retryable: true, title: 'A dependency is unavailable; nothing was accepted' },
  record_too_large: { status: 413, retryable: false, title: 'The record is over the size limit of its topic' },
  internal: { status: 500, retryable: true, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One problem in a request body: where (RFC 6901 JSON pointer) and what. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  /** In a text that was sent (a definition), from 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export class CaracalError extends Error {
  override readonly name = 'CaracalError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: { cause?: unknown; errors?: readonly FieldProblem[]; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
  }
  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable;
  }
}

/** The message of anything thrown, for logs and dead letters. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Problem } from '#contracts';
import { CaracalError, ERROR_CODES, type ErrorCode } from '#kernel';
import { activeTraceId, logger } from '#telemetry';

/** Every error of every route as RFC 9457 problem+json; the one place where errors become status codes and log levels. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    sendProblem(host.switchToHttp().getResponse<FastifyReply>(), error);
  }
}

export function sendProblem(reply: FastifyReply, error: unknown): void {
  if (reply.sent) return;
  const known = asCaracalError(error);
  if (known.code === 'internal') logger.error({ err: error }, 'request failed');
  const retryAfterMs = known.options.retryAfterMs;
  if (retryAfterMs !== undefined) void reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  if (known.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  void reply
    .code(ERROR_CODES[known.code].status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(problemOf(known)));
}

/** The body for an error; `internal` never carries the original message. */
export function problemOf(error: CaracalError): Problem {
  const { status, title } = ERROR_CODES[error.code];
  const traceId = activeTraceId();
  return {
    type: `https://caracal.dev/problems/${error.code.replaceAll('_', '-')}`,
    title,
    status,
    code: error.code,
    detail: error.code === 'internal' ? 'Try again; if it stays, report the trace id.' : error.message,
    ...(traceId === undefined ? {} : { trace_id: traceId }),
    ...(error.options.errors ? { errors: [...error.options.errors] } : {}),
  };
}

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed_json',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  410: 'gone',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  422: 'invalid_request',
  429: 'rate_limited',
  503: 'unavailable',
};

/** Errors of the framework (unparsable body, unknown route, too large, …) in our own codes. */
export function asCaracalError(error: unknown): CaracalError {
  if (error instanceof CaracalError) return error;
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | undefined)?.statusCode;
  const code = status === undefined ? undefined : CODE_OF_STATUS[status];
  return code
    ? new CaracalError(code, (error as Error).message, { cause: error })
    : new CaracalError('internal', 'internal error', { cause: error });
}

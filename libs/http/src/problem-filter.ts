import { randomBytes } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Problem } from '#contracts';
import { CaracalError, ERROR_CODES, messageOf, type ErrorCode } from '#kernel';
import { activeTraceId, logger } from '#telemetry';
import type { KnownRoutes } from './known-routes.js';
import { SEND_JSON } from './parse-bodies.js';

/** Every error of every route as RFC 9457 problem+json; the one place where errors become status codes and log levels. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: KnownRoutes) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (!isUnrouted(error)) return sendProblem(reply, error);
    const { method, url } = reply.request;
    const allowed = this.routes.methodsOf(url);
    // A part of the path that is too long leads past the route that would take it.
    if (allowed.length === 0 || allowed.includes(method))
      return sendProblem(reply, new CaracalError('not_found', `There is nothing at ${url.split('?', 1)[0]}.`));
    void reply.header('allow', allowed.join(', '));
    return sendProblem(
      reply,
      new CaracalError('method_not_allowed', `${method} is not for this path; it takes ${allowed.join(', ')}.`),
    );
  }
}

export function sendProblem(reply: FastifyReply, error: unknown): void {
  if (reply.sent) return;
  const known = asCaracalError(error, reply.request.routeOptions.bodyLimit);
  // What a client reports leads to the line in the log, also where nothing is traced.
  const traceId = activeTraceId() ?? (known.code === 'internal' ? randomBytes(16).toString('hex') : undefined);
  if (known.code === 'internal') logger.error({ err: error, trace_id: traceId }, 'request failed');
  const retryAfterMs = known.options.retryAfterMs ?? (ERROR_CODES[known.code].status === 503 ? AWAY_MS : undefined);
  if (retryAfterMs !== undefined) void reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  if (known.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  void reply
    .code(ERROR_CODES[known.code].status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(problemOf(known, traceId)));
}

/** The body for an error; `internal` never carries the original message. */
export function problemOf(error: CaracalError, traceId = activeTraceId()): Problem {
  const { status, title } = ERROR_CODES[error.code];
  return {
    type: `https://caracal.dev/problems/${error.code.replaceAll('_', '-')}`,
    title,
    status,
    code: error.code,
    detail: detailOf(error),
    ...(traceId === undefined ? {} : { trace_id: traceId }),
    ...(error.options.errors ? { errors: [...error.options.errors] } : {}),
  };
}

/** When to try again what is away, where nothing better is known. */
const AWAY_MS = 1000;

/** What is wrong with our own side is told without its cause, which names addresses; readiness and logs have it. */
function detailOf({ code, message, options }: CaracalError): string {
  if (code === 'internal') return 'Try again; if it stays, report the trace id.';
  return code === 'unavailable' ? message.replace(`: ${messageOf(options.cause)}`, '') : message;
}

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed_request',
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

/** What the framework says by a code of its own, and we more clearly. */
const OF_FRAMEWORK: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', SEND_JSON],
  FST_ERR_BAD_URL: ['not_found', 'The path is not well-formed, so there is nothing at it.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'A part of the path is longer than any id.'],
};

/** Errors of the framework (unparsable body, unknown route, too large, …) in our own codes. */
export function asCaracalError(error: unknown, bodyBytesMax?: number): CaracalError {
  if (error instanceof CaracalError) return error;
  const { statusCode, code: name = '', message } = frameworkError(error);
  if (name === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new CaracalError(
      'body_too_large',
      `The body is larger than the ${bodyBytesMax} bytes that this route takes.`,
    );
  const [known, said] = OF_FRAMEWORK[name] ?? [];
  if (known) return new CaracalError(known, said!, { cause: error });
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  const code = status === undefined ? undefined : CODE_OF_STATUS[status];
  return code
    ? new CaracalError(code, message ?? messageOf(error), { cause: error })
    : new CaracalError('internal', 'internal error', { cause: error });
}

interface FrameworkError {
  readonly statusCode: number;
  readonly code: string;
  readonly message: string;
}

/** Nest puts some of Fastify's errors into its own. */
function frameworkError(error: unknown): Partial<FrameworkError> {
  return (error instanceof HttpException ? error.cause : error) ?? {};
}

/** No route takes this method of this path: nobody's own 404. QUERY is refused by its missing content type before. */
function isUnrouted(error: unknown): boolean {
  if (error instanceof HttpException && error.getStatus() === 404) return true;
  return frameworkError(error).code === 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE';
}

import type { FieldProblem, Problem } from './contract.js';

/**
 * HTTP to `/console/api`, and to the public API where a path begins with `/v1/`: JSON both ways, the session in a cookie, a time limit on every request. Whatever goes wrong
 * comes out as an `ApiError` that a panel can show: what happened, what to do, the trace id.
 */
const BASE = '/console/api';
const TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 120_000;
/** Another site's page can't set it, so a request that carries it comes from us. */
const CSRF = { 'x-caracal-csrf': '1' };

export class ApiError extends Error {
  constructor(
    /** 0 when no answer came. */
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly traceId?: string,
    /** What is wrong with the request, by place. */
    readonly problems: readonly FieldProblem[] = [],
  ) {
    super(detail);
    this.name = 'ApiError';
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return send<T>('GET', `${path}${queryString(query)}`, signal === undefined ? {} : { signal });
}

export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  return send<T>('POST', path, {
    headers: { ...CSRF, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Sends a file as it is; what is done with it may take a while. */
export async function upload<T>(path: string, query: Query, file: Blob): Promise<T> {
  return send<T>('POST', `${path}${queryString(query)}`, {
    headers: { ...CSRF, 'content-type': 'application/octet-stream' },
    body: file,
    timeoutMs: UPLOAD_TIMEOUT_MS,
  });
}

export async function remove(path: string): Promise<void> {
  await send<unknown>('DELETE', path, { headers: CSRF });
}

/** Empty and absent values are left out. */
export function queryString(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

interface Send {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Blob;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

async function send<T>(
  method: string,
  path: string,
  { headers, body: sent, signal, timeoutMs = TIMEOUT_MS }: Send,
): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path.startsWith('/v1/') ? path : BASE + path, {
      method,
      ...(sent === undefined ? {} : { body: sent }),
      headers: { accept: 'application/json, application/problem+json', ...headers },
      credentials: 'same-origin',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    body = await bodyOf(response);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw unreachable(timeout.aborted, timeoutMs);
  }
  if (!response.ok) throw refusal(response, body);
  return body as T;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '' || !(response.headers.get('content-type') ?? '').includes('json')) return undefined;
  return JSON.parse(text) as unknown;
}

function unreachable(timedOut: boolean, timeoutMs: number): ApiError {
  return timedOut
    ? new ApiError(0, 'timeout', `No answer within ${timeoutMs / 1000} seconds.`)
    : new ApiError(0, 'unreachable', 'Caracal can’t be reached. Check the connection.');
}

function refusal(response: Response, body: unknown): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  const detail = problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
  return new ApiError(
    response.status,
    problem.code ?? `http_${response.status}`,
    detail,
    problem.trace_id,
    problem.errors,
  );
}

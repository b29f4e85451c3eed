/** The three calls of the decision API that a replay makes, each with a timeout. */
import { Pool } from 'undici';
import type { TransactionRequest } from '#contracts';
import { messageOf } from '#kernel';
import { ReplayError } from './replay-error.js';

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterMs: number | undefined;
  readonly replayed: boolean;
}

export interface EventBody {
  readonly type: string;
  readonly occurred_at: string;
}

const TIMEOUT_MS = 60_000;
const READY_TIMEOUT_MS = 5000;

export class ApiClient {
  private readonly pool: Pool;
  private readonly base: string;

  constructor(
    private readonly url: string,
    private readonly key: string,
    connections: number,
  ) {
    const { origin, pathname } = new URL(url);
    this.base = pathname.replace(/\/$/, '');
    this.pool = new Pool(origin, { connections, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  }

  /** Throws `ReplayError` where nobody answers or the key isn't taken. A server that isn't ready yet is fine. */
  async check(): Promise<void> {
    let answer: ApiAnswer;
    try {
      answer = await this.call('GET', '/v1/transactions?limit=1', {}, undefined, READY_TIMEOUT_MS);
    } catch (error) {
      throw new ReplayError(
        `no server answers at ${this.url} (${messageOf(error)}); start it with npm start, or say where it is with --url`,
      );
    }
    if (answer.status === 401 || answer.status === 403) throw wrongKey(this.url);
    if (answer.status === 404)
      throw new ReplayError(`the server at ${this.url} is not Caracal: it has no /v1/transactions`);
  }

  async postBatch(transactions: readonly TransactionRequest[]): Promise<ApiAnswer> {
    return this.checkKey(await this.call('POST', '/v1/transactions:batch', {}, JSON.stringify({ transactions })));
  }

  async postEvent(transactionId: string, event: EventBody): Promise<ApiAnswer> {
    const path = `/v1/transactions/${encodeURIComponent(transactionId)}/events`;
    const headers = { 'idempotency-key': `${encodeURIComponent(transactionId).slice(0, 200)}:${event.type}` };
    return this.checkKey(await this.call('POST', path, headers, JSON.stringify(event)));
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private checkKey(answer: ApiAnswer): ApiAnswer {
    if (answer.status === 401 || answer.status === 403) throw wrongKey(this.url);
    return answer;
  }

  private async call(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: string,
    timeoutMs = TIMEOUT_MS,
  ): Promise<ApiAnswer> {
    const answer = await this.pool.request({
      method,
      path: `${this.base}${path}`,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body ?? null,
      headersTimeout: timeoutMs,
    });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      body: parseJson(text),
      retryAfterMs: retryAfter(answer.headers['retry-after']),
      replayed: answer.headers['idempotency-replayed'] === 'true',
    };
  }
}

function wrongKey(url: string): ReplayError {
  return new ReplayError(`the server at ${url} doesn't take this API key; give the right one with --key`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfter(value: string | string[] | undefined): number | undefined {
  const seconds = typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 300) * 1000 : undefined;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { TransactionAnswer, TransactionRequest } from '#contracts';

const CONNECTIONS = 8;
const RETRY_MS = 500;
/** Bulk history waits for its decisions; whoever else asks at the same time comes first, so it may take long. */
const BULK_DECIDE_WITHIN_MS = 30_000;
const TIMEOUT_MS = 60_000;

export interface SampleAnswer<T> {
  readonly status: number;
  readonly body: T;
}

export interface ChallengeRead {
  readonly status: string;
  readonly sandbox?: { readonly code: string };
}

/**
 * The few calls that the sample makes of the public API. What can be repeated (no answer, over the quota, over capacity)
 * is repeated until it is through: the sample has time, and gives way.
 */
export class SampleClient {
  private readonly agent = new Agent({ connections: CONNECTIONS });

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** Answers in the order of the transactions. */
  async postBatch(transactions: readonly TransactionRequest[]): Promise<TransactionAnswer[]> {
    const answers: TransactionAnswer[] = [];
    let left = transactions.map((transaction, index) => ({ transaction, index }));
    while (left.length > 0) {
      const body = { transactions: left.map(({ transaction }) => transaction) };
      const headers = { 'decide-within': String(BULK_DECIDE_WITHIN_MS) };
      const { status, body: answer } = await this.call<BatchAnswer>('POST', '/v1/transactions:batch', body, headers);
      if (status !== 207) throw new Error(`A batch of the sample was answered ${status}`);
      const items = left;
      left = [];
      for (const [at, item] of items.entries()) {
        const result = answer.results[at]!;
        if (result.status === 201) answers[item.index] = result.body;
        else if (isRetryable(result.status) || isUnderWay(result)) left.push(item);
        else throw new Error(`A payment of the sample was answered ${result.status}: ${JSON.stringify(result.body)}`);
      }
      if (left.length > 0) await sleep(RETRY_MS);
    }
    return answers;
  }

  async postTransaction(transaction: TransactionRequest): Promise<SampleAnswer<TransactionAnswer>> {
    return await this.call('POST', '/v1/transactions', transaction);
  }

  /** False until the decision can be read back. */
  async isStored(id: string): Promise<boolean> {
    return (await this.call('GET', `/v1/transactions/${id}`)).status === 200;
  }

  /** 404 until the transaction's decision is stored. */
  async postEvent(externalId: string, type: string, occurredAtMs: number): Promise<number> {
    const path = `/v1/transactions/${encodeURIComponent(externalId)}/events`;
    return (await this.call('POST', path, { type, occurred_at: new Date(occurredAtMs).toISOString() })).status;
  }

  /** 404 until the challenge is prepared. */
  async readChallenge(id: string): Promise<SampleAnswer<ChallengeRead>> {
    return await this.call('GET', `/v1/challenges/${id}`);
  }

  async enterCode(id: string, code: string): Promise<number> {
    return (await this.call('POST', `/v1/challenges/${id}/verify`, { code })).status;
  }

  async cancelChallenge(id: string): Promise<number> {
    return (await this.call('POST', `/v1/challenges/${id}/cancel`, {})).status;
  }

  private async call<T>(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<SampleAnswer<T>> {
    for (;;) {
      try {
        const response = await request(this.url + path, {
          method,
          dispatcher: this.agent,
          headersTimeout: TIMEOUT_MS,
          bodyTimeout: TIMEOUT_MS,
          headers: { authorization: `Bearer ${this.key}`, ...(body !== undefined && JSON_TYPE), ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const answer = (await response.body.json()) as T;
        if (!isRetryable(response.statusCode)) return { status: response.statusCode, body: answer };
      } catch {
        // The server is stopping or starting; the loop tries again.
      }
      await sleep(RETRY_MS);
    }
  }
}

interface BatchAnswer {
  readonly results: readonly BatchResult[];
}

interface BatchResult {
  readonly status: number;
  readonly body: TransactionAnswer & { readonly code?: string };
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Posted before, as a crash may leave it, and the first answer is not known yet. */
function isUnderWay({ status, body }: BatchResult): boolean {
  return status === 409 && body.code === 'conflict';
}

/** Over the quota, over capacity, or an accident of the server. */
function isRetryable(status: number): boolean {
  return status === 429 || status >= 500;
}

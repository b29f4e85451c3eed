import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { TransactionRequest } from '#contracts';

const RETRY_MS = 500;

/** The few calls that the sample stream makes, each repeated until it is through. */
export class SampleClient {
  private readonly agent = new Agent({ connections: 4 });

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** Bulk history: nobody waits for these decisions. */
  async postHistory(transactions: readonly TransactionRequest[]): Promise<void> {
    await this.post('/v1/transactions:batch', { transactions }, { prefer: 'respond-async' });
  }

  async postTransaction(transaction: TransactionRequest): Promise<void> {
    await this.post('/v1/transactions', transaction);
  }

  async postEvent(externalId: string, type: string, occurredAtMs: number): Promise<void> {
    const path = `/v1/transactions/${encodeURIComponent(externalId)}/events`;
    await this.post(path, { type, occurred_at: new Date(occurredAtMs).toISOString() });
  }

  /** 404 and 409 are answers too: what they concern is gone or there already. */
  private async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
    for (;;) {
      try {
        const response = await request(this.url + path, {
          method: 'POST',
          dispatcher: this.agent,
          headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        });
        await response.body.dump();
        if (response.statusCode < 429) return;
      } catch {
        // The server is stopping or starting; the loop tries again.
      }
      await sleep(RETRY_MS);
    }
  }
}

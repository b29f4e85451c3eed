/**
 * A lane sends its items strictly one request after the other, so that what one account did is accepted in file order.
 * Accounts are spread over lanes; lanes run side by side. Transactions go in batches (one request for many costs both
 * sides least), an event goes alone, after everything before it in its lane.
 */
import { z } from 'zod';
import { messageOf } from '#kernel';
import type { ApiAnswer, ApiClient } from './api-client.js';
import { Backoff } from './backoff.js';
import { ReplayError } from './replay-error.js';
import type { EventItem, ReplayItem, TransactionItem } from './replay-items.js';
import type { Tally } from './tally.js';

export interface Sequenced<Item extends ReplayItem = ReplayItem> {
  readonly sequence: number;
  readonly item: Item;
}

export interface LaneOptions {
  readonly client: ApiClient;
  readonly tally: Tally;
  readonly batch: number;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Called once for each item that is answered for good, also when the answer is a refusal. */
  readonly settled: (sequence: number, item: ReplayItem) => void;
}

/** A label can overtake its transaction on the way to the store; so long is "not found" no answer. */
const EVENT_NOT_FOUND_TRIES = 12;

export class Lane {
  private queue: Sequenced[] = [];
  private wake: (() => void) | undefined;
  private closed = false;

  constructor(private readonly options: LaneOptions) {}

  add(item: Sequenced): void {
    this.queue.push(item);
    this.wake?.();
  }

  /** No more items will come; `run` ends when the queue is empty. */
  close(): void {
    this.closed = true;
    this.wake?.();
  }

  /** Resolves when closed and empty, or when interrupted. Rejects with `ReplayError` when sending makes no sense any more. */
  async run(): Promise<void> {
    try {
      while (!this.options.signal.aborted) {
        if (this.queue.length > 0) await this.sendNext();
        else if (this.closed) return;
        else await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } catch (error) {
      if (!this.options.signal.aborted) throw error;
    }
  }

  private async sendNext(): Promise<void> {
    const [head] = this.queue;
    if (isEvent(head!)) {
      this.queue.shift();
      return this.sendEvent(head);
    }
    const end = this.queue.findIndex((entry, index) => index === this.options.batch || isEvent(entry));
    const batch = this.queue.splice(0, end < 0 ? this.queue.length : end) as Sequenced<TransactionItem>[];
    return this.sendTransactions(batch);
  }

  private async sendTransactions(batch: Sequenced<TransactionItem>[]): Promise<void> {
    const { client, tally, patienceMs, signal } = this.options;
    const backoff = new Backoff(patienceMs, signal);
    let pending = batch;
    while (pending.length > 0) {
      const answer = await this.attempt(() => client.postBatch(pending.map(({ item }) => item.request)), backoff);
      if (answer === undefined) continue;
      const results = answer.status === 207 ? batchAnswer.safeParse(answer.body) : undefined;
      if (!results?.success || results.data.results.length !== pending.length)
        throw new ReplayError(
          `the server's answer to a batch is not understood: ${describe(answer.status, answer.body)}`,
        );
      const again: Sequenced<TransactionItem>[] = [];
      let why = '';
      pending.forEach((entry, index) => {
        const result = results.data.results[index]!;
        if (isRetryable(result.status, result.body)) {
          again.push(entry);
          why = describe(result.status, result.body);
        } else this.settleTransaction(entry, result);
      });
      if (again.length < pending.length) backoff.succeeded();
      tally.retries += again.length;
      pending = again;
      if (again.length > 0) await backoff.failed(why, answer.retryAfterMs);
    }
  }

  private settleTransaction(entry: Sequenced<TransactionItem>, result: ItemResult): void {
    const { tally, settled } = this.options;
    const decision = decided.safeParse(result.body);
    if (result.status === 201 && decision.success)
      tally.decision(decision.data.decision.outcome, decision.data.decision.answered_by, result.replayed ?? false);
    else tally.failure(entry.item.line, describe(result.status, result.body));
    settled(entry.sequence, entry.item);
  }

  private async sendEvent({ sequence, item }: Sequenced<EventItem>): Promise<void> {
    const { client, tally, patienceMs, signal, settled } = this.options;
    const backoff = new Backoff(patienceMs, signal);
    const body = { type: item.type, occurred_at: new Date(item.atMs).toISOString() };
    for (let tries = 1; ; tries++) {
      const answer = await this.attempt(() => client.postEvent(item.transactionId, body), backoff);
      if (answer === undefined) continue;
      if (answer.status === 404 && tries < EVENT_NOT_FOUND_TRIES) {
        tally.retries++;
        await backoff.failed(describe(answer.status, answer.body));
        continue;
      }
      if (answer.status < 300) tally.label(answer.replayed);
      else tally.failure(item.line, `${item.type}: ${describe(answer.status, answer.body)}`);
      return settled(sequence, item);
    }
  }

  /** Undefined when the request has to be made again; the wait is over by then. */
  private async attempt(call: () => Promise<ApiAnswer>, backoff: Backoff): Promise<ApiAnswer | undefined> {
    let answer: ApiAnswer;
    try {
      answer = await call();
    } catch (error) {
      if (error instanceof ReplayError) throw error;
      this.options.tally.retries++;
      await backoff.failed(messageOf(error));
      return undefined;
    }
    if (!isRetryable(answer.status, answer.body)) return answer;
    this.options.tally.retries++;
    await backoff.failed(describe(answer.status, answer.body), answer.retryAfterMs);
    return undefined;
  }
}

const itemResult = z.object({ status: z.int(), replayed: z.boolean().optional(), body: z.unknown() });
type ItemResult = z.infer<typeof itemResult>;
const batchAnswer = z.object({ results: z.array(itemResult) });
const decided = z.object({ decision: z.object({ outcome: z.string(), answered_by: z.string() }) });
const problem = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

function isEvent(entry: Sequenced): entry is Sequenced<EventItem> {
  return entry.item.kind === 'event';
}

/** Over quota, over capacity, broken for now, or accepted with the answer still to come. */
function isRetryable(status: number, body: unknown): boolean {
  if (status === 429 || status === 202 || (status >= 500 && status <= 599)) return true;
  const parsed = status === 409 ? problem.safeParse(body) : undefined;
  return parsed?.success === true && parsed.data.code === 'conflict';
}

function describe(status: number, body: unknown): string {
  const parsed = problem.safeParse(body);
  if (!parsed.success) return `status ${status}`;
  const { code, detail, errors } = parsed.data;
  const first = errors?.[0];
  const field = first ? ` (${first.pointer} ${first.detail})` : '';
  const hint =
    code === 'idempotency_conflict' ? ' Posted before by another replay? --id-prefix posts them as new ones.' : '';
  return `${status} ${code}: ${detail}${field}${hint}`;
}

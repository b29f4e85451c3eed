// Reading transactions back, and reports about them. Foreign and unknown ids are the same 404.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@opentelemetry/api';
import { z } from 'zod';
import {
  HybridLogicalClock,
  isId,
  labelV1,
  OUTCOMES,
  recordHeaders,
  recordKey,
  topics,
  type TransactionAnswer,
} from '#contracts';
import { invalidRequest, parseBody } from '#http';
import { CaracalError, type Clock } from '#kernel';
import type { EventLog } from '#messaging';
import type { DecisionReader, StoredDecision } from '#persistence';
import { traceparentOf, tracer } from '#telemetry';
import type { ApiKeyHolder } from '#tenancy';
import type { ClaimStore } from './claim-store.js';
import type { IngestionSettings } from './ingestion.settings.js';
import type { RecentDecisions } from './recent-decisions.js';
import { renderAnswer } from './render-answer.js';
import { labelFrom, transactionEventRequest } from './transaction-event.js';

/** How long a read waits for a decision that is accepted but not yet stored. */
const STORED_WITHIN_MS = 1500;
const POLL_MS = 30;

export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
  account: z.string().min(1).max(128).optional(),
  outcome: z.enum(OUTCOMES as ['approve']).optional(),
});

/** A stored transaction: the answer as it stands now, and the first answer where that has changed. */
export type TransactionResource = Omit<TransactionAnswer, 'status'> & {
  status: string;
  occurred_at: string;
  received_at: string;
  amount: number;
  currency: string;
  resolution?: { outcome: string; by: string; at: string };
  first_answer?: TransactionAnswer['decision'];
};

export class TransactionQueries {
  private readonly hlc = new HybridLogicalClock();

  constructor(
    private readonly clock: Clock,
    private readonly decisions: DecisionReader,
    private readonly claims: ClaimStore,
    private readonly recent: RecentDecisions,
    private readonly log: EventLog,
    private readonly settings: IngestionSettings,
  ) {}

  async get(holder: ApiKeyHolder, id: string): Promise<TransactionResource> {
    const transactionId = await this.resolveId(holder, id);
    return this.render(await this.find(holder, transactionId));
  }

  async list(holder: ApiKeyHolder, query: Record<string, string>): Promise<unknown> {
    const { limit, cursor, account, outcome } = parseBody(listQuery, query);
    const page = await this.decisions
      .list(holder.tenant.id, {
        livemode: holder.livemode,
        limit,
        cursor,
        ...(account === undefined ? {} : { entity: { type: 'account' as const, id: account } }),
        outcome,
      })
      .catch((error: unknown) => {
        if (error instanceof CaracalError && error.code === 'invalid_request')
          throw invalidRequest([
            { pointer: '/cursor', code: 'invalid_cursor', detail: 'is not a cursor of this list' },
          ]);
        throw error;
      });
    return {
      object: 'list',
      data: page.items.map((item) => this.render(item)),
      has_more: page.nextCursor !== undefined,
      next_cursor: page.nextCursor,
    };
  }

  /** Records a report, durably, and answers with it. */
  async recordEvent(
    holder: ApiKeyHolder,
    id: string,
    body: unknown,
    idempotencyKey: string | undefined,
    parent: Context,
  ): Promise<unknown> {
    const request = parseBody(transactionEventRequest, body);
    const transactionId = await this.resolveId(holder, id);
    const { answered } = await this.find(holder, transactionId);
    const label = labelFrom(answered.transaction, request, this.clock.now(), idempotencyKey);
    const span = tracer.startSpan(
      'POST /v1/transactions/:id/events',
      { attributes: { 'caracal.tenant': label.tenantId, 'caracal.transaction': transactionId } },
      parent,
    );
    try {
      await this.log.append([
        {
          topic: topics.labels.name,
          key: recordKey(label.tenantId, transactionId),
          value: labelV1.encode(label),
          headers: recordHeaders({
            id: label.id,
            type: labelV1.type,
            source: 'ingestion',
            tenantId: label.tenantId,
            hlc: this.hlc.tick(this.clock.now()),
            traceparent: traceparentOf(span),
          }),
        },
      ]);
    } finally {
      span.end();
    }
    return {
      id: label.id,
      object: 'transaction_event',
      transaction: transactionId,
      type: request.type,
      occurred_at: new Date(label.occurredAtMs).toISOString(),
    };
  }

  private async resolveId(holder: ApiKeyHolder, id: string): Promise<string> {
    if (isId('transaction', id)) return id;
    const transactionId = await this.claims.transactionIdOf(holder.tenant.id, holder.livemode, id);
    if (transactionId === undefined) throw notFound(id);
    return transactionId;
  }

  /** The stored decision. One that was answered here a moment ago is waited for. */
  private async find(holder: ApiKeyHolder, transactionId: string): Promise<StoredDecision> {
    const until = this.clock.now() + STORED_WITHIN_MS;
    for (;;) {
      const stored = await this.decisions.byTransactionId(holder.tenant.id, transactionId);
      if (stored) {
        if (stored.answered.transaction.livemode !== holder.livemode) throw notFound(transactionId);
        return stored;
      }
      const mine = this.recent.get(transactionId)?.transaction.tenantId === holder.tenant.id;
      if (!mine || this.clock.now() > until) throw notFound(transactionId);
      await sleep(POLL_MS);
    }
  }

  private render(stored: StoredDecision): TransactionResource {
    const { answered, latest, resolved } = stored;
    const { transaction } = latest;
    const { status: _first, ...answer } = renderAnswer(latest, this.settings.links);
    return {
      ...answer,
      status: stored.status,
      occurred_at: new Date(transaction.occurredAtMs).toISOString(),
      received_at: new Date(transaction.receivedAtMs).toISOString(),
      amount: transaction.amountMinor,
      currency: transaction.currency,
      ...(resolved
        ? { resolution: { outcome: resolved.outcome, by: resolved.by, at: new Date(resolved.atMs).toISOString() } }
        : {}),
      ...(latest.id === answered.id ? {} : { first_answer: renderAnswer(answered, this.settings.links).decision }),
    };
  }
}

function notFound(id: string): CaracalError {
  return new CaracalError('not_found', `There is no transaction ${id.slice(0, 64)} for this key.`);
}

// Reading transactions back, and reports about them. Foreign and unknown ids are the same 404.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Span } from '@opentelemetry/api';
import { z } from 'zod';
import {
  externalId,
  HybridLogicalClock,
  isId,
  labelV1,
  OUTCOMES,
  recordHeaders,
  recordKey,
  topics,
  type LabelV1,
  type TransactionList,
  type TransactionResource,
  type TransactionV1,
} from '#contracts';
import { isRevised } from '#decisions';
import { invalidRequest, parseBody } from '#http';
import { CaracalError, type Clock } from '#kernel';
import type { EventLog } from '#messaging';
import type { DecisionReader, StoredDecision } from '#persistence';
import { traceparentOf } from '#telemetry';
import type { ApiKeyHolder } from '#tenancy';
import type { ClaimStore } from './claim-store.js';
import type { EventClaimStore } from './event-claim-store.js';
import type { IngestionSettings } from './ingestion.settings.js';
import type { RecentDecisions } from './recent-decisions.js';
import { renderAnswer } from './render-answer.js';
import {
  eventHash,
  eventProblems,
  labelFrom,
  renderEvent,
  transactionEventRequest,
  type TransactionEvent,
  type TransactionEventRequest,
} from './transaction-event.js';

/** How long a read waits for a decision that is accepted but not yet stored. */
const STORED_WITHIN_MS = 1500;
const POLL_MS = 30;

export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
  account: externalId.optional(),
  outcome: z.enum(OUTCOMES as ['approve']).optional(),
});

export class TransactionQueries {
  private readonly hlc = new HybridLogicalClock();

  constructor(
    private readonly clock: Clock,
    private readonly decisions: DecisionReader,
    private readonly claims: ClaimStore,
    private readonly eventClaims: EventClaimStore,
    private readonly recent: RecentDecisions,
    private readonly log: EventLog,
    private readonly settings: IngestionSettings,
  ) {}

  async get(holder: ApiKeyHolder, id: string): Promise<TransactionResource> {
    const transactionId = await this.resolveId(holder, id);
    return this.render(await this.find(holder, transactionId));
  }

  async list(holder: ApiKeyHolder, query: Record<string, string>): Promise<TransactionList> {
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
      ...(page.nextCursor === undefined ? {} : { next_cursor: page.nextCursor }),
    };
  }

  /** Records a report, durably, and answers with it. `replayed`: the same was reported under this key before. */
  async recordEvent(
    holder: ApiKeyHolder,
    id: string,
    body: unknown,
    idempotencyKey: string | undefined,
    span: Span,
  ): Promise<{ readonly event: TransactionEvent; readonly replayed: boolean }> {
    const request = parseBody(transactionEventRequest, body);
    const transactionId = await this.resolveId(holder, id);
    const { transaction } = (await this.find(holder, transactionId)).answered;
    const problems = eventProblems(transaction, request, this.clock.now());
    if (problems.length > 0) throw invalidRequest(problems);
    const first = await this.firstReport(holder, transaction, request, idempotencyKey);
    const label = labelFrom(transaction, request, first.reportedAtMs, idempotencyKey);
    // A repeat is written again: the first attempt may have died before it was, and the same label is stored once.
    await this.append(label, span);
    return { event: renderEvent(label), replayed: first.replayed };
  }

  /** When this was reported under its key, which is now unless it is a repeat. Throws `idempotency_conflict`. */
  private async firstReport(
    { tenant, livemode }: ApiKeyHolder,
    transaction: TransactionV1,
    request: TransactionEventRequest,
    idempotencyKey: string | undefined,
  ): Promise<{ readonly reportedAtMs: number; readonly replayed: boolean }> {
    const reportedAtMs = this.clock.now();
    if (idempotencyKey === undefined) return { reportedAtMs, replayed: false };
    const bodyHash = eventHash(transaction.id, request);
    const claim = await this.eventClaims.claim({
      tenantId: tenant.id,
      livemode,
      idempotencyKey,
      bodyHash,
      reportedAtMs,
    });
    if (claim.kind === 'conflict')
      throw new CaracalError(
        'idempotency_conflict',
        'This Idempotency-Key was used before for another event. Use a new key, or send the same event.',
      );
    return claim.kind === 'same'
      ? { reportedAtMs: claim.reportedAtMs, replayed: true }
      : { reportedAtMs, replayed: false };
  }

  private async append(label: LabelV1, span: Span): Promise<void> {
    const { tenantId, transactionId } = label;
    span.setAttributes({ 'caracal.tenant': tenantId, 'caracal.transaction': transactionId });
    await this.log.append([
      {
        topic: topics.labels.name,
        key: recordKey(tenantId, transactionId),
        value: labelV1.encode(label),
        headers: recordHeaders({
          id: label.id,
          type: labelV1.type,
          source: 'ingestion',
          tenantId,
          hlc: this.hlc.tick(this.clock.now()),
          traceparent: traceparentOf(span),
        }),
      },
    ]);
  }

  private async resolveId(holder: ApiKeyHolder, id: string): Promise<string> {
    if (isId('transaction', id)) return id;
    // What can't be an id is nobody's, and the store may not even be able to look for it.
    if (!externalId.safeParse(id).success) throw notFound(id);
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
      const first = await this.claims.firstIdOf(holder.tenant.id, transactionId);
      if (first !== undefined) return this.find(holder, first);
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
      ...(isRevised(answered, latest) && { first_answer: renderAnswer(answered, this.settings.links).decision }),
    };
  }
}

function notFound(id: string): CaracalError {
  return new CaracalError('not_found', `There is no transaction ${id.slice(0, 64).toWellFormed()} for this key.`);
}

import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newId, type AcceptedTransaction, type TransactionV1 } from '#contracts';
import { Accepts, asCaracalError, problemOf, sendProblem, spanOf } from '#http';
import { CaracalError, Clock, ERROR_CODES } from '#kernel';
import { duration, tracer } from '#telemetry';
import { type ApiKeyHolder, declaredEntities, FeatureBook } from '#tenancy';
import { AcceptTransactions } from './accept-transactions.js';
import type { Accepted, Timing } from './acceptance.js';
import { KeyGate } from './key-gate.js';
import { IngestionSettings } from './ingestion.settings.js';
import { Quotas, type QuotaState } from './quotas.js';
import { readBatch } from './read-batch.js';
import { readRequest, requestHash, transactionFrom } from './read-request.js';
import { renderAnswer } from './render-answer.js';
import { readOptions, type RequestOptions } from './request-options.js';
import type { TransactionEvent } from './transaction-event.js';
import { TransactionQueries } from './transaction-queries.js';

const requestSeconds = duration('decision_request', 'From receipt of a transaction to its answer', ['answered_by']);
/** Its fields can't have as much, were each character escaped. A batch has the 4 MiB of every route. */
const TRANSACTION_BYTES_MAX = 512 * 1024;
const EVENT_BYTES_MAX = 16 * 1024;
const BATCH_DECIDE_WITHIN_MS = 10_000;
const RETRY_IN_PROGRESS_MS = 1000;
const RETRY_OVERLOADED_MS = 1000;

/** What goes back for one transaction, alone or in a batch. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly replayed?: boolean;
  readonly retryAfterMs?: number;
  readonly timing?: Timing;
  readonly answeredBy?: string;
}

@Controller('v1')
export class TransactionsController {
  constructor(
    private readonly clock: Clock,
    private readonly gate: KeyGate,
    private readonly transactions: AcceptTransactions,
    private readonly queries: TransactionQueries,
    private readonly quotas: Quotas,
    private readonly features: FeatureBook,
    private readonly settings: IngestionSettings,
  ) {}

  @Post('transactions')
  @Accepts({ bytesMax: TRANSACTION_BYTES_MAX })
  async post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const startedAt = performance.now();
    const span = spanOf(request)!;
    try {
      this.checkCapacity();
      const holder = this.gate.holderOf(request);
      const quota = this.quotas.take(holder.tenant);
      void reply.headers(quotaHeaders(quota));
      checkQuota(quota);
      const options = readOptions(request.headers);
      const answer = await this.decide(request.body, holder, options, span, holder.tenant.decideWithinMs);
      if (answer.replayed) void reply.header('idempotency-replayed', 'true');
      if (answer.retryAfterMs !== undefined)
        void reply.header('retry-after', String(Math.ceil(answer.retryAfterMs / 1000)));
      void reply
        .code(answer.status)
        .header('content-type', answer.status < 400 ? 'application/json' : 'application/problem+json')
        .header('server-timing', serverTiming(answer.timing, performance.now() - startedAt))
        .send(JSON.stringify(answer.body));
      if (answer.answeredBy)
        requestSeconds.observe({ answered_by: answer.answeredBy }, (performance.now() - startedAt) / 1000);
    } catch (error) {
      fail(span, error);
      sendProblem(reply, error);
    }
  }

  /** Up to 1,000 transactions; 207 with one result each, in order. Decided together, so within 10 s unless told otherwise. */
  // Two colons are one in the router's language; a single one would begin a parameter.
  @Post('transactions::batch')
  async batch(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const span = spanOf(request)!;
    try {
      this.checkCapacity();
      const holder = this.gate.holderOf(request);
      const bodies = readBatch(request.body);
      const options = { ...readOptions(request.headers), idempotencyKey: undefined };
      span.setAttribute('caracal.batch_size', bodies.length);
      const quotas = bodies.map(() => this.quotas.take(holder.tenant));
      void reply.headers(quotaHeaders(quotas.at(-1)!));
      const results = await Promise.all(bodies.map((body, i) => this.batchItem(body, holder, quotas[i]!, options)));
      void reply
        .code(207)
        .header('content-type', 'application/json')
        .send(JSON.stringify({ object: 'batch', results }));
    } catch (error) {
      fail(span, error);
      sendProblem(reply, error);
    }
  }

  @Get('transactions')
  async list(@Req() request: FastifyRequest, @Query() query: Record<string, string>): Promise<unknown> {
    const holder = this.gate.holderOf(request);
    return this.queries.list(holder, query);
  }

  @Get('transactions/:id')
  async get(@Req() request: FastifyRequest, @Param('id') id: string): Promise<unknown> {
    const holder = this.gate.holderOf(request);
    return this.queries.get(holder, id);
  }

  @Post('transactions/:id/events')
  @Accepts({ bytesMax: EVENT_BYTES_MAX })
  async event(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TransactionEvent> {
    const holder = this.gate.holderOf(request);
    const quota = this.quotas.take(holder.tenant);
    void reply.headers(quotaHeaders(quota));
    checkQuota(quota);
    const { idempotencyKey } = readOptions(request.headers);
    const { event, replayed } = await this.queries.recordEvent(
      holder,
      id,
      request.body,
      idempotencyKey,
      spanOf(request)!,
    );
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return event;
  }

  private async batchItem(
    body: unknown,
    holder: ApiKeyHolder,
    quota: QuotaState,
    options: RequestOptions,
  ): Promise<unknown> {
    // Every item is a transaction of its own: its own span, its own token, its own result.
    const span = tracer.startSpan('transaction');
    try {
      this.checkCapacity();
      checkQuota(quota);
      const answer = await this.decide(body, holder, options, span, BATCH_DECIDE_WITHIN_MS);
      return { status: answer.status, ...(answer.replayed ? { replayed: true } : {}), body: answer.body };
    } catch (error) {
      fail(span, error);
      const known = asCaracalError(error);
      return { status: ERROR_CODES[known.code].status, body: problemOf(known) };
    } finally {
      span.end();
    }
  }

  private async decide(
    body: unknown,
    holder: ApiKeyHolder,
    options: RequestOptions,
    span: Span,
    defaultWithinMs: number,
  ): Promise<Answer> {
    const receivedAtMs = this.clock.now();
    const parsed = readRequest(body, receivedAtMs);
    const { tenant, livemode } = holder;
    const transaction = transactionFrom(parsed, {
      id: newId('transaction', receivedAtMs),
      tenantId: tenant.id,
      livemode,
      receivedAtMs,
    });
    // Before it is kept anywhere: whoever takes it, now or again, takes it for the same entities.
    await this.features.ready();
    transaction.declared = declaredEntities(tenant, this.features.of(tenant.id), transaction);
    const accepted = await this.transactions.accept({
      tenant,
      transaction,
      idempotencyKey: options.idempotencyKey,
      bodyHash: requestHash(parsed),
      span,
      deadlineAtMs: options.respondAsync ? undefined : receivedAtMs + (options.decideWithinMs ?? defaultWithinMs),
    });
    span.setAttribute('caracal.tenant', tenant.id);
    return this.answerTo(accepted, transaction, span);
  }

  private answerTo(accepted: Accepted, { externalId, livemode }: TransactionV1, span: Span): Answer {
    switch (accepted.kind) {
      case 'decided': {
        const { decision, replayed, timing } = accepted;
        span.setAttributes({
          'caracal.transaction': decision.transaction.id,
          'caracal.outcome': decision.outcome,
          'caracal.answered_by': decision.answeredBy,
        });
        const body = renderAnswer(decision, this.settings.links);
        return { status: 201, body, replayed, timing, answeredBy: decision.answeredBy };
      }
      case 'accepted':
        return {
          status: 202,
          body: {
            id: accepted.transactionId,
            object: 'transaction',
            livemode,
            external_id: externalId,
            status: 'pending_decision',
            trace_id: span.spanContext().traceId,
          } satisfies AcceptedTransaction,
          replayed: accepted.replayed,
        };
      case 'conflict':
        throw new CaracalError(
          'idempotency_conflict',
          accepted.on === 'id'
            ? 'A transaction with this id was posted before with another body. Use a new id, or send the same body to get its answer again.'
            : 'This Idempotency-Key was used before with another body. Use a new key, or send the same body.',
        );
      case 'in_progress':
        throw new CaracalError(
          'conflict',
          `This transaction was accepted before as ${accepted.transactionId}; its first answer is not known yet. Ask again in a second.`,
          { retryAfterMs: RETRY_IN_PROGRESS_MS },
        );
      case 'unavailable':
        throw new CaracalError('unavailable', 'Nothing durable is in reach, so nothing was accepted. Send it again.', {
          retryAfterMs: RETRY_OVERLOADED_MS,
        });
    }
  }

  private checkCapacity(): void {
    if (!this.transactions.hasCapacity())
      throw new CaracalError('overloaded', 'Too many decisions are under way. Nothing was accepted; send it again.', {
        retryAfterMs: RETRY_OVERLOADED_MS,
      });
  }
}

function quotaHeaders({ limit, policy }: QuotaState): Record<string, string> {
  return { ratelimit: limit, 'ratelimit-policy': policy };
}

function checkQuota(quota: QuotaState): void {
  if (quota.allowed) return;
  throw new CaracalError(
    'rate_limited',
    'The quota of this tenant is used up. Nothing was accepted; send it again later.',
    {
      retryAfterMs: quota.retryAfterMs,
    },
  );
}

function serverTiming(timing: Timing | undefined, totalMs: number): string {
  const total = `total;dur=${totalMs.toFixed(1)}`;
  if (!timing) return total;
  const { claim, append, decide } = timing;
  return `claim;dur=${claim.toFixed(1)}, log;dur=${append.toFixed(1)}, decide;dur=${decide.toFixed(1)}, ${total}`;
}

function fail(span: Span, error: unknown): void {
  const { code } = asCaracalError(error);
  span.setAttribute('caracal.error', code);
  if (code === 'internal') span.setStatus({ code: SpanStatusCode.ERROR });
}

/**
 * transactions.v1 → decisions.v1 in one step. Where one process owns the only partition, every signal would come straight
 * back to it; here they go from the matcher to scoring without being written in between.
 */
import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { BatchHandler, OnRecords, type Handled, type LogRecord } from '#messaging';
import { MatchTransactionsHandler, type MatchedTransaction } from '../../cep/src/match-transactions.handler.js';
import { DecideHandler } from '../../scoring/src/decide.handler.js';
import type { Arrival } from '../../scoring/src/signal-join.js';

@Controller()
export class MatchAndDecideHandler extends BatchHandler {
  /** By partition: everything below was handled, and what came of it is in the log. */
  private readonly durable = new Map<number, number>();

  constructor(
    private readonly matcher: MatchTransactionsHandler,
    private readonly scoring: DecideHandler,
  ) {
    super();
  }

  override async assigned(partition: number): Promise<{ startAt: number } | undefined> {
    this.durable.delete(partition);
    await this.scoring.assigned(partition);
    return await this.matcher.assigned(partition);
  }

  @OnRecords(topics.transactions, { group: 'cep', batchRecordsMax: 128 })
  override async handle(records: readonly LogRecord[], partition: number): Promise<Handled> {
    // What may fail comes first: once matched, a transaction that came again would be taken for a repeat.
    await this.scoring.prepare(tenantsOf(records));
    const { matched, revised, poison } = await this.matcher.match(records, partition);
    const { publish, failed } = await this.scoring.decide(matched.map(arrivalOf), partition);
    publish.push(...revised);
    return { publish, poison: failed.length > 0 ? [...poison, ...failed] : poison };
  }

  override published(partition: number, nextOffset: number): void {
    this.durable.set(partition, nextOffset);
    this.tellMatcher(partition);
  }

  override holdFrom(partition: number): number | undefined {
    this.tellMatcher(partition);
    return Math.min(this.matcher.holdFrom(partition) ?? Infinity, this.openFrom(partition));
  }

  override async revoked(partition: number): Promise<void> {
    await this.scoring.revoked(partition);
    this.tellMatcher(partition);
    await this.matcher.revoked(partition);
  }

  /**
   * A transaction that is matched and not yet decided may not be in a checkpoint: after a crash it has to be matched again,
   * because its signal was kept nowhere else.
   */
  private tellMatcher(partition: number): void {
    const durable = this.durable.get(partition);
    if (durable !== undefined) this.matcher.published(partition, Math.min(durable, this.openFrom(partition)));
  }

  private openFrom(partition: number): number {
    return this.scoring.holdFrom(partition) ?? Infinity;
  }
}

function tenantsOf(records: readonly LogRecord[]): Set<string> {
  const tenants = new Set<string>();
  for (const { headers } of records) {
    const tenant = headers['ce_tenant'];
    if (tenant !== undefined) tenants.add(tenant);
  }
  return tenants;
}

/** The signal as if it had been read from where its transaction was. */
function arrivalOf({ signal, cause, traceparent }: MatchedTransaction): Arrival {
  const { ce_hlc } = cause.headers;
  return { signal, record: { ...cause, headers: { traceparent, ...(ce_hlc !== undefined && { ce_hlc }) } } };
}

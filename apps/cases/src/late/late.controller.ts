import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { type LateList, lateQuery } from '#contracts';
import { parseBody } from '#http';
import { Clock } from '#kernel';
import { type Session } from '#tenancy';
import { isLive } from '../console/decision-pages.js';
import { CurrentSession, SessionGuard } from '../console/session-guard.js';
import { instant } from '../console/views.js';
import { type LateCount, type LateRow, LateStore } from './late-store.js';

@Controller('console/api/late-transactions')
@UseGuards(SessionGuard)
export class LateController {
  constructor(
    private readonly late: LateStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async list(@CurrentSession() { tenantId }: Session, @Query() raw: unknown): Promise<LateList> {
    const { mode, cursor, limit } = parseBody(lateQuery, raw);
    const livemode = isLive(mode);
    const [page, counts] = await Promise.all([
      this.late.list(tenantId, { livemode, cursor, limit }),
      this.late.counts(tenantId, livemode, this.clock.now()),
    ]);
    return {
      items: page.items.map(itemOf),
      next_cursor: page.nextCursor ?? null,
      counts: { last_24h: countOf(counts.day), last_7d: countOf(counts.week) },
    };
  }
}

function itemOf(row: LateRow): LateList['items'][number] {
  return {
    transaction_id: row.transactionId,
    external_id: row.externalId,
    account_id: row.accountId,
    occurred_at: instant(row.occurredAtMs),
    received_at: instant(row.receivedAtMs),
    amount: row.amountMinor,
    currency: row.currency,
    entities: row.entities.map(({ entityType, entityId, behindMs, reason }) => ({
      type: entityType,
      id: entityId,
      behind_ms: behindMs,
      reason,
    })),
  };
}

function countOf({ transactions, beyondLateness, beyondReach }: LateCount): LateList['counts']['last_24h'] {
  return { transactions, beyond_lateness: beyondLateness, beyond_reach: beyondReach };
}

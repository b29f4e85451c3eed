import { Controller, Get, Header, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { type DeadLetterDetail, type DeadLetterList, deadLetterQuery } from '#contracts';
import { parseBody } from '#http';
import { CaracalError, Clock } from '#kernel';
import { logger } from '#telemetry';
import { People } from '../console/people.js';
import { AtLeast } from '../console/session-guard.js';
import { Caller, CallerGuard, TakesLiveKey } from '../patterns/caller.js';
import { DeadLetterStore, type LetterActor } from './dead-letter-store.js';
import { letterDetail, letterSummary } from './dead-letter-views.js';

/** `/v1/dead-letters`: what became of the tenant's records that a consumer gave up, and what to do with them. */
@Controller('v1/dead-letters')
@UseGuards(CallerGuard)
@AtLeast('admin')
@TakesLiveKey('These may be records of live payments')
export class DeadLettersController {
  constructor(
    private readonly store: DeadLetterStore,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async list(@Caller() { tenantId }: LetterActor, @Query() query: unknown): Promise<DeadLetterList> {
    const [page, nameOf] = await Promise.all([
      this.store.list(tenantId, parseBody(deadLetterQuery, query)),
      this.people.nameOf(tenantId),
    ]);
    return { items: page.items.map((row) => letterSummary(row, nameOf)), next_cursor: page.nextCursor ?? null };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  async read(@Caller() { tenantId }: LetterActor, @Param('id') id: string): Promise<DeadLetterDetail> {
    return await this.detail(tenantId, id);
  }

  @Post(':id/replay')
  @HttpCode(200)
  async replay(@Caller() actor: LetterActor, @Param('id') id: string): Promise<DeadLetterDetail> {
    await this.store.replay(actor, checked(id), this.clock.now());
    return await this.told(actor, id);
  }

  @Post(':id/discard')
  @HttpCode(200)
  async discard(@Caller() actor: LetterActor, @Param('id') id: string): Promise<DeadLetterDetail> {
    await this.store.discard(actor, checked(id), this.clock.now());
    return await this.told(actor, id);
  }

  private async told(actor: LetterActor, id: string): Promise<DeadLetterDetail> {
    const detail = await this.detail(actor.tenantId, id);
    const { status, topic, group } = detail;
    logger.info({ tenant: actor.tenantId, actor: actor.id, letter: id, status, topic, group }, 'dead letter handled');
    return detail;
  }

  private async detail(tenantId: string, id: string): Promise<DeadLetterDetail> {
    const [letter, nameOf] = await Promise.all([this.store.find(tenantId, checked(id)), this.people.nameOf(tenantId)]);
    return letterDetail(letter, nameOf);
  }
}

/** What can't be an id is nobody's, and the store may not even be able to look for it. */
function checked(id: string): string {
  if (/^dlt_[0-9a-f]{26}$/.test(id)) return id;
  throw new CaracalError('not_found', 'There is no such dead letter');
}

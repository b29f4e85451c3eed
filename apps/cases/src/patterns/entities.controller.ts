import { Controller, Get, Header, Param, Query, UseGuards } from '@nestjs/common';
import { type PartialMatchList, partialMatchPath, partialMatchQuery } from '#contracts';
import { parseBody } from '#http';
import { CaracalError } from '#kernel';
import { isLive } from '../console/decision-pages.js';
import { Caller, CallerGuard } from './caller.js';
import type { PatternActor } from './pattern-store.js';
import { UnderWay } from './under-way.js';

/** `/v1/entities`: what is known of an account, a card, a device, an address or a merchant by itself. */
@Controller('v1/entities')
@UseGuards(CallerGuard)
export class EntitiesController {
  constructor(private readonly underWay: UnderWay) {}

  @Get(':type/:id/partial-matches')
  @Header('cache-control', 'no-store')
  async partialMatches(
    @Caller() caller: PatternActor,
    @Param() path: unknown,
    @Query() query: unknown,
  ): Promise<PartialMatchList> {
    const { type, id } = parseBody(partialMatchPath, path);
    const { mode } = parseBody(partialMatchQuery, query);
    const asked = mode === undefined ? undefined : isLive(mode);
    const livemode = caller.livemode ?? asked ?? false;
    if (asked !== undefined && asked !== livemode)
      throw new CaracalError('forbidden', `A ${livemode ? 'live' : 'test'} key sees payments of its own mode only`);
    return await this.underWay.of(caller.tenantId, { type, id, livemode });
  }
}

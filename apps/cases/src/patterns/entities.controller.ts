import { Controller, Get, Header, Param, Query, UseGuards } from '@nestjs/common';
import {
  entityFeaturesQuery,
  type EntityFeaturesView,
  type PartialMatchList,
  entityPath,
  partialMatchPath,
  partialMatchQuery,
} from '#contracts';
import { parseBody } from '#http';
import { EntityFeatures } from '../features/entity-features.js';
import { Caller, CallerGuard, livemodeOf } from './caller.js';
import type { PatternActor } from './pattern-store.js';
import { UnderWay } from './under-way.js';

/** `/v1/entities`: what is known of an account, a card, a device, an address, a merchant or one of a declared type by itself. */
@Controller('v1/entities')
@UseGuards(CallerGuard)
export class EntitiesController {
  constructor(
    private readonly underWay: UnderWay,
    private readonly features: EntityFeatures,
  ) {}

  @Get(':type/:id')
  @Header('cache-control', 'no-store')
  async read(
    @Caller() caller: PatternActor,
    @Param() path: unknown,
    @Query() query: unknown,
  ): Promise<EntityFeaturesView> {
    const { type, id } = parseBody(entityPath, path);
    const { mode, as_of: asOf } = parseBody(entityFeaturesQuery, query);
    const livemode = livemodeOf(caller, mode);
    const asOfMs = asOf === undefined ? undefined : Date.parse(asOf);
    return await this.features.of(caller.tenantId, { type, id, livemode }, asOfMs);
  }

  @Get(':type/:id/partial-matches')
  @Header('cache-control', 'no-store')
  async partialMatches(
    @Caller() caller: PatternActor,
    @Param() path: unknown,
    @Query() query: unknown,
  ): Promise<PartialMatchList> {
    const { type, id } = parseBody(partialMatchPath, path);
    const { mode } = parseBody(partialMatchQuery, query);
    return await this.underWay.of(caller.tenantId, { type, id, livemode: livemodeOf(caller, mode) });
  }
}

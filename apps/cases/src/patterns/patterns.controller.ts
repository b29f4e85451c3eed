import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  patternChangeRequest,
  type PatternComparison,
  type PatternDetail,
  type PatternList,
  patternListQuery,
  type PatternStatus,
  type PatternTestResult,
  promotePatternRequest,
  savePatternRequest,
  testPatternRequest,
} from '#contracts';
import { parseBody } from '#http';
import { CaracalError, Clock } from '#kernel';
import { TenantDirectory } from '#tenancy';
import { People } from '../console/people.js';
import { AtLeast } from '../console/session-guard.js';
import { Caller, CallerGuard, ChangesDecisions } from './caller.js';
import type { Change } from './lifecycle.js';
import { readDocument } from './pattern-document.js';
import { type PatternActor, PatternStore, type StoredPattern } from './pattern-store.js';
import { comparisonView, detailView, summaryView } from './pattern-views.js';
import { PgPatternHealth } from './pg-pattern-health.js';
import { TryPattern } from './try-pattern.js';

/** The name of a pattern, from the path. What can't be one is of no pattern, and PostgreSQL would not take all of it. */
const PatternId = (): ParameterDecorator =>
  Param('id', {
    transform(id: string): string {
      if (!/^[a-z0-9-]{1,64}$/.test(id)) throw noSuchPattern();
      return id;
    },
  });

/** `/v1/patterns`: what tenants look for in their traffic, changed while it flows. */
@Controller('v1')
@UseGuards(CallerGuard)
export class PatternsController {
  constructor(
    private readonly store: PatternStore,
    private readonly trying: TryPattern,
    private readonly people: People,
    private readonly health: PgPatternHealth,
    private readonly tenants: TenantDirectory,
    private readonly clock: Clock,
  ) {}

  @Get('patterns')
  @Header('cache-control', 'no-store')
  async list(@Caller() { tenantId }: PatternActor, @Query() query: unknown): Promise<PatternList> {
    const { status } = parseBody(patternListQuery, query);
    const [all, healthOf, nameOf] = await Promise.all([
      this.store.list(tenantId),
      this.health.read(tenantId, this.clock.now()),
      this.people.nameOf(tenantId),
    ]);
    const items = status === undefined ? all : all.filter((pattern) => isIn(pattern, status));
    return {
      items: items.map((pattern) => summaryView(pattern, healthOf(pattern), nameOf)),
      limit: {
        live: all.filter(({ liveVersion }) => liveVersion !== undefined).length,
        live_max: this.store.liveMax,
      },
    };
  }

  @Get('patterns/:id')
  @Header('cache-control', 'no-store')
  async read(@Caller() { tenantId }: PatternActor, @PatternId() id: string): Promise<PatternDetail> {
    return await this.detail(tenantId, id);
  }

  @Get('patterns/:id/comparison')
  @Header('cache-control', 'no-store')
  async compare(@Caller() { tenantId }: PatternActor, @PatternId() id: string): Promise<PatternComparison> {
    return comparisonView(id, await this.store.compare(tenantId, id));
  }

  @Post('patterns')
  @AtLeast('analyst')
  async save(@Caller() actor: PatternActor, @Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { definition, revision, note } = parseBody(savePatternRequest, body);
    const tenant = await this.tenants.byId(actor.tenantId);
    const document = readDocument(definition, tenant?.attributes);
    const isNew = await this.store.save(actor, document, revision, note, this.clock.now());
    await reply.code(isNew ? 201 : 200).send(await this.detail(actor.tenantId, document.id));
  }

  @Post('patterns/:id/promote')
  @HttpCode(200)
  @AtLeast('analyst')
  @ChangesDecisions()
  async promote(@Caller() actor: PatternActor, @PatternId() id: string, @Body() body: unknown): Promise<PatternDetail> {
    const { version, to, revision, reason } = parseBody(promotePatternRequest, body);
    return await this.change(actor, id, revision, { kind: 'promote', version, to }, reason);
  }

  @Post('patterns/:id/rollback')
  @HttpCode(200)
  @AtLeast('analyst')
  @ChangesDecisions()
  async rollBack(
    @Caller() actor: PatternActor,
    @PatternId() id: string,
    @Body() body: unknown,
  ): Promise<PatternDetail> {
    const { version, revision, reason } = parseBody(patternChangeRequest, body);
    return await this.change(actor, id, revision, { kind: 'rollback', version }, reason);
  }

  @Post('patterns/:id/retire')
  @HttpCode(200)
  @AtLeast('analyst')
  @ChangesDecisions()
  async retire(@Caller() actor: PatternActor, @PatternId() id: string, @Body() body: unknown): Promise<PatternDetail> {
    const { version, revision, reason } = parseBody(patternChangeRequest, body);
    return await this.change(actor, id, revision, { kind: 'retire', version }, reason);
  }

  // Two colons are one in the router's language; a single one would begin a parameter.
  @Post('patterns::test')
  @HttpCode(200)
  async test(@Caller() { tenantId }: PatternActor, @Body() body: unknown): Promise<PatternTestResult> {
    return await this.trying.run(tenantId, parseBody(testPatternRequest, body));
  }

  private async change(
    actor: PatternActor,
    id: string,
    revision: number,
    change: Change,
    reason: string,
  ): Promise<PatternDetail> {
    await this.store.change(actor, id, revision, change, reason, this.clock.now());
    return await this.detail(actor.tenantId, id);
  }

  private async detail(tenantId: string, id: string): Promise<PatternDetail> {
    const [pattern, healthOf, nameOf] = await Promise.all([
      this.store.find(tenantId, id),
      this.health.read(tenantId, this.clock.now(), id),
      this.people.nameOf(tenantId),
    ]);
    if (!pattern) throw noSuchPattern();
    return detailView(pattern, healthOf(pattern), nameOf);
  }
}

/** A pattern that is live may have a version on trial as well; drafts and retired ones are those that run in no way. */
function isIn({ status, shadowVersion }: StoredPattern, wanted: PatternStatus): boolean {
  return status === wanted || (wanted === 'shadow' && shadowVersion !== undefined);
}

function noSuchPattern(): CaracalError {
  return new CaracalError('not_found', 'There is no such pattern');
}

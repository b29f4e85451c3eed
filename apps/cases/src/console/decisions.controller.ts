import { Controller, Get, Header, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type ConsoleStats,
  type DecisionDetail,
  type DecisionList,
  decisionListQuery,
  decisionStreamQuery,
  statsQuery,
} from '#contracts';
import { parseBody } from '#http';
import { type Session } from '#tenancy';
import { DecisionPages, isLive } from './decision-pages.js';
import { LiveFeed } from './live-feed.js';
import { CurrentSession, SessionGuard } from './session-guard.js';
import { SseClient } from './sse-client.js';
import { Stats } from './stats.js';

@Controller('console/api')
@UseGuards(SessionGuard)
export class DecisionsController {
  constructor(
    private readonly pages: DecisionPages,
    private readonly feed: LiveFeed,
    private readonly stats: Stats,
  ) {}

  @Get('decisions')
  @Header('cache-control', 'no-store')
  async list(@CurrentSession() { tenantId }: Session, @Query() query: unknown): Promise<DecisionList> {
    return await this.pages.list(tenantId, parseBody(decisionListQuery, query));
  }

  @Get('decisions/stream')
  stream(
    @CurrentSession() session: Session,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const { mode } = parseBody(decisionStreamQuery, query);
    const seat = this.feed.seat(session.tenantId, isLive(mode));
    reply.hijack();
    const client = new SseClient(reply.raw, session.expiresAtMs);
    const leave = this.feed.join(seat, client);
    request.raw.once('close', leave);
  }

  @Get('decisions/:transactionId')
  @Header('cache-control', 'no-store')
  async detail(@CurrentSession() { tenantId }: Session, @Param('transactionId') id: string): Promise<DecisionDetail> {
    return await this.pages.decision(tenantId, id);
  }

  @Get('stats')
  @Header('cache-control', 'no-store')
  async statistics(@CurrentSession() session: Session, @Query() query: unknown): Promise<ConsoleStats> {
    return await this.stats.read(session.tenantId, session.user.id, parseBody(statsQuery, query));
  }
}

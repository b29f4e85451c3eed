import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { type OutboxList, outboxQuery, searchQuery, type SearchResult } from '#contracts';
import { parseBody } from '#http';
import { ChallengeReader } from '#persistence';
import { type Session } from '#tenancy';
import { Search } from './search.js';
import { CurrentSession, SessionGuard } from './session-guard.js';
import { instant } from './views.js';

@Controller('console/api')
@UseGuards(SessionGuard)
export class LookUpsController {
  constructor(
    private readonly challenges: ChallengeReader,
    private readonly searching: Search,
  ) {}

  @Get('outbox')
  @Header('cache-control', 'no-store')
  async outbox(@CurrentSession() { tenantId }: Session, @Query() query: unknown): Promise<OutboxList> {
    const { items, nextCursor } = await this.challenges.sandboxMessages(tenantId, parseBody(outboxQuery, query));
    return {
      items: items.map((message) => ({
        id: message.id,
        at: instant(message.atMs),
        challenge_id: message.challengeId,
        transaction_id: message.transactionId,
        livemode: message.livemode,
        to: message.recipient,
        subject: message.subject,
        text: message.body,
        code: message.code ?? null,
        challenge_url: message.challengeUrl ?? null,
        status: message.status,
        expires_at: instant(message.expiresAtMs),
      })),
      next_cursor: nextCursor ?? null,
    };
  }

  @Get('search')
  @Header('cache-control', 'no-store')
  async search(@CurrentSession() { tenantId }: Session, @Query() query: unknown): Promise<SearchResult> {
    return { items: await this.searching.find(tenantId, parseBody(searchQuery, query).q) };
  }
}

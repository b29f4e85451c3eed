import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { formatMinor } from '#contracts';
import { Accepts } from '#http';
import { Clock } from '#kernel';
import { ATTEMPTS_MAX, type Challenge, mayResend, standing } from '../challenge.js';
import { ChallengeAccess } from '../challenge-access.js';
import { ChallengeStore } from '../challenge-store.js';
import { normalise } from '../one-time-code.js';
import { CHALLENGE_CSP, challengePage, type ChallengeView, SAID, type Said } from './challenge-page.js';

/** A page that waits for its challenge asks again each second, this often at most. */
const WAITS_MAX = 60;

/** The payer's page and its form. A form's answer is a redirect, so that reloading never sends a code twice. */
@Controller('challenge')
export class ChallengePageController {
  constructor(
    private readonly access: ChallengeAccess,
    private readonly store: ChallengeStore,
    private readonly clock: Clock,
  ) {}

  @Get(':id')
  async show(@Param('id') id: string, @Query() query: PageQuery, @Res() reply: FastifyReply): Promise<void> {
    const { token } = query;
    if (!this.access.isLink(id, token)) return await send(reply, 404, { kind: 'unknown' });
    const challenge = await this.access.byToken(id, token);
    if (!challenge) return await this.wait(id, token, Number(query.waited) || 0, reply);
    const said = SAID.find((one) => one === query.said);
    return await send(reply, 200, this.viewOf(challenge, token, said));
  }

  @Post(':id')
  @Accepts({ bytesMax: 16_384, forms: true })
  async submit(@Param('id') id: string, @Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { token, action, code } = (body ?? {}) as Record<string, unknown>;
    const challenge = await this.access.byToken(id, token);
    if (!challenge || typeof token !== 'string') return await send(reply, 404, { kind: 'unknown' });
    const said = await this.act(challenge, action, typeof code === 'string' ? code : '');
    const query = new URLSearchParams({ token, ...(said === undefined ? {} : { said }) });
    return await secured(reply).code(303).header('location', `/challenge/${id}?${query.toString()}`).send('');
  }

  private async act({ tenantId, id }: Challenge, action: unknown, typed: string): Promise<Said | undefined> {
    const now = this.clock.now();
    if (action === 'cancel') {
      await this.store.cancel(tenantId, id, now);
      return undefined;
    }
    if (action === 'resend') {
      const result = await this.store.resend(tenantId, id, now);
      return result === undefined ? undefined : AFTER_RESEND[result.kind];
    }
    if (!/^\d{6}$/.test(normalise(typed))) return 'not_a_code';
    const submission = await this.store.attempt(tenantId, id, typed, now);
    return submission?.kind === 'wrong' ? 'wrong' : undefined;
  }

  private async wait(id: string, token: string, waited: number, reply: FastifyReply): Promise<void> {
    if (waited >= WAITS_MAX) return await send(reply, 404, { kind: 'unknown' });
    const query = new URLSearchParams({ token, waited: String(Math.max(0, Math.trunc(waited)) + 1) });
    void reply.header('refresh', `1; url=/challenge/${id}?${query.toString()}`);
    return await send(reply, 200, { kind: 'preparing' });
  }

  private viewOf(challenge: Challenge, token: string, said: Said | undefined): ChallengeView {
    const now = this.clock.now();
    const status = standing(challenge, now);
    if (status !== 'pending') return { kind: 'closed', status };
    const again = mayResend(challenge, now).kind;
    return {
      kind: 'open',
      id: challenge.id,
      token,
      amount: formatMinor(challenge.amountMinor, challenge.currency),
      currency: challenge.currency,
      channel: challenge.channel,
      attemptsLeft: ATTEMPTS_MAX - challenge.attempts,
      expiresInMs: challenge.expiresAtMs - now,
      resend: again === 'send' ? 'offered' : again === 'too_many' ? 'used_up' : 'later',
      said,
    };
  }
}

interface PageQuery {
  readonly token?: unknown;
  readonly said?: unknown;
  readonly waited?: unknown;
}

const AFTER_RESEND = { sent: 'sent', too_soon: 'wait', too_many: 'no_more', closed: undefined } as const;

async function send(reply: FastifyReply, status: number, view: ChallengeView): Promise<void> {
  await secured(reply).code(status).header('content-type', 'text/html; charset=utf-8').send(challengePage(view));
}

/** Nothing about a payment stays in caches, goes along in a Referer, or can be shown inside another site. */
function secured(reply: FastifyReply): FastifyReply {
  return reply.headers({
    'content-security-policy': CHALLENGE_CSP,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex',
  });
}

import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { ChallengeAnswer, ChallengeRead } from '#contracts';
import { Accepts, invalidRequest, parseBody } from '#http';
import { CaracalError, Clock } from '#kernel';
import { ATTEMPTS_MAX, type Challenge, SENDS_MAX, standing, type Submission } from './challenge.js';
import { ChallengeAccess } from './challenge-access.js';
import { ChallengeStore } from './challenge-store.js';
import { normalise } from './one-time-code.js';

/** It is read before the challenge, and with it who may touch it, is known. */
const BODY_BYTES_MAX = 4096;

/** `/v1/challenges`: for the tenant's server with its API key, or for who holds the token of the payer's link. */
@Controller('v1/challenges')
export class ChallengesController {
  constructor(
    private readonly access: ChallengeAccess,
    private readonly store: ChallengeStore,
    private readonly clock: Clock,
  ) {}

  @Get(':id')
  @Header('cache-control', 'no-store')
  async read(@Param('id') id: string, @Headers() headers: RequestHeaders): Promise<ChallengeRead> {
    const challenge = await this.access.byHeaders(id, headers);
    const code = await this.sandboxCode(challenge, headers);
    return { ...this.answer(challenge), ...(code !== undefined && { sandbox: { code } }) };
  }

  @Post(':id/verify')
  @Accepts({ bytesMax: BODY_BYTES_MAX })
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async verify(
    @Param('id') id: string,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
  ): Promise<ChallengeAnswer> {
    const challenge = await this.access.byHeaders(id, headers);
    const { code } = parseBody(verifyRequest, body);
    const submission = await this.store.attempt(challenge.tenantId, id, code, this.clock.now());
    if (!submission) throw notFound();
    const refusal = refusalOf(submission);
    if (refusal) throw refusal;
    return this.answer(await this.reread(challenge));
  }

  @Post(':id/resend')
  @Accepts({ bytesMax: BODY_BYTES_MAX })
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async resend(@Param('id') id: string, @Headers() headers: RequestHeaders): Promise<ChallengeAnswer> {
    const { tenantId } = await this.access.byHeaders(id, headers);
    const result = await this.store.resend(tenantId, id, this.clock.now());
    switch (result?.kind) {
      case 'sent':
        return this.answer(result.challenge);
      case 'too_soon':
        throw new CaracalError('rate_limited', 'A code was sent a moment ago', { retryAfterMs: result.retryAfterMs });
      case 'too_many':
        throw new CaracalError('conflict', `No more codes can be sent: ${SENDS_MAX} were sent`);
      case 'closed':
        throw ended(result.challenge.status);
      default:
        throw notFound();
    }
  }

  @Post(':id/cancel')
  @Accepts({ bytesMax: BODY_BYTES_MAX })
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async cancel(@Param('id') id: string, @Headers() headers: RequestHeaders): Promise<ChallengeAnswer> {
    const { tenantId } = await this.access.byHeaders(id, headers);
    const challenge = await this.store.cancel(tenantId, id, this.clock.now());
    if (!challenge) throw notFound();
    if (challenge.status !== 'cancelled') throw ended(challenge.status);
    return this.answer(challenge);
  }

  /** For the tenant's own automated tests: what its test key may read, and the holder of a payer's link may not. */
  private async sandboxCode(challenge: Challenge, headers: RequestHeaders): Promise<string | undefined> {
    if (challenge.livemode || typeof headers['challenge-token'] === 'string') return undefined;
    return await this.store.sandboxCode(challenge.tenantId, challenge.id, this.clock.now());
  }

  private async reread(challenge: Challenge): Promise<Challenge> {
    return (await this.store.find(challenge.tenantId, challenge.id)) ?? challenge;
  }

  private answer(challenge: Challenge): ChallengeAnswer {
    return {
      id: challenge.id,
      object: 'challenge',
      livemode: challenge.livemode,
      transaction_id: challenge.transactionId,
      status: standing(challenge, this.clock.now()),
      methods: ['otp'],
      attempts_left: Math.max(0, ATTEMPTS_MAX - challenge.attempts),
      resends_left: Math.max(0, SENDS_MAX - challenge.sends),
      expires_at: new Date(challenge.expiresAtMs).toISOString(),
      ...(challenge.resolvedAtMs === undefined ? {} : { resolved_at: new Date(challenge.resolvedAtMs).toISOString() }),
    };
  }
}

export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

const verifyRequest = z.strictObject({
  code: z
    .string()
    .max(32)
    .transform(normalise)
    .refine((code) => /^\d{6}$/.test(code), 'must be six digits'),
});

function refusalOf(submission: Submission): CaracalError | undefined {
  switch (submission.kind) {
    case 'passed':
      return undefined;
    case 'wrong':
      return invalidRequest([
        { pointer: '/code', code: 'wrong_code', detail: `is not right; attempts left: ${submission.attemptsLeft}` },
      ]);
    case 'failed':
    case 'expired':
      return ended(submission.kind);
    default:
      // A repeat of a verify whose answer was lost; the code was right then.
      return submission.status === 'passed' ? undefined : ended(submission.status);
  }
}

function ended(status: Challenge['status']): CaracalError {
  if (status === 'passed') return new CaracalError('conflict', 'The challenge has been passed');
  return new CaracalError('gone', ENDED[status] ?? 'The challenge has ended');
}

const ENDED: Readonly<Partial<Record<Challenge['status'], string>>> = {
  failed: `The challenge failed: the code was wrong ${ATTEMPTS_MAX} times`,
  expired: 'The challenge has expired',
  cancelled: 'The challenge was cancelled',
};

function notFound(): CaracalError {
  return new CaracalError('not_found', 'There is no such challenge');
}

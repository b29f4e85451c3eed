import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The hosted page's link proves that its holder was given it: an HMAC of the challenge id under the suite's secret.
 * So ingestion can answer with the link before verification has seen the decision.
 */
export function challengeToken(secret: string, challengeId: string): string {
  return createHmac('sha256', secret).update(`challenge:${challengeId}`).digest('base64url');
}

export function isChallengeToken(secret: string, challengeId: string, token: string): boolean {
  const expected = Buffer.from(challengeToken(secret, challengeId));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export function challengeUrl(publicUrl: string, secret: string, challengeId: string): string {
  return `${publicUrl.replace(/\/$/, '')}/challenge/${challengeId}?token=${challengeToken(secret, challengeId)}`;
}

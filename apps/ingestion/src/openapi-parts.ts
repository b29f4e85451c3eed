// What the operations of the OpenAPI document share: problems, headers, ids, and what a newcomer needs to know first.
import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { externalId, problem } from '#contracts';
import { ERROR_CODES } from '#kernel';

export const json = <S extends z.ZodType>(schema: S) => ({ content: { 'application/json': { schema } } });

type Headers = NonNullable<ZodOpenApiResponseObject['headers']>;

const text = { type: 'string' } as const;
/** Of every answer to what takes from the quota: draft-ietf-httpapi-ratelimit-headers. */
export const quotaHeaders = {
  RateLimit: { description: 'What is left, and in how many seconds all of it: `"default";r=99;t=1`.', schema: text },
  'RateLimit-Policy': { description: 'The quota and its window in seconds: `"default";q=100;w=1`.', schema: text },
} satisfies Headers;
export const replayedHeader = {
  'Idempotency-Replayed': {
    description: 'The same was posted before, and this is what came of it then.',
    schema: { type: 'string', enum: ['true'] },
  },
} satisfies Headers;
export const timingHeader = {
  'Server-Timing': { description: 'Milliseconds in each stage: claim, log, decide, total.', schema: text },
} satisfies Headers;
export const retryAfter = {
  'Retry-After': { description: 'In how many seconds to try again.', schema: { type: 'integer' } },
} satisfies Headers;

/** A response that is a problem document. */
export const refusal = (description: string, headers?: Headers): ZodOpenApiResponseObject => ({
  description,
  ...(headers ? { headers } : {}),
  content: { 'application/problem+json': { schema: problem } },
});

/** What every operation that needs a key may answer. */
export const keyRefusals = {
  '401': refusal('No key, or one that is unknown or revoked.', {
    'WWW-Authenticate': { description: 'Always `Bearer`.', schema: text },
  }),
  '403': refusal('A live key, and live mode is off for its tenant.'),
  '503': refusal('Over capacity, or nothing durable in reach; nothing was accepted.', retryAfter),
};
/** And what it may answer to a body. */
export const bodyRefusals = {
  '400': refusal('The body is not JSON in UTF-8, or is nested too deep.'),
  '413': refusal('The body is larger than this route takes.'),
  '415': refusal('The body is not `application/json` in UTF-8, or is compressed.'),
  '422': refusal('Fields or headers that are wrong, each by its JSON pointer; or a raw card number.'),
};
export const overQuota = { '429': refusal('Over the quota; nothing was accepted.', retryAfter) };

export const decisionHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]+$/)
    .optional()
    .meta({ description: 'The same key with the same body replays the first answer; with another body it is 409.' }),
  'Decide-Within': z.int().min(20).max(30_000).optional().meta({
    description: 'Milliseconds. The answer always comes in time; `answered_by` says how good it is.',
  }),
  Prefer: z.string().optional().meta({ description: '`respond-async`: 202 as soon as it is accepted.' }),
  traceparent: z.string().optional().meta({ description: 'W3C trace context; `uber-trace-id` continues a trace too.' }),
});
export const transactionPath = z.object({
  id: externalId.meta({ description: 'txn_…, or your own id of the payment.' }),
});
export const challengePath = z.object({ id: z.string().meta({ description: 'chl_…' }) });

const CODES = Object.entries(ERROR_CODES).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`);

export const DESCRIPTION = `Post a payment, get a decision in milliseconds. Amounts are integers in minor units.

**Test cards.** With a test key these values of \`card.fingerprint\` have a fixed end: \`card_test_approve\`,
\`card_test_challenge\`, \`card_test_review\` and \`card_test_decline\` their decision; \`card_test_slow\` an answer without
the model (\`answered_by: degraded\`); \`card_test_late\` an approval without it that the full result declines afterwards.

**Step-up.** A decision \`challenge\` comes with a page for the payer. Its link carries a token; whoever has it may call the
challenge's operations with it in the header \`Challenge-Token\`, without a key.

**Errors** are RFC 9457 problem documents with a stable \`code\`, from this list; \`type\` is a name made of it. A path that
takes other methods answers 405 with \`Allow\`.

| code | status | means |
| --- | --- | --- |
${CODES.join('\n')}`;

/** A payment as a newcomer would post it. */
export const PAYMENT_EXAMPLE = {
  id: 'order-1',
  occurred_at: '2026-11-20T09:30:11.120Z',
  amount: 12_990,
  currency: 'USD',
  channel: 'card_not_present' as const,
  account: { id: 'alice', created_at: '2025-03-01T00:00:00Z', email: 'alice@example.com' },
  card: { fingerprint: 'card_test_challenge', bin: '424242', country: 'US' },
  device: { id: 'device-1', ip: '203.0.113.7' },
  merchant: { id: 'shop-1', mcc: '5732', country: 'US' },
  attributes: { first_order: true },
};

// The OpenAPI 3.1 document, from the same zod schemas that validate.
import { z } from 'zod';
import { createDocument, type ZodOpenApiObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { problem, transactionAnswer, transactionRequest } from '#contracts';
import { patternPaths } from './openapi-patterns.js';
import { listQuery } from './transaction-queries.js';
import { transactionEvent, transactionEventRequest } from './transaction-event.js';

const json = <S extends z.ZodType>(schema: S) => ({ content: { 'application/json': { schema } } });
const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});

const refusals: ZodOpenApiResponsesObject = {
  '400': refusal('The body is not JSON.'),
  '401': refusal('No key, or one that is unknown or revoked.'),
  '413': refusal('The body is over 4 MiB.'),
  '415': refusal('The body is not application/json.'),
  '422': refusal('Fields that are wrong, each by its JSON pointer; or a raw card number.'),
  '429': refusal('Over the quota; nothing was accepted. Retry-After says when.'),
  '503': refusal('Over capacity, or nothing durable in reach; nothing was accepted. Retry-After says when.'),
};

const listed = z
  .object({
    object: z.literal('list'),
    data: z.array(transactionAnswer),
    has_more: z.boolean(),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'TransactionList' });
const batchRequest = z
  .object({ transactions: z.array(transactionRequest).min(1).max(1000) })
  .meta({ id: 'BatchRequest' });
const batchAnswer = z
  .object({
    object: z.literal('batch'),
    results: z.array(
      z.object({ status: z.int(), replayed: z.boolean().optional(), body: z.union([transactionAnswer, problem]) }),
    ),
  })
  .meta({ id: 'BatchAnswer' });
const accepted = z
  .object({
    id: z.string(),
    object: z.literal('transaction'),
    livemode: z.boolean(),
    status: z.literal('pending_decision'),
    trace_id: z.string(),
  })
  .meta({ id: 'AcceptedTransaction' });
const challenge = z
  .object({
    id: z.string(),
    object: z.literal('challenge'),
    livemode: z.boolean(),
    transaction_id: z.string(),
    status: z.enum(['pending', 'passed', 'failed', 'expired', 'cancelled']),
    methods: z.array(z.literal('otp')),
    attempts_left: z.int().min(0),
    resends_left: z.int().min(0),
    expires_at: z.iso.datetime(),
    resolved_at: z.iso.datetime().optional(),
  })
  .meta({ id: 'Challenge' });
const challengeRead = challenge
  .extend({
    sandbox: z
      .object({ code: z.string().regex(/^\d{6}$/) })
      .optional()
      .meta({
        description:
          'The code that the payer was sent, for automated tests: of a pending test challenge that is read with a test key. Codes of live challenges can never be read.',
      }),
  })
  .meta({ id: 'ChallengeWithSandbox' });

const decisionHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .max(255)
    .optional()
    .meta({ description: 'The same key with the same body replays the first answer.' }),
  'Decide-Within': z.string().optional().meta({
    description: 'Milliseconds, 20 to 30000. The answer always comes in time; `answered_by` says how good it is.',
  }),
  Prefer: z.string().optional().meta({ description: '`respond-async`: 202 as soon as it is accepted.' }),
  traceparent: z.string().optional().meta({ description: 'W3C trace context; `uber-trace-id` continues a trace too.' }),
});
const id = z.object({ id: z.string().meta({ description: 'txn_…, or your own id of the payment.' }) });
const challengeId = z.object({ id: z.string().meta({ description: 'chl_…' }) });

const document: ZodOpenApiObject = {
  openapi: '3.1.1',
  info: {
    title: 'Caracal decision API',
    version: '1',
    description:
      'Post a payment, get a decision in milliseconds. Amounts are integers in minor units. Errors are RFC 9457 problem documents with a stable `code`.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  security: [{ apiKey: [] }],
  components: {
    securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'sk_test_… or sk_live_…' } },
  },
  paths: {
    '/v1/transactions': {
      post: {
        operationId: 'postTransaction',
        tags: ['Transactions'],
        summary: 'Post a transaction, get a decision',
        requestParams: { header: decisionHeaders },
        requestBody: { required: true, ...json(transactionRequest) },
        responses: {
          ...refusals,
          '201': { description: 'Decided.', ...json(transactionAnswer) },
          '202': { description: 'Accepted; the client did not want to wait.', ...json(accepted) },
          '409': refusal('The id or the key was used with another body, or its first answer is still under way.'),
        },
      },
      get: {
        operationId: 'listTransactions',
        tags: ['Transactions'],
        summary: 'List transactions, newest first',
        requestParams: { query: listQuery },
        responses: {
          '200': { description: 'A page.', ...json(listed) },
          '401': refusals['401']!,
          '422': refusals['422']!,
        },
      },
    },
    '/v1/transactions:batch': {
      post: {
        operationId: 'postTransactions',
        tags: ['Transactions'],
        summary: 'Post up to 1,000 transactions',
        requestParams: { header: decisionHeaders.omit({ 'Idempotency-Key': true }) },
        requestBody: { required: true, ...json(batchRequest) },
        responses: { ...refusals, '207': { description: 'One result each, in order.', ...json(batchAnswer) } },
      },
    },
    '/v1/transactions/{id}': {
      get: {
        operationId: 'getTransaction',
        tags: ['Transactions'],
        summary: 'A transaction and its decision as it stands',
        requestParams: { path: id },
        responses: {
          '200': { description: 'Found.', ...json(transactionAnswer) },
          '401': refusals['401']!,
          '404': refusal('Unknown, or not of this tenant.'),
        },
      },
    },
    '/v1/transactions/{id}/events': {
      post: {
        operationId: 'postTransactionEvent',
        tags: ['Transactions'],
        summary: 'Report what became of a transaction',
        requestParams: { path: id, header: decisionHeaders.pick({ 'Idempotency-Key': true }) },
        requestBody: { required: true, ...json(transactionEventRequest) },
        responses: {
          ...refusals,
          '201': { description: 'Recorded.', ...json(transactionEvent) },
          '404': refusal('Unknown, or not of this tenant.'),
        },
      },
    },
    '/v1/challenges/{id}': {
      get: {
        operationId: 'getChallenge',
        tags: ['Step-up'],
        summary: 'A step-up check as it stands; with a test key also its code',
        requestParams: { path: challengeId },
        responses: {
          '200': { description: 'Found.', ...json(challengeRead) },
          '401': refusals['401']!,
          '404': refusal('Unknown, not of this key, or not yet prepared: that takes a moment after the decision.'),
        },
      },
    },
    '/v1/challenges/{id}/verify': {
      post: {
        operationId: 'verifyChallenge',
        tags: ['Step-up'],
        summary: 'Check the code that the payer entered',
        requestParams: { path: challengeId },
        requestBody: {
          required: true,
          ...json(z.strictObject({ code: z.string().regex(/^\d{6}$/) }).meta({ id: 'VerifyRequest' })),
        },
        responses: {
          '200': { description: 'How it went.', ...json(challenge) },
          '401': refusals['401']!,
          '404': refusal('Unknown.'),
          '409': refusal('Already over.'),
          '422': refusals['422']!,
        },
      },
    },
    ...challengeAction('resend', 'Send a new code', challengeId, challenge),
    ...challengeAction('cancel', 'Give up the step-up; the payment is declined', challengeId, challenge),
    ...patternPaths(json, refusal, refusals, z.object({ id: z.string().meta({ description: 'As in the document.' }) })),
  },
};

function challengeAction(
  action: string,
  summary: string,
  path: z.ZodObject,
  answer: z.ZodType,
): NonNullable<ZodOpenApiObject['paths']> {
  return {
    [`/v1/challenges/{id}/${action}`]: {
      post: {
        operationId: `${action}Challenge`,
        tags: ['Step-up'],
        summary,
        requestParams: { path },
        responses: {
          '200': { description: 'Done.', ...json(answer) },
          '401': refusals['401']!,
          '404': refusal('Unknown.'),
          '409': refusal('Already over.'),
          '429': refusal('Too many sends.'),
        },
      },
    },
  };
}

/** Serialised once; the document doesn't change while a process runs. */
export const openApiJson = JSON.stringify(createDocument(document));

// The OpenAPI 3.1 document, from the same zod schemas that validate and that answers are typed by.
import { z } from 'zod';
import { createDocument, type ZodOpenApiObject } from 'zod-openapi';
import {
  acceptedTransaction,
  challengeAnswer,
  challengeRead,
  problem,
  transactionAnswer,
  transactionList,
  transactionRequest,
  transactionResource,
} from '#contracts';
import {
  bodyRefusals,
  challengePath,
  decisionHeaders,
  DESCRIPTION,
  json,
  keyRefusals,
  overQuota,
  PAYMENT_EXAMPLE,
  quotaHeaders,
  refusal,
  replayedHeader,
  retryAfter,
  timingHeader,
  transactionPath,
} from './openapi-parts.js';
import { deadLetterPaths } from './openapi-dead-letters.js';
import { featurePaths } from './openapi-features.js';
import { modelPaths } from './openapi-models.js';
import { patternPaths } from './openapi-patterns.js';
import { transactionEvent, transactionEventRequest } from './transaction-event.js';
import { listQuery } from './transaction-queries.js';

const batchRequest = z
  .object({ transactions: z.array(transactionRequest).min(1).max(1000) })
  .meta({ id: 'BatchRequest' });
const batchAnswer = z
  .object({
    object: z.literal('batch'),
    results: z.array(
      z.object({
        status: z.int(),
        replayed: z.boolean().optional(),
        body: z.union([transactionAnswer, acceptedTransaction, problem]),
      }),
    ),
  })
  .meta({ id: 'BatchAnswer' });
const verifyRequest = z.strictObject({ code: z.string().regex(/^\d{6}$/) }).meta({ id: 'VerifyRequest' });

const noTransaction = { '404': refusal('Unknown, or not of this key.') };
const noChallenge = { '404': refusal('Unknown, or not of this key or token.') };
const overWithIt = { '410': refusal('It failed, expired or was cancelled before.') };

const document: ZodOpenApiObject = {
  openapi: '3.1.1',
  info: {
    title: 'Caracal decision API',
    version: '1',
    description: DESCRIPTION,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  security: [{ apiKey: [] }],
  components: {
    securitySchemes: {
      apiKey: { type: 'http', scheme: 'bearer', bearerFormat: 'sk_test_… or sk_live_…' },
      challengeToken: { type: 'apiKey', in: 'header', name: 'Challenge-Token', description: 'Of the payer’s link.' },
    },
  },
  paths: {
    '/v1/transactions': {
      post: {
        operationId: 'postTransaction',
        tags: ['Transactions'],
        summary: 'Post a transaction, get a decision',
        requestParams: { header: decisionHeaders },
        requestBody: {
          required: true,
          content: { 'application/json': { schema: transactionRequest, example: PAYMENT_EXAMPLE } },
        },
        responses: {
          ...keyRefusals,
          ...bodyRefusals,
          ...overQuota,
          '201': {
            description: 'Decided.',
            headers: { ...quotaHeaders, ...timingHeader, ...replayedHeader },
            ...json(transactionAnswer),
          },
          '202': {
            description: 'Accepted; the client did not want to wait.',
            headers: { ...quotaHeaders, ...timingHeader, ...replayedHeader },
            ...json(acceptedTransaction),
          },
          '409': refusal('The id or the key was used with another body, or its first answer is still under way.'),
        },
      },
      get: {
        operationId: 'listTransactions',
        tags: ['Transactions'],
        summary: 'List transactions, newest first',
        requestParams: { query: listQuery },
        responses: {
          ...keyRefusals,
          '200': { description: 'A page.', ...json(transactionList) },
          '422': refusal('Parameters that are wrong.'),
        },
      },
    },
    '/v1/transactions:batch': {
      post: {
        operationId: 'postTransactions',
        tags: ['Transactions'],
        summary: 'Post up to 1,000 transactions',
        requestParams: { header: decisionHeaders.omit({ 'Idempotency-Key': true }) },
        requestBody: {
          required: true,
          content: { 'application/json': { schema: batchRequest, example: { transactions: [PAYMENT_EXAMPLE] } } },
        },
        responses: {
          ...keyRefusals,
          ...bodyRefusals,
          '207': { description: 'One result each, in order.', headers: quotaHeaders, ...json(batchAnswer) },
        },
      },
    },
    '/v1/transactions/{id}': {
      get: {
        operationId: 'getTransaction',
        tags: ['Transactions'],
        summary: 'A transaction and its decision as it stands',
        requestParams: { path: transactionPath },
        responses: { ...keyRefusals, ...noTransaction, '200': { description: 'Found.', ...json(transactionResource) } },
      },
    },
    '/v1/transactions/{id}/events': {
      post: {
        operationId: 'postTransactionEvent',
        tags: ['Transactions'],
        summary: 'Report what became of a transaction',
        requestParams: { path: transactionPath, header: decisionHeaders.pick({ 'Idempotency-Key': true }) },
        requestBody: {
          required: true,
          content: { 'application/json': { schema: transactionEventRequest, example: { type: 'chargeback' } } },
        },
        responses: {
          ...keyRefusals,
          ...bodyRefusals,
          ...overQuota,
          ...noTransaction,
          '201': {
            description: 'Recorded.',
            headers: { ...quotaHeaders, ...replayedHeader },
            ...json(transactionEvent),
          },
          '409': refusal('The key was used for another event.'),
        },
      },
    },
    '/v1/challenges/{id}': {
      get: {
        operationId: 'getChallenge',
        tags: ['Step-up'],
        summary: 'A step-up check as it stands; with a test key also its code',
        security: [{ apiKey: [] }, { challengeToken: [] }],
        requestParams: { path: challengePath },
        responses: {
          ...keyRefusals,
          '200': { description: 'Found.', ...json(challengeRead) },
          '404': refusal('Unknown, not of this key, or not yet prepared: that takes a moment after the decision.'),
        },
      },
    },
    '/v1/challenges/{id}/verify': {
      post: {
        operationId: 'verifyChallenge',
        tags: ['Step-up'],
        summary: 'Check the code that the payer entered',
        security: [{ apiKey: [] }, { challengeToken: [] }],
        requestParams: { path: challengePath },
        requestBody: { required: true, ...json(verifyRequest) },
        responses: {
          ...keyRefusals,
          ...bodyRefusals,
          ...noChallenge,
          ...overWithIt,
          '200': { description: 'The code was right.', ...json(challengeAnswer) },
          '422': refusal('The code is wrong, or none; `detail` says how many attempts are left.'),
        },
      },
    },
    '/v1/challenges/{id}/resend': {
      post: {
        operationId: 'resendChallenge',
        tags: ['Step-up'],
        summary: 'Send a new code',
        ...challengeAction(),
        responses: {
          ...challengeAction().responses,
          '409': refusal('It was passed before, or no more codes can be sent.'),
          '429': refusal('A code was sent a moment ago.', retryAfter),
        },
      },
    },
    '/v1/challenges/{id}/cancel': {
      post: {
        operationId: 'cancelChallenge',
        tags: ['Step-up'],
        summary: 'Give up the step-up; the payment is declined',
        ...challengeAction(),
        responses: { ...challengeAction().responses, '409': refusal('It was passed before.') },
      },
    },
    ...patternPaths,
    ...modelPaths,
    ...featurePaths,
    ...deadLetterPaths,
  },
};

/** What is done to a challenge without a body. */
function challengeAction() {
  const { '400': badBody, '413': tooLarge, '415': noJson } = bodyRefusals;
  return {
    security: [{ apiKey: [] }, { challengeToken: [] }],
    requestParams: { path: challengePath },
    responses: {
      ...keyRefusals,
      ...noChallenge,
      ...overWithIt,
      '200': { description: 'Done.', ...json(challengeAnswer) },
      '400': badBody,
      '413': tooLarge,
      '415': noJson,
    },
  };
}

/** Serialised once; the document doesn't change while a process runs. */
export const openApiJson = JSON.stringify(createDocument(document));

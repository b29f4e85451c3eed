// The part of the OpenAPI document that is about dead letters.
import { z } from 'zod';
import type { ZodOpenApiObject } from 'zod-openapi';
import { deadLetterDetail, deadLetterList, deadLetterQuery } from '#contracts';
import { bodyRefusals, json, keyRefusals, refusal } from './openapi-parts.js';

const id = z.object({ id: z.string().meta({ description: 'dlt_…' }) });
const { '400': badBody, '413': tooLarge, '415': noJson } = bodyRefusals;
const refusals = {
  ...keyRefusals,
  '403': refusal('A person who is no administrator; or a test key, where the tenant takes live payments.'),
};
const ofOne = { ...refusals, '404': refusal('Unknown, or not of this tenant.') };

const action = (operationId: string, summary: string, description: string, conflict: string) => ({
  post: {
    operationId,
    tags: ['Dead letters'],
    summary,
    description,
    requestParams: { path: id },
    responses: {
      ...ofOne,
      '200': { description: 'As it is now.', ...json(deadLetterDetail) },
      '400': badBody,
      '409': refusal(conflict),
      '413': tooLarge,
      '415': noJson,
    },
  },
});

export const deadLetterPaths: NonNullable<ZodOpenApiObject['paths']> = {
  '/v1/dead-letters': {
    get: {
      operationId: 'listDeadLetters',
      tags: ['Dead letters'],
      summary: 'Records of the tenant that a consumer gave up, newest first',
      description: 'The newest 10,000 of the last 30 days.',
      requestParams: { query: deadLetterQuery },
      responses: {
        ...refusals,
        '200': { description: 'A page.', ...json(deadLetterList) },
        '422': refusal('Parameters that are wrong.'),
      },
    },
  },
  '/v1/dead-letters/{id}': {
    get: {
      operationId: 'getDeadLetter',
      tags: ['Dead letters'],
      summary: 'One of them, with what its record says',
      requestParams: { path: id },
      responses: { ...ofOne, '200': { description: 'Found.', ...json(deadLetterDetail) } },
    },
  },
  '/v1/dead-letters/{id}/replay': action(
    'replayDeadLetter',
    'Write the record to its topic again, as it was',
    'Every group that reads the topic gets it again; those that had it before take it as a repeat. If it is given up again, that is a new dead letter.',
    'It was replayed or discarded before, or its topic would refuse it.',
  ),
  '/v1/dead-letters/{id}/discard': action(
    'discardDeadLetter',
    'Mark it as not to be replayed',
    'It stays in the list for its 30 days.',
    'It was replayed or discarded before.',
  ),
};

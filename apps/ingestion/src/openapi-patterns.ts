// The part of the OpenAPI document that is about patterns.
import { z } from 'zod';
import type { ZodOpenApiObject } from 'zod-openapi';
import {
  partialMatchList,
  partialMatchPath,
  partialMatchQuery,
  patternChangeRequest,
  patternComparison,
  patternDetail,
  patternList,
  patternListQuery,
  patternTestResult,
  promotePatternRequest,
  savePatternRequest,
  testPatternRequest,
} from '#contracts';
import { bodyRefusals, json, keyRefusals, refusal } from './openapi-parts.js';

const id = z.object({ id: z.string().meta({ description: 'As in the document.' }) });
const read = { ...keyRefusals, '404': refusal('Unknown, or not of this tenant.') };
const changed = {
  ...read,
  '200': { description: 'As it is now; matchers have it within a second.', ...json(patternDetail) },
  '403': refusal('A test key, where the tenant takes live payments.'),
  '409': refusal('The pattern is at another revision, or the change is none that can be made.'),
  ...bodyRefusals,
};

/** What answers with the pattern as it is afterwards. */
const change = (operationId: string, summary: string, request: z.ZodType) => ({
  post: {
    operationId,
    tags: ['Patterns'],
    summary,
    requestParams: { path: id },
    requestBody: { required: true, ...json(request) },
    responses: changed,
  },
});

export const patternPaths: NonNullable<ZodOpenApiObject['paths']> = {
  '/v1/patterns': {
    get: {
      operationId: 'listPatterns',
      tags: ['Patterns'],
      summary: 'The tenant’s patterns',
      requestParams: { query: patternListQuery },
      responses: {
        '200': { description: 'All of them.', ...json(patternList) },
        ...keyRefusals,
        '422': refusal('Parameters that are wrong.'),
      },
    },
    post: {
      operationId: 'savePattern',
      tags: ['Patterns'],
      summary: 'Save a version of a pattern as a draft; its examples are run',
      requestBody: { required: true, ...json(savePatternRequest) },
      responses: {
        '200': { description: 'The newest version is this document already.', ...json(patternDetail) },
        '201': { description: 'Saved.', ...json(patternDetail) },
        ...keyRefusals,
        ...bodyRefusals,
        '409': refusal('The pattern is at another revision.'),
        '422': refusal('The document does not compile, each problem with its place; or an example fails.'),
      },
    },
  },
  '/v1/patterns:test': {
    post: {
      operationId: 'testPattern',
      tags: ['Patterns'],
      summary: 'Run a pattern over given or recent events and explain every partial match',
      requestBody: { required: true, ...json(testPatternRequest) },
      responses: {
        ...read,
        '200': { description: 'What became of it.', ...json(patternTestResult) },
        ...bodyRefusals,
      },
    },
  },
  '/v1/patterns/{id}': {
    get: {
      operationId: 'getPattern',
      tags: ['Patterns'],
      summary: 'A pattern with its versions and history',
      requestParams: { path: id },
      responses: { ...read, '200': { description: 'Found.', ...json(patternDetail) } },
    },
  },
  '/v1/patterns/{id}/comparison': {
    get: {
      operationId: 'comparePattern',
      tags: ['Patterns'],
      summary: 'The version on trial against the live one',
      requestParams: { path: id },
      responses: {
        ...read,
        '200': { description: 'What each matched since.', ...json(patternComparison) },
        '409': refusal('No version is on trial.'),
      },
    },
  },
  '/v1/patterns/{id}/promote': change(
    'promotePattern',
    'Put a version on trial, or make it live',
    promotePatternRequest,
  ),
  '/v1/patterns/{id}/rollback': change('rollBackPattern', 'Make an earlier version live again', patternChangeRequest),
  '/v1/patterns/{id}/retire': change('retirePattern', 'Stop a version, or the whole pattern', patternChangeRequest),
  '/v1/entities/{type}/{id}/partial-matches': {
    get: {
      operationId: 'listPartialMatches',
      tags: ['Patterns'],
      summary: 'Which patterns are under way for an account, a card, a device, an address or a merchant',
      requestParams: { path: partialMatchPath, query: partialMatchQuery },
      responses: {
        ...keyRefusals,
        '200': { description: 'As it stands now, from its newest decided payments.', ...json(partialMatchList) },
        '403': refusal('The other mode than that of the key.'),
        '404': refusal('Nothing of this tenant paid as it, in this mode.'),
        '422': refusal('No such kind of entity, or no id.'),
      },
    },
  },
};

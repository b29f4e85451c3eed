// The part of the OpenAPI document that is about features.
import { z } from 'zod';
import type { ZodOpenApiObject } from 'zod-openapi';
import {
  entityFeaturesQuery,
  entityFeaturesView,
  entityPath,
  featureList,
  featuresQuery,
  removeFeaturesRequest,
  saveFeaturesRequest,
} from '#contracts';
import { bodyRefusals, json, keyRefusals, refusal } from './openapi-parts.js';

const changed = {
  ...keyRefusals,
  '200': { description: 'As they are now; the matcher and scoring have them within a second.', ...json(featureList) },
  '403': refusal('A test key, where the tenant takes live payments.'),
  '409': refusal('The features are at another revision, or a model or the policy reads what would go.'),
  ...bodyRefusals,
};

export const featurePaths: NonNullable<ZodOpenApiObject['paths']> = {
  '/v1/features': {
    get: {
      operationId: 'listFeatures',
      tags: ['Features'],
      summary: 'The tenant’s features with what they say now, the documents of its own, and who changed them',
      requestParams: { query: featuresQuery },
      responses: {
        '200': { description: 'All of them.', ...json(featureList) },
        ...keyRefusals,
        '403': refusal('A key that asks for the other mode.'),
        '422': bodyRefusals['422'],
      },
    },
    post: {
      operationId: 'saveFeatures',
      tags: ['Features'],
      summary: 'Check a document of features and put it in force; one of the same name is replaced',
      requestBody: { required: true, ...json(saveFeaturesRequest) },
      responses: {
        ...changed,
        '422': refusal('The definition is not valid: every mistake with its line and column; or there are too many.'),
      },
    },
  },
  '/v1/entities/{type}/{id}': {
    get: {
      operationId: 'readEntity',
      tags: ['Features'],
      summary:
        'An account, card, device, address, merchant or one of a declared type as features see it, at a moment and as it was decided on',
      requestParams: { path: entityPath, query: entityFeaturesQuery },
      responses: {
        '200': { description: 'What there is.', ...json(entityFeaturesView) },
        ...keyRefusals,
        '404': refusal('It has no payments by then, or not of this tenant; or the tenant has no such type.'),
        '422': bodyRefusals['422'],
      },
    },
  },
  '/v1/features/{name}/remove': {
    post: {
      operationId: 'removeFeatures',
      tags: ['Features'],
      summary: 'Take a document out of force',
      requestParams: { path: z.object({ name: z.string() }) },
      requestBody: { required: true, ...json(removeFeaturesRequest) },
      responses: { ...changed, '404': refusal('There is no such document, or not of this tenant.') },
    },
  },
};

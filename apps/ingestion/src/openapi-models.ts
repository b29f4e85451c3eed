// The part of the OpenAPI document that is about models.
import { z } from 'zod';
import type { ZodOpenApiObject } from 'zod-openapi';
import {
  deleteModelRequest,
  modelList,
  promoteModelRequest,
  retireModelRequest,
  rollBackModelRequest,
  uploadModelQuery,
} from '#contracts';
import { bodyRefusals, json, keyRefusals, refusal } from './openapi-parts.js';

const name = z.object({ name: z.string() });
const changed = {
  ...keyRefusals,
  '200': { description: 'As it is now; scoring has it within a second.', ...json(modelList) },
  '403': refusal('A test key, where the tenant takes live payments.'),
  '404': refusal('There is no such version, or not of this tenant.'),
  '409': refusal('The models are at another revision, or the change is none that can be made.'),
  ...bodyRefusals,
};

const change = (operationId: string, summary: string, request: z.ZodType, path?: typeof name) => ({
  post: {
    operationId,
    tags: ['Models'],
    summary,
    ...(path && { requestParams: { path } }),
    requestBody: { required: true, ...json(request) },
    responses: changed,
  },
});

export const modelPaths: NonNullable<ZodOpenApiObject['paths']> = {
  '/v1/models': {
    get: {
      operationId: 'listModels',
      tags: ['Models'],
      summary: 'The tenant’s models, which of them answer, and who changed that',
      responses: { '200': { description: 'All of them.', ...json(modelList) }, ...keyRefusals },
    },
    post: {
      operationId: 'uploadModel',
      tags: ['Models'],
      summary: 'Check an ONNX file and keep it as a draft',
      requestParams: { query: uploadModelQuery },
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: {
        '201': { description: 'Kept.', ...json(modelList) },
        ...keyRefusals,
        ...bodyRefusals,
        '409': refusal('There is such a version already, or there are too many.'),
        '422': refusal('The file can’t be used: every problem with it; or parameters that are wrong.'),
        '503': refusal('Other models are being checked.'),
      },
    },
  },
  '/v1/models/{name}/promote': change(
    'promoteModel',
    'Make a version the champion, or the second tier of a grey zone',
    promoteModelRequest,
    name,
  ),
  '/v1/models/{name}/retire': change('retireModel', 'Stop a version', retireModelRequest, name),
  '/v1/models/{name}/delete': change(
    'deleteModel',
    'Delete a draft or retired version, with its file',
    deleteModelRequest,
    name,
  ),
  '/v1/models:rollback': change('rollBackModel', 'Go back to what answered before', rollBackModelRequest),
};

import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ENTITY_NAME_MAX } from '#contracts';
import { NestLogger } from '#telemetry';
import { limitBodies } from './accepts.js';
import { refuseClient } from './client-error.js';
import { KnownRoutes } from './known-routes.js';
import { parseBodies } from './parse-bodies.js';
import { ProblemFilter, sendProblem } from './problem-filter.js';
import { traceRequests } from './request-spans.js';

const BODY_BYTES_MAX = 4 * 1024 * 1024;

/** A Nest application on Fastify with the limits and the error shape that every service shares. Not yet listening. */
export async function createHttpApp(module: Type | DynamicModule): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    // Slow or idle clients don't hold sockets: the whole request within 10 s, idle keep-alive 75 s.
    requestTimeout: 10_000,
    keepAliveTimeout: 75_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: ENTITY_NAME_MAX },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: refuseClient,
    frameworkErrors: (error: unknown, _request: unknown, reply: FastifyReply) => sendProblem(reply, error),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(),
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  const routes = new KnownRoutes();
  traceRequests(fastify);
  parseBodies(fastify);
  limitBodies(fastify);
  routes.follow(fastify);
  app.useGlobalFilters(new ProblemFilter(routes));
  return app;
}

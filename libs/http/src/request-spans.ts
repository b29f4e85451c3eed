/** One span for each request to an API, around all that is done for it: its trace id is in logs, records and problems. */
import { context, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { attachment } from '#kernel';
import { contextFromRequest, tracer } from '#telemetry';

/** Probes, metrics and the files of pages are in no trace. */
const TRACED = /^\/(?:v1|console\/api)\//;
const spans = attachment<FastifyRequest, Span>();

/** To be called before other hooks are added, which are then part of the span. */
export function traceRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!TRACED.test(request.url)) return done();
    const parent = contextFromRequest(request.headers);
    const span = tracer.startSpan(nameOf(request), { kind: SpanKind.SERVER }, parent);
    spans.set(request, span);
    context.with(trace.setSpan(parent, span), done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    end(request, reply.statusCode);
    done();
  });
  app.addHook('onRequestAbort', (request, done) => {
    end(request);
    done();
  });
}

/** The span of a request to an API; undefined of others. */
export function spanOf(request: FastifyRequest): Span | undefined {
  return spans.get(request);
}

/** Method and route, never the path: that may say whose it is. */
function nameOf({ method, routeOptions: { url } }: FastifyRequest): string {
  if (url === undefined || url.endsWith('*')) return `${method} unknown`;
  // Two colons are one in the router's language.
  return `${method} ${url.replace('::', ':')}`;
}

function end(request: FastifyRequest, status?: number): void {
  const span = spans.get(request);
  if (span === undefined) return;
  if (status !== undefined) span.setAttribute('http.response.status_code', status);
  if (status !== undefined && status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
  spans.delete(request);
}

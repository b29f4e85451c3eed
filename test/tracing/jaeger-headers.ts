import { createRequire } from 'node:module';

/**
 * The headers by which an application with the real `jaeger-client` passes its trace on, and the id of that trace.
 * The package is CommonJS without types; only what is used is declared.
 */
export function jaegerHeaders(): { headers: Record<string, string>; traceId: string; spanId: string } {
  const tracer = jaegerClient().initTracer(
    { serviceName: 'shop', sampler: { type: 'const', param: 1 } },
    // Nothing is reported: the test asks what goes on to the next service.
    { reporter: { report: () => undefined, close: () => undefined, setProcess: () => undefined } },
  );
  const span = tracer.startSpan('checkout');
  const headers: Record<string, string> = {};
  tracer.inject(span, 'http_headers', headers);
  const { traceIdStr, spanIdStr } = span.context();
  span.finish();
  tracer.close();
  return { headers, traceId: traceIdStr.padStart(32, '0'), spanId: spanIdStr.padStart(16, '0') };
}

interface JaegerTracer {
  startSpan(name: string): { context(): { traceIdStr: string; spanIdStr: string }; finish(): void };
  inject(span: unknown, format: string, carrier: Record<string, string>): void;
  close(): void;
}

interface JaegerClient {
  initTracer(config: object, options: object): JaegerTracer;
}

function jaegerClient(): JaegerClient {
  const require = createRequire(import.meta.url);
  return require('jaeger-client') as JaegerClient;
}

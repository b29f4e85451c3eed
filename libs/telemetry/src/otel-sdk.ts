// Starts the OpenTelemetry SDK; loaded before the application by every main.ts. Spans always exist, so every answer has a
// trace id; they leave the process only when OTEL_EXPORTER_OTLP_ENDPOINT is set. Sampling follows OTEL_TRACES_SAMPLER.
import { context, propagation } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { JaegerPropagator } from '@opentelemetry/propagator-jaeger';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { SPAN_LINKS_MAX } from './trace-context.js';

export interface Telemetry {
  /** Exports what is left; resolves within the exporter's own time-out. */
  stop(): Promise<void>;
}

export function startTelemetry(options: { service: string }): Telemetry {
  const processors: SpanProcessor[] = [];
  if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT'])
    processors.push(
      new BatchSpanProcessor(new OTLPTraceExporter(), {
        maxQueueSize: 32_768,
        maxExportBatchSize: 1024,
        scheduledDelayMillis: 500,
      }),
    );
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: `caracal-${options.service}` }),
    spanProcessors: processors,
    spanLimits: { linkCountLimit: SPAN_LINKS_MAX },
  });
  provider.register({
    contextManager: new AsyncLocalStorageContextManager(),
    // Jaeger's header first: where a caller sends both, the W3C one is read last and wins.
    propagator: new CompositePropagator({ propagators: [new JaegerPropagator(), new W3CTraceContextPropagator()] }),
  });
  return {
    async stop() {
      await provider.shutdown();
      context.disable();
      propagation.disable();
    },
  };
}

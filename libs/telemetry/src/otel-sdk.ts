// Starts the OpenTelemetry SDK; loaded before the application by every main.ts. Spans always exist, so every answer has a
// trace id; they leave the process only when OTEL_EXPORTER_OTLP_ENDPOINT is set. Sampling follows OTEL_TRACES_SAMPLER.
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { JaegerPropagator } from '@opentelemetry/propagator-jaeger';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { UnrecordedSpans } from './otel-unrecorded.js';
import { SPAN_LINKS_MAX } from './trace-context.js';

export interface Telemetry {
  /** Exports what is left; resolves within the exporter's own time-out. */
  stop(): Promise<void>;
}

export function startTelemetry(options: { service: string }): Telemetry {
  const provider = recorder(options.service);
  trace.setGlobalTracerProvider(provider ?? new UnrecordedSpans());
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    // Jaeger's header first: where a caller sends both, the W3C one is read last and wins.
    new CompositePropagator({ propagators: [new JaegerPropagator(), new W3CTraceContextPropagator()] }),
  );
  return {
    async stop() {
      await provider?.shutdown();
      context.disable();
      propagation.disable();
    },
  };
}

/** Undefined where nothing is exported and every trace is sampled: then there is nothing to record, nor to decide. */
function recorder(service: string): NodeTracerProvider | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER } = process.env;
  if (!OTEL_EXPORTER_OTLP_ENDPOINT && !OTEL_TRACES_SAMPLER) return undefined;
  const processors: SpanProcessor[] = [];
  if (OTEL_EXPORTER_OTLP_ENDPOINT)
    processors.push(
      new BatchSpanProcessor(new OTLPTraceExporter(), {
        maxQueueSize: 32_768,
        maxExportBatchSize: 1024,
        scheduledDelayMillis: 500,
      }),
    );
  return new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: `caracal-${service}` }),
    spanProcessors: processors,
    spanLimits: { linkCountLimit: SPAN_LINKS_MAX },
  });
}

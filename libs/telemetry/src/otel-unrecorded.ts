import {
  context,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import { RandomIdGenerator } from '@opentelemetry/sdk-trace-base';

/**
 * Spans of a process that exports none: they have ids, which answers, logs and records carry on, and keep nothing else.
 * A trace that begins here counts as sampled, as by the SDK's own default, so that services which do export record it.
 */
export class UnrecordedSpans implements TracerProvider, Tracer {
  private readonly ids = new RandomIdGenerator();

  getTracer(): Tracer {
    return this;
  }

  startSpan(_name: string, { root }: SpanOptions = {}, parent: Context = context.active()): Span {
    const above = root ? undefined : trace.getSpanContext(parent);
    const spanId = this.ids.generateSpanId();
    if (above === undefined || !trace.isSpanContextValid(above))
      return trace.wrapSpanContext({ traceId: this.ids.generateTraceId(), spanId, traceFlags: TraceFlags.SAMPLED });
    const { traceId, traceState } = above;
    const traceFlags = above.traceFlags & TraceFlags.SAMPLED;
    return trace.wrapSpanContext({ traceId, spanId, traceFlags, ...(traceState && { traceState }) });
  }

  startActiveSpan<F extends (span: Span) => unknown>(name: string, ...rest: [...unknown[], F]): ReturnType<F> {
    const [options, parent = context.active()] = rest.slice(0, -1) as [SpanOptions?, Context?];
    const span = this.startSpan(name, options, parent);
    return context.with(trace.setSpan(parent, span), () => (rest.at(-1) as F)(span) as ReturnType<F>);
  }
}

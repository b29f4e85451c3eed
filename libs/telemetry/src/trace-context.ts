import {
  context,
  propagation,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type Context,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';

/** The one tracer. Before `startTelemetry`, and in unit tests, its spans record nothing. */
export const tracer = trace.getTracer('caracal');

/** The W3C `traceparent` of a span, for the headers of a record. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`;
}

/** The trace context that a record carries; the root context where it carries none. Reads `traceparent` only. */
export function contextFrom(headers: Readonly<Record<string, string>>): Context {
  const parent = spanContextFrom(headers['traceparent']);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

/** The trace context of an HTTP request: W3C `traceparent` or the legacy `uber-trace-id`. */
export function contextFromRequest(headers: Readonly<Record<string, string | string[] | undefined>>): Context {
  if (headers['traceparent'] === undefined && headers['uber-trace-id'] === undefined) return ROOT_CONTEXT;
  return propagation.extract(ROOT_CONTEXT, headers);
}

/** The SDK is told the same; its own default would cut a batch's links at 128. */
export const SPAN_LINKS_MAX = 512;

/**
 * A span of its own trace that links to what caused it, for consumers off the hot path. At most `SPAN_LINKS_MAX`
 * links, which is the largest batch. The caller ends it.
 */
export function linkedSpan(name: string, causes: readonly { headers: Readonly<Record<string, string>> }[]): Span {
  const links: Link[] = [];
  for (const { headers } of causes) {
    const spanContext = spanContextFrom(headers['traceparent']);
    if (spanContext) links.push({ context: spanContext });
    if (links.length === SPAN_LINKS_MAX) break;
  }
  return tracer.startSpan(name, { links }, ROOT_CONTEXT);
}

/** The trace id of the active span, for logs and error bodies. */
export function activeTraceId(): string | undefined {
  return trace.getSpanContext(context.active())?.traceId;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function spanContextFrom(traceparent: string | undefined): SpanContext | undefined {
  const parts = traceparent === undefined ? undefined : TRACEPARENT.exec(traceparent);
  if (!parts) return undefined;
  return { traceId: parts[1]!, spanId: parts[2]!, traceFlags: Number.parseInt(parts[3]!, 16), isRemote: true };
}

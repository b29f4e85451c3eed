import { ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { UnrecordedSpans } from './otel-unrecorded.js';

const spans = new UnrecordedSpans();

describe('spans that nobody exports', () => {
  it('no parent → a trace of its own, sampled', () => {
    const span = spans.startSpan('first', {}, ROOT_CONTEXT).spanContext();
    expect(trace.isSpanContextValid(span)).toBe(true);
    expect(span.traceFlags).toBe(TraceFlags.SAMPLED);
    expect(spans.startSpan('second', {}, ROOT_CONTEXT).spanContext().traceId).not.toBe(span.traceId);
  });

  it.each([TraceFlags.NONE, TraceFlags.SAMPLED])('a parent with flags %s → its trace, with them', (traceFlags) => {
    const above = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags };
    const parent = trace.setSpanContext(ROOT_CONTEXT, above);
    const span = spans.startSpan('child', {}, parent).spanContext();
    expect(span).toMatchObject({ traceId: above.traceId, traceFlags });
    expect(span.spanId).not.toBe(above.spanId);
    expect(spans.startSpan('apart', { root: true }, parent).spanContext().traceId).not.toBe(above.traceId);
  });

  it('nothing is recorded, and a span may be used as any other', () => {
    const given = spans.startActiveSpan('active', (span) => {
      span.setAttribute('a', 1).end();
      return span;
    });
    expect(given.isRecording()).toBe(false);
  });
});

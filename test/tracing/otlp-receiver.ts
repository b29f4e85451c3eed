// What an OpenTelemetry collector is to the suite: takes OTLP over HTTP and keeps the spans, decoded from the wire.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { gunzipSync } from 'node:zlib';
import protobuf from 'protobufjs';
import { eventually } from '../harness/eventually.js';

/** The part of opentelemetry/proto/trace/v1 that is looked at; numbers and types as the specification has them. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message ExportTraceServiceRequest { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4; string name = 5;
    fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8;
    repeated KeyValue attributes = 9; repeated Event events = 11; repeated Link links = 13; Status status = 15;
  }
  message Event { string name = 2; repeated KeyValue attributes = 3; }
  message Link { bytes trace_id = 1; bytes span_id = 2; repeated KeyValue attributes = 4; }
  message Status { string message = 2; int32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue {
    oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; }
  }
`);
const request = root.lookupType('ExportTraceServiceRequest');

export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first span of a trace. */
  readonly parentId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly failed: boolean;
  /** All that was sent about it, its resource included, as text. */
  readonly everything: string;
}

export interface OtlpReceiver {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
  /** Those of one trace, once `complete` says that all are there. */
  trace(traceId: string, complete: (spans: readonly ReceivedSpan[]) => boolean): Promise<readonly ReceivedSpan[]>;
  close(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      if (incoming.method !== 'POST' || incoming.url !== '/v1/traces') return void answer.writeHead(404).end();
      const sent = Buffer.concat(chunks);
      spans.push(...spansIn(incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent));
      answer.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    trace: (traceId, complete) =>
      eventually(`the spans of trace ${traceId}`, async () => {
        const found = spans.filter((span) => span.traceId === traceId);
        return complete(found) ? found : undefined;
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function spansIn(bytes: Uint8Array): ReceivedSpan[] {
  const { resourceSpans } = request.toObject(request.decode(bytes), {
    bytes: String,
    longs: Number,
    arrays: true,
    defaults: true,
  }) as { resourceSpans: WireResourceSpans[] };
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        service: String(record(resource.attributes)['service.name']),
        name: span.name,
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentId: hex(span.parentSpanId),
        attributes: record(span.attributes),
        links: span.links.map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
        failed: span.status?.code === STATUS_ERROR,
        everything: JSON.stringify({ resource, span }),
      })),
    ),
  );
}

const STATUS_ERROR = 2;

interface WireAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>> | null;
}
interface WireResourceSpans {
  readonly resource: { readonly attributes: readonly WireAttribute[] };
  readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
}
interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly attributes: readonly WireAttribute[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code: number } | null;
}

function hex(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

function record(attributes: readonly WireAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value ?? {})[0]]));
}

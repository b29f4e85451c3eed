import { context, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { linkedSpan } from '#telemetry';
import { BatchHandler, type Handled } from './batch-handler.js';
import type { LogRecord } from './event-log.js';

/**
 * Traces a handler that is off the hot path: each batch is a span, of a trace of its own, that links to what wrote the
 * records. A handler on the path does not get one: it continues the trace of each record by itself.
 */
export class LinkedHandler extends BatchHandler {
  constructor(
    private readonly handler: BatchHandler,
    private readonly consumer: { readonly topic: string; readonly group: string },
  ) {
    super();
  }

  override async assigned(partition: number): Promise<{ startAt: number } | undefined> {
    return await this.handler.assigned?.(partition);
  }

  override async handle(records: readonly LogRecord[], partition: number): Promise<Handled> {
    const { topic, group } = this.consumer;
    const span = linkedSpan(`${group} ${topic}`, records);
    span.setAttributes({
      'messaging.destination.name': topic,
      'messaging.consumer.group.name': group,
      'messaging.batch.message_count': records.length,
    });
    try {
      // What is logged meanwhile names this trace.
      return await context.with(trace.setSpan(ROOT_CONTEXT, span), () => this.handler.handle(records, partition));
    } catch (error) {
      // Without the message: it may quote what is in the records.
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  }

  override published(partition: number, nextOffset: number): void {
    this.handler.published?.(partition, nextOffset);
  }

  override holdFrom(partition: number): number | undefined {
    return this.handler.holdFrom?.(partition);
  }

  override async revoked(partition: number): Promise<void> {
    await this.handler.revoked?.(partition);
  }
}

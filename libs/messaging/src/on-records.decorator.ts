import { EventPattern } from '@nestjs/microservices';
import { BatchHandler } from './batch-handler.js';

/**
 * Binds a consumer group of a topic to a `BatchHandler`, as `@EventPattern` binds a message to a method; `LogTransport`
 * runs the loop. Either on `handle` of a controller that extends `BatchHandler`, or on a method that returns one:
 *
 * ```ts
 * @Controller()
 * export class SignalsConsumer extends BatchHandler {
 *   @OnRecords(topics.signals, { group: 'scoring' })
 *   override handle(records: readonly LogRecord[], partition: number): Handled { … }
 * }
 *
 * @Controller()
 * export class ScoringConsumers {
 *   constructor(private readonly signals: SignalsHandler) {}
 *   @OnRecords(topics.signals, { group: 'scoring' })
 *   scoreSignals(): BatchHandler { return this.signals; }
 * }
 * ```
 * The class has to be listed in `controllers`. Topic and group together name the handler, so several groups may read one
 * topic in one process.
 */
export function OnRecords(topic: { readonly name: string }, options: OnRecordsOptions): RecordsDecorator {
  const binding: RecordsBinding = { ...options, topic: topic.name };
  const pattern = recordsPattern(binding);
  return (target: object, method: string | symbol, descriptor: PropertyDescriptor): void => {
    if (!(target instanceof BatchHandler && method === 'handle')) {
      EventPattern(pattern, binding)(target, method, descriptor);
      return;
    }
    // The pattern goes on a method of its own that hands out the instance, so that calls of `handle` stay direct.
    const handOut: PropertyDescriptor = {
      configurable: true,
      value(this: BatchHandler) {
        return this;
      },
    };
    EventPattern(pattern, binding)(target, pattern, handOut);
    Object.defineProperty(target, pattern, handOut);
  };
}

export interface OnRecordsOptions {
  readonly group: string;
  /** Where a group without a committed offset begins. Default `earliest`. */
  readonly from?: 'earliest' | 'latest';
  /** Largest batch handed over. Default 512. */
  readonly batchRecordsMax?: number;
  /** Off the hot path: shortest time from one batch to the next, so that few large ones are handled. Default 0. */
  readonly gatherMs?: number;
  /** Off the hot path: each batch is a span that links to what wrote its records (see `LinkedHandler`). */
  readonly linked?: boolean;
}

/** What the decorator leaves for the transport. */
export interface RecordsBinding extends OnRecordsOptions {
  readonly topic: string;
}

type RecordsDecorator = <M extends (() => BatchHandler) | BatchHandler['handle']>(
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

export function recordsPattern({ topic, group }: RecordsBinding): string {
  return `records of ${topic} for ${group}`;
}

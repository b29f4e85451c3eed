import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { firstValueFrom, isObservable } from 'rxjs';
import { BatchHandler } from './batch-handler.js';
import { ConsumerLoop, type ConsumerLoopOptions } from './consumer-loop.js';
import type { EventLog } from './event-log.js';
import { LinkedHandler } from './linked-handler.js';
import { recordsPattern, type RecordsBinding } from './on-records.decorator.js';

/**
 * Runs a consumer loop for every `@OnRecords` of a Nest application:
 * `app.connectMicroservice({ strategy: new LogTransport(app.get(EventLog)) }); await app.startAllMicroservices();`
 * Nest asks each decorated method once for its `BatchHandler`; records then go from the loop to the handler directly, past
 * pipes, guards and interceptors. `app.close()` closes the loops before the log.
 */
export class LogTransport extends Server implements CustomTransportStrategy {
  private readonly loops: ConsumerLoop[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly options: LogTransportOptions = {},
  ) {
    super();
  }

  /** The running loops; `owned` and `lag` of each. */
  get running(): readonly ConsumerLoop[] {
    return this.loops;
  }

  async listen(done: (error?: unknown) => void): Promise<void> {
    try {
      for (const [pattern, hand] of this.messageHandlers) {
        const binding = hand.extras as RecordsBinding | undefined;
        if (binding?.topic === undefined || pattern !== recordsPattern(binding)) continue;
        if (hand.next !== undefined) throw new Error(`Two handlers take the ${pattern}; give one another group`);
        const { topic, group, from, batchRecordsMax, gatherMs, linked } = binding;
        const own = await this.handlerOf(pattern, await hand(undefined));
        const handler = linked ? new LinkedHandler(own, binding) : own;
        const wished = {
          ...(from && { from }),
          ...(batchRecordsMax && { batchRecordsMax }),
          ...(gatherMs && { gatherMs }),
        };
        const loop = new ConsumerLoop(this.log, { ...this.options, topic, group, handler, ...wished });
        this.loops.push(loop);
        await loop.start();
      }
    } catch (error) {
      return done(error);
    }
    return done();
  }

  async close(): Promise<void> {
    const closed = await Promise.allSettled(this.loops.splice(0).map((loop) => loop.close()));
    for (const result of closed) if (result.status === 'rejected') this.logger.error(result.reason);
  }

  override on(): never {
    throw new Error('LogTransport has no events of its own; see observeConsumers');
  }

  override unwrap<T>(): T {
    return this.log as T;
  }

  private async handlerOf(pattern: string, returned: unknown): Promise<BatchHandler> {
    const handler = isObservable(returned) ? await firstValueFrom(returned, { defaultValue: undefined }) : returned;
    if (handler instanceof BatchHandler) return handler;
    throw new Error(`The method that is bound to the ${pattern} must return a BatchHandler`);
  }
}

export type LogTransportOptions = Pick<
  ConsumerLoopOptions,
  'attemptsMax' | 'retryBackOff' | 'waitBackOff' | 'closeWithinMs' | 'publishesInFlightMax' | 'now'
>;

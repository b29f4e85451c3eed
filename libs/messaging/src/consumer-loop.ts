import { setTimeout as delay } from 'node:timers/promises';
import { CaracalError } from '#kernel';
import type { BackOff } from './back-off.js';
import type { BatchHandler } from './batch-handler.js';
import { consumerChannel, type ConsumerEvent, type ConsumerIdentity } from './consumer-events.js';
import { DeadLetters } from './dead-letter.js';
import type { EventLog, LogRecord, OutRecord, PartitionReader, Subscription } from './event-log.js';
import { PublishQueue } from './publish-queue.js';
import { ReleasedError, runHandler, type GivenUp } from './run-handler.js';

/**
 * The one consumer loop: hands batches to a `BatchHandler` in order, appends what it returns without holding up the
 * next batch, commits what is durable and no longer held, retries, and dead-letters what can't be handled.
 */
export class ConsumerLoop implements PartitionReader {
  private readonly settings: Required<Omit<ConsumerLoopOptions, 'from' | 'batchRecordsMax'>>;
  private readonly letters: DeadLetters;
  private readonly runs = new Map<number, PartitionRun>();
  private subscription: Subscription | undefined;
  private upkeep: NodeJS.Timeout | undefined;
  private upkeeps = 0;

  constructor(
    private readonly log: EventLog,
    private readonly options: ConsumerLoopOptions,
  ) {
    this.settings = { ...DEFAULTS, ...options };
    this.letters = new DeadLetters(options.group);
  }

  async start(): Promise<void> {
    const { group, topic, from, batchRecordsMax, gatherMs } = this.options;
    const wished = {
      ...(from && { from }),
      ...(batchRecordsMax && { batchRecordsMax }),
      ...(gatherMs && { gatherMs }),
    };
    this.subscription = await this.log.subscribe({ group, topic, ...wished }, this);
    this.upkeep = setInterval(() => this.keepUp(), UPKEEP_MS).unref();
  }

  /** Partitions that this process reads now. */
  get owned(): ReadonlySet<number> {
    return this.subscription?.owned ?? NONE;
  }

  async lag(): Promise<number> {
    return (await this.subscription?.lag()) ?? 0;
  }

  /** Stops taking, finishes, publishes, commits, leaves the group. Gives up waiting after `closeWithinMs`, and then throws `unavailable`. */
  async close(): Promise<void> {
    clearInterval(this.upkeep);
    const { subscription } = this;
    if (subscription === undefined) return;
    const limit = new AbortController();
    const late = delay(this.settings.closeWithinMs, 'late', { signal: limit.signal }).catch(() => 'in time');
    const first = await Promise.race([subscription.close(), late]);
    limit.abort();
    if (first === 'late') {
      const { topic, group, closeWithinMs } = this.settings;
      throw new CaracalError('unavailable', `${group} on ${topic} did not finish within ${closeWithinMs} ms`);
    }
  }

  async assigned(partition: number): Promise<{ startAt: number } | undefined> {
    const from = await this.hook('assigned', partition, () => this.settings.handler.assigned?.(partition));
    this.runs.set(partition, this.newRun(partition));
    this.tell({ type: 'assigned' }, partition);
    return from;
  }

  async read(partition: number, records: readonly LogRecord[], released: AbortSignal): Promise<void> {
    const run = this.runs.get(partition);
    const last = records.at(-1);
    if (run === undefined || last === undefined) return;
    const { handler, attemptsMax, retryBackOff, waitBackOff, now } = this.settings;
    const startedAt = performance.now();
    const { publish, dead } = await runHandler(handler, records, partition, {
      attemptsMax,
      retryBackOff,
      waitBackOff,
      released,
      retrying: run.retrying,
    });
    if (consumerChannel.hasSubscribers) {
      const handleMs = performance.now() - startedAt;
      const oldestAgeMs = now() - records[0]!.appendedAtMs;
      this.tell({ type: 'handled', records: records.length, handleMs, oldestAgeMs }, partition);
    }
    run.queue.push(dead.length === 0 ? publish : this.withLetters(publish, dead), last.offset + 1, released);
    await run.queue.room();
    await this.gather(records.length, performance.now() - startedAt, released);
  }

  /** Lets records pile up into a batch worth its round trips; a full one shows that they have. */
  private async gather(records: number, elapsedMs: number, released: AbortSignal): Promise<void> {
    const restMs = this.settings.gatherMs - elapsedMs;
    if (restMs <= 0 || records >= GATHERED_ENOUGH) return;
    await delay(restMs, undefined, { signal: released }).catch(() => undefined);
  }

  async revoked(partition: number): Promise<void> {
    const run = this.runs.get(partition);
    await run?.queue.drained();
    await this.hook('revoked', partition, () => this.settings.handler.revoked?.(partition));
    if (run !== undefined) this.commit(partition, run);
    this.runs.delete(partition);
    this.tell({ type: 'revoked' }, partition);
  }

  private newRun(partition: number): PartitionRun {
    const { handler, publishesInFlightMax } = this.settings;
    const retrying = (failures: number, error: unknown, infrastructure: boolean): void => {
      if (!(error instanceof ReleasedError)) this.tell({ type: 'retry', failures, error, infrastructure }, partition);
    };
    const hooks = {
      durable: (nextOffset: number): void => {
        run.durableNext = nextOffset;
        try {
          handler.published?.(partition, nextOffset);
        } catch (error) {
          this.tell({ type: 'hook_failed', hook: 'published', error }, partition);
        }
        this.commit(partition, run);
      },
      appended: (records: number, publishMs: number): void =>
        this.tell({ type: 'published', records, publishMs }, partition),
      failed: retrying,
      refused: (record: OutRecord, error: CaracalError): OutRecord => {
        const at = { partition: record.partition ?? -1, offset: -1 };
        this.tell({ type: 'dead_letter', offset: -1, attempts: 1, error }, partition);
        return this.letters.letter({ ...record, ...at }, error, 1, this.settings.now());
      },
    };
    const run: PartitionRun = {
      queue: new PublishQueue(this.log, hooks, publishesInFlightMax),
      durableNext: -1,
      committedNext: -1,
      retrying,
    };
    return run;
  }

  private async hook<T>(hook: 'assigned' | 'revoked', partition: number, call: () => Promise<T> | undefined) {
    try {
      return await call();
    } catch (error) {
      this.tell({ type: 'hook_failed', hook, error }, partition);
      throw error;
    }
  }

  private withLetters(publish: readonly OutRecord[], dead: readonly GivenUp[]): readonly OutRecord[] {
    const letters = dead.map(({ record, error, attempts }) => {
      this.tell({ type: 'dead_letter', offset: record.offset, attempts, error }, record.partition);
      return this.letters.letter(record, error, attempts, this.settings.now());
    });
    return [...publish, ...letters];
  }

  private commit(partition: number, run: PartitionRun): void {
    if (run.durableNext < 0) return;
    const held = this.settings.handler.holdFrom?.(partition);
    const next = held === undefined ? run.durableNext : Math.min(held, run.durableNext);
    if (next === run.committedNext) return;
    run.committedNext = next;
    this.subscription?.commit(partition, next);
  }

  /** What was held may have been let go with no record coming in; and somebody may want to know how far behind we are. */
  private keepUp(): void {
    for (const [partition, run] of this.runs) this.commit(partition, run);
    if (++this.upkeeps % LAG_EVERY === 0 && consumerChannel.hasSubscribers) {
      void this.lag().then(
        (records) => this.tell({ type: 'lag', records }, -1),
        () => undefined,
      );
    }
  }

  private tell(event: Told, partition: number): void {
    if (!consumerChannel.hasSubscribers) return;
    const { group, topic } = this.options;
    consumerChannel.publish({ ...event, group, topic, partition });
  }
}

export interface ConsumerLoopOptions {
  readonly topic: string;
  readonly group: string;
  readonly handler: BatchHandler;
  /** Where a group without a committed offset begins. Default `earliest`. */
  readonly from?: 'earliest' | 'latest';
  /** Largest batch handed over. Default 512. */
  readonly batchRecordsMax?: number;
  /** Off the hot path: shortest time from one batch to the next, so that few large ones are handled. Default 0. */
  readonly gatherMs?: number;
  /** Batches of one partition that may be on their way into the log at once. Default 4. */
  readonly publishesInFlightMax?: number;
  /** Tries of a batch that fails by itself before the failing record is isolated. Default 3. */
  readonly attemptsMax?: number;
  /** Default 50 ms to 1 s. */
  readonly retryBackOff?: BackOff;
  /** While the database or the broker is down. Default 100 ms to 5 s. */
  readonly waitBackOff?: BackOff;
  /** Default 10 s. */
  readonly closeWithinMs?: number;
  readonly now?: () => number;
}

interface PartitionRun {
  readonly queue: PublishQueue;
  readonly retrying: (failures: number, error: unknown, infrastructure: boolean) => void;
  /** Everything below was handled, and what came of it is in the log. */
  durableNext: number;
  committedNext: number;
}

type Told<E = ConsumerEvent> = E extends unknown ? Omit<E, keyof ConsumerIdentity> : never;

const DEFAULTS = {
  publishesInFlightMax: 4,
  attemptsMax: 3,
  retryBackOff: { baseMs: 50, maxMs: 1000 },
  waitBackOff: { baseMs: 100, maxMs: 5000 },
  closeWithinMs: 10_000,
  gatherMs: 0,
  now: Date.now,
};
const UPKEEP_MS = 1000;
const GATHERED_ENOUGH = 256;
const LAG_EVERY = 5;
const NONE: ReadonlySet<number> = new Set();

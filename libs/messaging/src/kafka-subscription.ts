import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { backOffMs, pause, type BackOff } from './back-off.js';
import type { LogRecord, PartitionReader, SubscribeOptions, Subscription } from './event-log.js';
import { KafkaPartition } from './kafka-partition.js';
import { stickyAssigner } from './kafka-sticky-assigner.js';
import { PartitionPump } from './partition-pump.js';

/** One member of a Kafka consumer group: fetches beside the pumps, commits beside the loop, keeps what it owned through rebalances. */
export class KafkaSubscription implements Subscription {
  readonly owned = new Set<number>();
  private readonly partitions = new Map<number, KafkaPartition>();
  private readonly leaving = new Map<number, Promise<void>>();
  private readonly commits = new Map<number, number>();
  private readonly committing: NodeJS.Timeout;
  private consumer: Consumer | undefined;
  private closed: Promise<void> | undefined;
  private closing = false;
  private fetchedAt = 0;
  /** Why the member is not in its group, if it isn't. */
  trouble: unknown;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: SubscribeOptions,
    private readonly reader: PartitionReader,
    private readonly settings: KafkaSubscriptionSettings,
  ) {
    this.committing = setInterval(() => void this.flushCommits(), COMMIT_MS);
  }

  /** Joins the group; tries for ever, in the background, while the broker is away. */
  async start(): Promise<void> {
    for (let failures = 0; !this.closing;) {
      const consumer = this.newConsumer();
      try {
        await consumer.connect();
        await consumer.subscribe({ topics: [this.options.topic], fromBeginning: this.options.from !== 'latest' });
        this.consumer = consumer;
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: this.settings.partitions,
          eachBatch: (payload) => this.offer(payload),
        });
        return;
      } catch (error) {
        this.trouble = error;
        void consumer.disconnect().catch(() => undefined);
        await pause(backOffMs(++failures, BACK_OFF));
      }
    }
  }

  commit(partition: number, nextOffset: number): void {
    this.commits.set(partition, nextOffset);
  }

  lag(): Promise<number> {
    return this.settings.lag(kafkaGroup(this.options.group, this.options.topic), this.options.topic, this.owned);
  }

  close(): Promise<void> {
    return (this.closed ??= this.leave());
  }

  private async leave(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.partitions.keys()].map((partition) => this.letGo(partition)));
    await Promise.all(this.leaving.values());
    clearInterval(this.committing);
    await Promise.race([this.flushCommits(), pause(LEAVE_WITHIN_MS)]);
    this.owned.clear();
    await Promise.race([this.consumer?.disconnect().catch(() => undefined), pause(LEAVE_WITHIN_MS)]);
    this.settings.closed(this);
  }

  private newConsumer(): Consumer {
    const { topic, group } = this.options;
    const { partitions, sessionTimeoutMs } = this.settings;
    const consumer = this.kafka.consumer({
      // Members of one Kafka group must read the same topics; ours are per topic.
      groupId: kafkaGroup(group, topic),
      partitionAssigners: [stickyAssigner(topic, partitions, () => this.owned)],
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.min(HEARTBEAT_MS_MAX, Math.floor(sessionTimeoutMs / 4)),
      rebalanceTimeout: 10_000,
      minBytes: 1,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: 1024 * 1024,
      maxBytes: 8 * 1024 * 1024,
      retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 8, restartOnFailure: async () => true },
    });
    const { events } = consumer;
    consumer.on(events.GROUP_JOIN, ({ payload }) => this.joined(consumer, payload.memberAssignment[topic] ?? []));
    consumer.on(events.REBALANCING, () => this.rebalancing());
    consumer.on(events.CRASH, ({ payload }) => this.crashed(consumer, payload.error, payload.restart));
    return consumer;
  }

  /** Runs before the first fetch of the new assignment. */
  private joined(consumer: Consumer, assignment: readonly number[]): void {
    this.consumer = consumer;
    this.trouble = undefined;
    for (const partition of this.partitions.keys()) if (!assignment.includes(partition)) void this.letGo(partition);
    for (const partition of assignment) {
      const kept = this.partitions.get(partition);
      if (kept === undefined) void this.take(partition);
      else {
        // A new generation would begin at the committed offset; we know better.
        if (kept.next >= 0) this.seek(partition, kept.next);
        this.setPaused(partition, kept.paused);
        kept.unhold();
      }
    }
  }

  private rebalancing(): void {
    for (const partition of this.partitions.values()) partition.hold();
    void this.flushCommits();
  }

  private crashed(consumer: Consumer, error: unknown, restarts: boolean): void {
    this.trouble = error;
    if (restarts || this.closing || this.consumer !== consumer) return;
    this.consumer = undefined;
    void this.start();
  }

  private async take(partition: number): Promise<void> {
    this.owned.add(partition);
    this.setPaused(partition, true);
    const before = this.leaving.get(partition);
    if (before !== undefined) await before;
    if (this.closing || !this.owned.has(partition) || this.partitions.has(partition)) return;
    const source = new KafkaPartition({
      pause: () => this.setPaused(partition, true),
      resume: () => this.setPaused(partition, false),
      seek: (offset) => this.seek(partition, offset),
    });
    this.partitions.set(partition, source);
    const { reader } = this;
    const pumped: PartitionReader = {
      assigned: async () => {
        const from = await reader.assigned?.(partition);
        source.begin(from?.startAt);
        return from;
      },
      read: (_, records, released) => reader.read(partition, records, released),
      revoked: async () => reader.revoked?.(partition),
    };
    source.pump = new PartitionPump(partition, source, pumped, this.options.batchRecordsMax ?? BATCH_RECORDS);
  }

  private letGo(partition: number): Promise<void> {
    const pump = this.partitions.get(partition)?.pump;
    this.partitions.delete(partition);
    if (!this.closing) this.owned.delete(partition);
    const done = (pump?.stop() ?? Promise.resolve()).finally(() => this.leaving.delete(partition));
    this.leaving.set(partition, done);
    return done;
  }

  /** Never waits for a reader, only for company; the next fetch begins when it returns. What comes for a partition that isn't ready is not resolved, so it comes again. */
  private async offer(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const source = this.partitions.get(batch.partition);
    if (source === undefined || payload.isStale()) return;
    source.offer(batch.messages.map((message) => this.recordOf(batch.partition, message)));
    payload.resolveOffset(batch.lastOffset());
    const restMs = (this.options.gatherMs ?? 0) - (performance.now() - this.fetchedAt);
    if (restMs > 0) await pause(restMs);
    this.fetchedAt = performance.now();
  }

  private recordOf(partition: number, { offset, key, value, headers, timestamp }: KafkaMessage): LogRecord {
    const texts: Record<string, string> = {};
    for (const name in headers) texts[name] = String(headers[name]);
    return {
      topic: this.options.topic,
      partition,
      offset: Number(offset),
      key: key?.toString() ?? '',
      value: value ?? EMPTY,
      headers: texts,
      appendedAtMs: Number(timestamp),
    };
  }

  private async flushCommits(): Promise<void> {
    const { topic } = this.options;
    const { consumer } = this;
    const commits = [...this.commits].filter(([partition]) => this.owned.has(partition));
    this.commits.clear();
    if (commits.length === 0) return;
    try {
      if (consumer === undefined) throw new Error('not connected');
      await consumer.commitOffsets(commits.map(([partition, next]) => ({ topic, partition, offset: String(next) })));
    } catch {
      for (const [partition, next] of commits) if (!this.commits.has(partition)) this.commits.set(partition, next);
    }
  }

  private setPaused(partition: number, paused: boolean): void {
    const which = [{ topic: this.options.topic, partitions: [partition] }];
    this.whileRunning((consumer) => (paused ? consumer.pause(which) : consumer.resume(which)));
  }

  private seek(partition: number, offset: number): void {
    this.whileRunning((consumer) => consumer.seek({ topic: this.options.topic, partition, offset: String(offset) }));
  }

  /** kafkajs throws when its group is gone, between a crash and the next join; `joined` sets everything anew then. */
  private whileRunning(act: (consumer: Consumer) => void): void {
    try {
      if (this.consumer !== undefined) act(this.consumer);
    } catch (error) {
      this.trouble = error;
    }
  }
}

export interface KafkaSubscriptionSettings {
  readonly partitions: number;
  readonly sessionTimeoutMs: number;
  lag(group: string, topic: string, partitions: Iterable<number>): Promise<number>;
  closed(subscription: KafkaSubscription): void;
}

/** The group's id in Kafka: `scoring.signals.v1`. */
export function kafkaGroup(group: string, topic: string): string {
  return `${group}.${topic}`;
}

const EMPTY = Buffer.alloc(0);
const BATCH_RECORDS = 512;
const COMMIT_MS = 500;
/** How long the broker holds a fetch that finds nothing; also how long a partition that is resumed may wait for its first. */
const FETCH_WAIT_MS = 250;
const HEARTBEAT_MS_MAX = 1500;
const LEAVE_WITHIN_MS = 5000;
const BACK_OFF: BackOff = { baseMs: 100, maxMs: 2000 };

import { CaracalError } from '#kernel';
import {
  EventLog,
  type LogRecord,
  type OutRecord,
  type PartitionReader,
  type SubscribeOptions,
  type Subscription,
} from './event-log.js';
import { MemoryLogStore, type MemoryGroup, type MemoryGroupMember } from './memory-log-store.js';
import { PartitionPump } from './partition-pump.js';
import { TopicTable, topicSettings, type TopicSettings } from './topic-table.js';

/** The log of tests and simulations: nothing survives the process. Logs that share a store behave as processes that share a broker. */
export class MemoryEventLog extends EventLog {
  private readonly store: MemoryLogStore;
  private readonly subscriptions = new Set<MemorySubscription>();
  private readonly now: () => number;
  private closed = false;

  constructor(options: MemoryEventLogOptions = {}) {
    super();
    this.store = options.store ?? new MemoryLogStore(new TopicTable(options.topics ?? topicSettings()));
    this.now = options.now ?? Date.now;
  }

  override async append(records: readonly OutRecord[]): Promise<void> {
    this.mustBeOpen();
    const routes = records.map((record) => this.store.topics.route(record));
    const now = this.now();
    records.forEach((record, i) => this.store.partition(record.topic, routes[i]!).push(record, routes[i]!, now));
    records.forEach((record, i) => this.store.partition(record.topic, routes[i]!).wake());
  }

  override async subscribe(options: SubscribeOptions, reader: PartitionReader): Promise<Subscription> {
    this.mustBeOpen();
    const subscription = new MemorySubscription(this.store, options, reader, () =>
      this.subscriptions.delete(subscription),
    );
    this.subscriptions.add(subscription);
    subscription.join();
    return subscription;
  }

  override async readFrom(topic: string, partition: number, offset: number, recordsMax: number): Promise<LogRecord[]> {
    return this.store.partition(topic, partition).read(offset, recordsMax);
  }

  override partitionCount(topic: string): number {
    return this.store.topics.get(topic).partitions;
  }

  override async checkHealth(): Promise<void> {
    this.mustBeOpen();
  }

  /** As a killed process: reads and commits nothing more, and the rest of its groups take over. */
  crash(): void {
    this.closed = true;
    for (const subscription of this.subscriptions) subscription.crash();
  }

  override async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    this.closed = true;
  }

  private mustBeOpen(): void {
    if (this.closed) throw new CaracalError('unavailable', 'The log is closed');
  }
}

export interface MemoryEventLogOptions {
  readonly topics?: readonly TopicSettings[];
  /** Shared by the logs that stand for several processes. */
  readonly store?: MemoryLogStore;
  readonly now?: () => number;
}

class MemorySubscription implements Subscription, MemoryGroupMember {
  readonly owned = new Set<number>();
  private readonly pumps = new Map<number, PartitionPump>();
  private readonly group: MemoryGroup;
  private id = '';

  constructor(
    private readonly store: MemoryLogStore,
    private readonly options: SubscribeOptions,
    private readonly reader: PartitionReader,
    private readonly left: () => void,
  ) {
    this.group = store.group(options.group, options.topic);
  }

  join(): void {
    this.id = this.group.join(this);
  }

  take(partition: number): void {
    const log = this.store.partition(this.options.topic, partition);
    const source = {
      startOffset: () => this.group.committed.get(partition) ?? (this.options.from === 'latest' ? log.next : 0),
      fetch: (_: number, offset: number, recordsMax: number) => log.read(offset, recordsMax),
    };
    const pump = new PartitionPump(partition, source, this.reader, this.options.batchRecordsMax ?? 512);
    this.owned.add(partition);
    this.pumps.set(partition, pump);
    log.pumps.add(pump);
  }

  async release(partition: number): Promise<void> {
    await this.pumps.get(partition)?.stop();
    this.forget(partition);
  }

  commit(partition: number, nextOffset: number): void {
    this.group.commit(this.id, partition, nextOffset);
  }

  async lag(): Promise<number> {
    let lag = 0;
    for (const partition of this.owned) {
      lag += this.store.partition(this.options.topic, partition).next - (this.group.committed.get(partition) ?? 0);
    }
    return lag;
  }

  crash(): void {
    for (const [partition, pump] of this.pumps) {
      pump.abandon();
      this.forget(partition);
    }
    this.group.leave(this.id);
  }

  async close(): Promise<void> {
    await Promise.all([...this.pumps.keys()].map((partition) => this.release(partition)));
    this.group.leave(this.id);
    this.left();
  }

  private forget(partition: number): void {
    const pump = this.pumps.get(partition);
    if (pump !== undefined) this.store.partition(this.options.topic, partition).pumps.delete(pump);
    this.pumps.delete(partition);
    this.owned.delete(partition);
  }
}

import type { LogRecord, PartitionReader, SubscribeOptions, Subscription } from './event-log.js';
import { PartitionPump, type PartitionSource } from './partition-pump.js';
import type { PartitionTail, TailReader } from './partition-tail.js';
import type { GroupMember, PgGroups } from './pg-groups.js';

/** One member of a group: a pump for each partition that it owns. */
export class PgSubscription implements Subscription, GroupMember {
  readonly owned = new Set<number>();
  readonly group: string;
  readonly topic: string;
  private readonly pumps = new Map<number, PartitionPump>();
  private readonly readers = new Map<number, TailReader>();
  private closed: Promise<void> | undefined;
  private closing = false;

  constructor(
    readonly id: string,
    private readonly options: SubscribeOptions,
    private readonly reader: PartitionReader,
    private readonly store: PgSubscriptionStore,
  ) {
    this.group = options.group;
    this.topic = options.topic;
  }

  commit(partition: number, nextOffset: number): void {
    this.store.groups.commit(this, partition, nextOffset);
  }

  lag(): Promise<number> {
    return this.store.lag(this.group, this.topic, [...this.owned]);
  }

  close(): Promise<void> {
    return (this.closed ??= this.leave());
  }

  take(partition: number, committed: number | undefined): void {
    if (this.closing) return;
    const tail = this.store.tail(this.topic, partition);
    const reader: TailReader = { position: 0, wake: () => pump.wake() };
    const source: PartitionSource = {
      startOffset: () => committed ?? (this.options.from === 'latest' ? this.store.head(this.topic, partition) : 0),
      fetch: (_, offset, recordsMax) =>
        tail.read(reader, offset, recordsMax) ?? this.store.fetch(this.topic, partition, offset, recordsMax),
    };
    const pump = new PartitionPump(partition, source, this.reader, this.options.batchRecordsMax ?? BATCH_RECORDS);
    this.owned.add(partition);
    this.pumps.set(partition, pump);
    this.readers.set(partition, reader);
    tail.readers.add(reader);
  }

  async stop(partition: number): Promise<void> {
    const pump = this.pumps.get(partition);
    if (pump === undefined) return;
    await pump.stop();
    this.store.tail(this.topic, partition).readers.delete(this.readers.get(partition)!);
    this.readers.delete(partition);
    this.pumps.delete(partition);
    this.owned.delete(partition);
  }

  noteHeads(heads: readonly number[]): void {
    heads.forEach((head, partition) => this.store.tail(this.topic, partition).noteHead(head));
  }

  private async leave(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.owned].map((partition) => this.stop(partition)));
    await this.store.groups.leave(this);
    this.store.closed(this);
  }
}

export interface PgSubscriptionStore {
  readonly groups: PgGroups;
  tail(topic: string, partition: number): PartitionTail;
  fetch(topic: string, partition: number, offset: number, recordsMax: number): Promise<LogRecord[]>;
  /** The end of a partition. */
  head(topic: string, partition: number): Promise<number>;
  lag(group: string, topic: string, partitions: readonly number[]): Promise<number>;
  closed(subscription: PgSubscription): void;
}

const BATCH_RECORDS = 512;

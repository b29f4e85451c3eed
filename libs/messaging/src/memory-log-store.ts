import { assignPartitions } from './assign-partitions.js';
import type { LogRecord, OutRecord } from './event-log.js';
import type { PartitionPump } from './partition-pump.js';
import type { TopicTable } from './topic-table.js';

/**
 * What several `MemoryEventLog`s (each standing for a process) share: records, groups, committed offsets.
 * Uses no timers and no randomness, so a simulation that drives it is deterministic.
 */
export class MemoryLogStore {
  private readonly partitions = new Map<string, MemoryPartition[]>();
  private readonly groups = new Map<string, MemoryGroup>();

  constructor(
    readonly topics: TopicTable,
    /** Records kept per partition; older ones go, as retention does elsewhere. */
    recordsKeptMax = 1_000_000,
  ) {
    for (const { name, partitions } of topics.all) {
      this.partitions.set(
        name,
        Array.from({ length: partitions }, () => new MemoryPartition(recordsKeptMax)),
      );
    }
  }

  partition(topic: string, partition: number): MemoryPartition {
    return this.partitions.get(this.topics.get(topic).name)![partition]!;
  }

  group(group: string, topic: string): MemoryGroup {
    const name = `${group} ${topic}`;
    let found = this.groups.get(name);
    if (found === undefined) this.groups.set(name, (found = new MemoryGroup(this.topics.get(topic).partitions)));
    return found;
  }
}

export class MemoryPartition {
  private records: LogRecord[] = [];
  private first = 0;
  readonly pumps = new Set<PartitionPump>();

  constructor(private readonly recordsKeptMax: number) {}

  get next(): number {
    return this.first + this.records.length;
  }

  push(record: OutRecord, partition: number, appendedAtMs: number): void {
    const { topic, key, value, headers } = record;
    this.records.push({ topic, partition, offset: this.next, key, value, headers, appendedAtMs });
    if (this.records.length >= 2 * this.recordsKeptMax) {
      this.first += this.recordsKeptMax;
      this.records = this.records.slice(this.recordsKeptMax);
    }
  }

  read(offset: number, recordsMax: number): LogRecord[] {
    const at = Math.max(0, offset - this.first);
    return this.records.slice(at, at + recordsMax);
  }

  wake(): void {
    for (const pump of this.pumps) pump.wake();
  }
}

/** One group on one topic. A partition goes to its new owner when the old one has let go. */
export class MemoryGroup {
  readonly committed = new Map<number, number>();
  private readonly members = new Map<string, MemoryGroupMember>();
  private readonly owners = new Map<number, string>();
  private readonly leaving = new Set<number>();
  private joined = 0;

  constructor(private readonly partitions: number) {}

  join(member: MemoryGroupMember): string {
    const id = String(++this.joined).padStart(9, '0');
    this.members.set(id, member);
    this.rebalance();
    return id;
  }

  /** The member is gone with all that it owned; `release` has been seen to by the caller, or it died. */
  leave(id: string): void {
    if (!this.members.delete(id)) return;
    for (const [partition, owner] of this.owners) if (owner === id) this.free(partition);
    this.rebalance();
  }

  commit(id: string, partition: number, nextOffset: number): void {
    if (this.owners.get(partition) === id) this.committed.set(partition, nextOffset);
  }

  private rebalance(): void {
    for (const [partition, id] of assignPartitions(this.partitions, [...this.members.keys()], this.owners)) {
      const owner = this.owners.get(partition);
      if (owner === id) continue;
      if (owner === undefined) {
        this.owners.set(partition, id);
        this.members.get(id)!.take(partition);
      } else if (!this.leaving.has(partition)) void this.move(partition, owner);
    }
  }

  private async move(partition: number, owner: string): Promise<void> {
    this.leaving.add(partition);
    await this.members.get(owner)?.release(partition);
    if (this.owners.get(partition) === owner) this.free(partition);
    this.rebalance();
  }

  private free(partition: number): void {
    this.owners.delete(partition);
    this.leaving.delete(partition);
  }
}

export interface MemoryGroupMember {
  take(partition: number): void;
  release(partition: number): Promise<void>;
}

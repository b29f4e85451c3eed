/**
 * The port to the log: append, read, consume in groups. Adapters: `kafka-event-log`, `pg-event-log`,
 * `memory-event-log`; all pass `event-log.contract`. A record is delivered at least once, in order within its partition.
 */
export interface OutRecord {
  readonly topic: string;
  /** Begins with the tenant; chooses the partition unless `partition` is given. */
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly partition?: number;
}

export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  /** Position in its partition; grows by record, without a promise of no gaps. */
  readonly offset: number;
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly appendedAtMs: number;
}

/** A statement in the log's database that must write as many rows as expected; what it wrote stays in any case. */
export interface AppendCondition {
  /** The same text has the same name. */
  readonly name: string;
  /** One or more CTEs, of which the last, `held`, writes and returns rows. Its parameters are numbered from `first` on. */
  text(first: number): string;
  readonly values: readonly unknown[];
  readonly rows: number;
}

/** What reads a partition on behalf of a group member. Calls for one partition never overlap. */
export interface PartitionReader {
  /** The partition is this member's now. May load state; returns where to begin, else the committed offset decides. */
  assigned?(partition: number): Promise<{ startAt: number } | undefined>;
  /**
   * The next records in order. The log fetches no more of this partition until the promise settles (back-pressure); a
   * rejection makes it hand over the same records again after a pause. `released` aborts when the partition has to be
   * let go: give up waiting, settle soon.
   */
  read(partition: number, records: readonly LogRecord[], released: AbortSignal): Promise<void>;
  /** The partition goes to another member, or this one closes. Finish and let go; the log waits for it, up to its session time-out. */
  revoked?(partition: number): Promise<void>;
}

export interface SubscribeOptions {
  readonly group: string;
  readonly topic: string;
  /** Where a group without a committed offset begins. Default `earliest`. */
  readonly from?: 'earliest' | 'latest';
  /** Largest batch handed over. Default 512. */
  readonly batchRecordsMax?: number;
  /** How long records may wait for company: an adapter for which each fetch is dear fetches no more often. Default 0. */
  readonly gatherMs?: number;
}

export interface Subscription {
  /** Partitions that this member owns now. */
  readonly owned: ReadonlySet<number>;
  /** Records the next offset to read after a restart, for the whole group. Never awaited on the hot path; the latest call wins. */
  commit(partition: number, nextOffset: number): void;
  /** Records appended but not yet committed by this group, over the partitions that this member owns. */
  lag(): Promise<number>;
  /** Stops fetching, waits for the running `read`, revokes, flushes commits, leaves the group. */
  close(): Promise<void>;
}

export abstract class EventLog {
  /** Resolves when the records are durable. Throws `CaracalError('record_too_large')` before writing anything; order per partition is call order. */
  abstract append(records: readonly OutRecord[]): Promise<void>;
  /**
   * Only a log in its writer's own database has it: writes `condition` and the records in one transaction. False: the
   * condition does not hold, and no record was appended. Unlike `append` it does not wait while the log is away: it rejects,
   * and may take effect nevertheless. Throws as `append` does.
   */
  appendIf?(records: readonly OutRecord[], condition: AppendCondition): Promise<boolean>;
  abstract subscribe(options: SubscribeOptions, reader: PartitionReader): Promise<Subscription>;
  /** Records from an offset on, without a group; for replays and tools. */
  abstract readFrom(topic: string, partition: number, offset: number, recordsMax: number): Promise<LogRecord[]>;
  abstract partitionCount(topic: string): number;
  /** The partition that a key goes to. */
  partitionOf(topic: string, key: string): number {
    return partitionForKey(key, this.partitionCount(topic));
  }
  /** Rejects with the reason while appends or fetches can't succeed. */
  abstract checkHealth(): Promise<void>;
  /** Finishes what was appended and closes all subscriptions. */
  abstract close(): Promise<void>;
}

/** Kafka's default partitioner (murmur2 of the UTF-8 key, sign bit cleared, modulo), so that other producers agree. */
export function partitionForKey(key: string, partitions: number): number {
  if (partitions === 1) return 0;
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}

function murmur2(data: Uint8Array): number {
  const m = 0x5bd1e995;
  const length = data.length;
  let h = 0x9747b28c ^ length;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    let k = data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    k = Math.imul(k, m);
    h = Math.imul(h, m) ^ k;
  }
  const left = length - i;
  if (left >= 3) h ^= data[i + 2]! << 16;
  if (left >= 2) h ^= data[i + 1]! << 8;
  if (left >= 1) h = Math.imul(h ^ data[i]!, m);
  h ^= h >>> 13;
  h = Math.imul(h, m);
  return h ^ (h >>> 15);
}

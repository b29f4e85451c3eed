import type { LogRecord } from './event-log.js';
import type { PartitionPump, PartitionSource } from './partition-pump.js';

/**
 * The records of one partition between the fetch loop and its pump. The fetch loop never waits for a handler; instead the
 * partition is paused while enough is queued here, so that a slow reader holds up neither heartbeats nor other partitions.
 */
export class KafkaPartition implements PartitionSource {
  pump: PartitionPump | undefined;
  /** The next offset to come from the broker; -1 until one came or was asked for. */
  next = -1;
  private queue: LogRecord[] = [];
  private bytes = 0;
  private ready = false;
  private held = false;
  private full = false;

  constructor(private readonly broker: KafkaPartitionControl) {}

  /** Whether nothing should be fetched now. */
  get paused(): boolean {
    return !this.ready || this.full;
  }

  /** The reader knows where to begin: at `startAt`, or at the committed offset. */
  begin(startAt: number | undefined): void {
    this.ready = true;
    if (startAt !== undefined) {
      this.next = startAt;
      this.broker.seek(startAt);
    }
    this.broker.resume();
  }

  offer(records: readonly LogRecord[]): void {
    for (const record of records) {
      if (record.offset < this.next) continue;
      this.queue.push(record);
      this.bytes += record.value.length;
      this.next = record.offset + 1;
    }
    if (!this.full && (this.queue.length >= RECORDS_MAX || this.bytes >= BYTES_MAX)) {
      this.full = true;
      this.broker.pause();
    }
    this.pump?.wake();
  }

  /** While the group rebalances nobody can be sure to own anything; so nothing new is begun. */
  hold(): void {
    this.held = true;
  }
  unhold(): void {
    this.held = false;
    this.pump?.wake();
  }

  startOffset(): number {
    return 0;
  }

  /** Keeps what it hands over until the pump asks for what comes after, because a read may fail. */
  fetch(_partition: number, offset: number, recordsMax: number): readonly LogRecord[] {
    let done = 0;
    while (done < this.queue.length && this.queue[done]!.offset < offset)
      this.bytes -= this.queue[done++]!.value.length;
    if (done > 0) this.queue = this.queue.slice(done);
    if (this.full && this.queue.length < RECORDS_MAX / 2 && this.bytes < BYTES_MAX / 2) {
      this.full = false;
      this.broker.resume();
    }
    return this.held ? [] : this.queue.slice(0, recordsMax);
  }
}

/** What the partition asks of the consumer that it belongs to. */
export interface KafkaPartitionControl {
  pause(): void;
  resume(): void;
  seek(offset: number): void;
}

const RECORDS_MAX = 4096;
const BYTES_MAX = 4 * 1024 * 1024;

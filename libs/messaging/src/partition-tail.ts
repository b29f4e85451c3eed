import type { LogRecord } from './event-log.js';

/**
 * The newest records of one partition, kept in memory so that readers in the appender's own process need no query.
 * Holds what some reader here has not read yet, up to bounds; one that fell behind those reads from the database. Kept no
 * longer, because a small value may keep alive a whole slab of the buffer pool that it was cut from.
 */
export class PartitionTail {
  readonly readers = new Set<TailReader>();
  private records: LogRecord[] = [];
  private bytes = 0;
  private next = -1;
  private head = 0;

  /** The partition is known to reach up to here (another process may have written it). */
  noteHead(head: number): void {
    if (head > this.head) {
      this.head = head;
      this.wake();
    }
  }

  /** Takes note of a committed record; call `wake` after the last one. */
  push(record: LogRecord): void {
    if (record.offset + 1 > this.head) this.head = record.offset + 1;
    if (this.readers.size === 0) return this.clear();
    if (record.offset !== this.next) this.clear();
    this.records.push(record);
    this.next = record.offset + 1;
    this.bytes += record.value.length;
    if (this.records.length > RECORDS_MAX || this.bytes > BYTES_MAX) this.trim();
  }

  wake(): void {
    for (const reader of this.readers) reader.wake();
  }

  /** Records from memory; `undefined` where only the database can say; empty at the end of the partition. */
  read(reader: TailReader, offset: number, recordsMax: number): readonly LogRecord[] | undefined {
    reader.position = offset;
    if (offset >= this.head) return NONE;
    const first = this.next - this.records.length;
    if (this.records.length === 0 || offset < first || offset >= this.next) return undefined;
    const taken = this.records.slice(offset - first, offset - first + recordsMax);
    reader.position = offset + taken.length;
    this.dropRead(first);
    return taken;
  }

  private dropRead(first: number): void {
    let readByAll = this.next;
    for (const { position } of this.readers) readByAll = Math.min(readByAll, position);
    if (readByAll > first) this.drop(readByAll - first);
  }

  private trim(): void {
    let count = this.records.length >> 1;
    let bytes = 0;
    for (let i = 0; i < count; i++) bytes += this.records[i]!.value.length;
    while (this.bytes - bytes > BYTES_MAX && count < this.records.length) bytes += this.records[count++]!.value.length;
    this.drop(count);
  }

  private drop(count: number): void {
    if (count === this.records.length) {
      this.records = [];
      this.bytes = 0;
      return;
    }
    for (let i = 0; i < count; i++) this.bytes -= this.records[i]!.value.length;
    this.records = this.records.slice(count);
  }

  private clear(): void {
    this.records = [];
    this.bytes = 0;
    this.next = -1;
  }
}

/** Who reads the partition in this process. */
export interface TailReader {
  /** Has read everything before this offset; kept by the tail. */
  position: number;
  /** There may be something new to read. */
  wake(): void;
}

const NONE: readonly LogRecord[] = [];
const RECORDS_MAX = 4096;
const BYTES_MAX = 4 * 1024 * 1024;

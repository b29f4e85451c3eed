import type { LogRecord, OutRecord } from './event-log.js';

/**
 * One flush as `log.append` takes it: every key, header map and value in one buffer, and integers that say where. Far
 * cheaper than an array of `bytea`, which the driver would turn into text. The buffer is that of one flush after the other.
 */
export class PgAppendBatch {
  private topics: string[] = [];
  private partitions: number[] = [];
  private counts: number[] = [];
  private groups: number[] = [];
  private nths: number[] = [];
  private at: number[] = [];
  private keyBytes: number[] = [];
  private headerBytes: number[] = [];
  private valueBytes: number[] = [];
  private records: OutRecord[] = [];
  private groupOf = new Map<string, number[]>();
  private data = Buffer.allocUnsafeSlow(DATA_BYTES);
  private used = 0;

  /** Begins with the next flush: what `parameters` gave is not valid any more. */
  clear(): void {
    this.topics = [];
    this.partitions = [];
    this.counts = [];
    this.groups = [];
    this.nths = [];
    this.at = [];
    this.keyBytes = [];
    this.headerBytes = [];
    this.valueBytes = [];
    this.records = [];
    this.groupOf = new Map();
    if (this.data.length > DATA_BYTES_KEPT) this.data = Buffer.allocUnsafeSlow(DATA_BYTES);
    this.used = 0;
  }

  add(record: OutRecord, partition: number): void {
    const group = this.group(record.topic, partition);
    this.records.push(record);
    this.groups.push(group + 1);
    this.nths.push(this.counts[group]!++);
    this.at.push(this.used + 1);
    const headers = JSON.stringify(record.headers);
    // UTF-8 takes at most three bytes for each UTF-16 unit.
    this.reserve(3 * (record.key.length + headers.length) + record.value.length);
    this.keyBytes.push(this.write(record.key));
    this.headerBytes.push(this.write(headers));
    this.data.set(record.value, this.used);
    this.used += record.value.length;
    this.valueBytes.push(record.value.length);
  }

  /** The values of `log.append` after producer, seq and notify. */
  parameters(): unknown[] {
    return [
      `{${this.topics.map((topic) => JSON.stringify(topic)).join(',')}}`,
      ...[this.partitions, this.counts, this.groups, this.nths, this.at].map(intArray),
      ...[this.keyBytes, this.headerBytes, this.valueBytes].map(intArray),
      this.data.subarray(0, this.used),
    ];
  }

  /** What was written, from the answer of `log.append`. */
  committed(answer: string): LogRecord[] {
    const [offsets = '', time = ''] = answer.split(';');
    const bases = offsets.split(',').map(Number);
    const appendedAtMs = Number(time);
    return this.records.map(({ topic, key, value, headers }, i) => {
      const group = this.groups[i]! - 1;
      const partition = this.partitions[group]!;
      return { topic, partition, offset: bases[group]! + this.nths[i]!, key, value, headers, appendedAtMs };
    });
  }

  private group(topic: string, partition: number): number {
    let ofTopic = this.groupOf.get(topic);
    if (ofTopic === undefined) this.groupOf.set(topic, (ofTopic = []));
    let group = ofTopic[partition];
    if (group === undefined) {
      group = ofTopic[partition] = this.topics.length;
      this.topics.push(topic);
      this.partitions.push(partition);
      this.counts.push(0);
    }
    return group;
  }

  private write(text: string): number {
    const bytes = this.data.write(text, this.used);
    this.used += bytes;
    return bytes;
  }

  private reserve(bytes: number): void {
    if (this.used + bytes <= this.data.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(2 * this.data.length, this.used + bytes));
    this.data.copy(grown, 0, 0, this.used);
    this.data = grown;
  }
}

function intArray(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}

const DATA_BYTES = 64 * 1024;
const DATA_BYTES_KEPT = 1024 * 1024;

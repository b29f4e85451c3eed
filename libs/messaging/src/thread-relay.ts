/**
 * Between the logs of several threads of one process: what one has committed goes to the others in memory, where two processes
 * would tell each other by NOTIFY and read it from the database. Only a shortcut: a log that misses something is told of the
 * partition's head by its next heartbeat, and reads the rest by query.
 */
import { BroadcastChannel } from 'node:worker_threads';
import { joinBytes, type JoinedBytes, splitBytes } from '#bytes';
import type { LogRecord } from './event-log.js';

export class ThreadRelay {
  private readonly channel: BroadcastChannel;
  private readonly reading = new Set<string>();
  /** What each of the others reads, by instance. */
  private readonly others = new Map<string, ReadonlySet<string>>();

  /**
   * @param name - shared by the logs that are to hear each other
   * @param instance - of this log; unique
   */
  constructor(
    name: string,
    private readonly instance: string,
    private readonly received: (records: readonly LogRecord[]) => void,
  ) {
    this.channel = new BroadcastChannel(`caracal log ${name}`);
    this.channel.unref();
    this.channel.onmessage = (event) => this.take((event as { data: Message }).data);
    this.tell(true);
  }

  /** This log has readers of the topic from now on. */
  read(topic: string): void {
    if (this.reading.has(topic)) return;
    this.reading.add(topic);
    this.tell(false);
  }

  /** Whether a log of another thread is told by this relay, whatever this one commits. */
  reaches(instance: string): boolean {
    return this.others.has(instance);
  }

  /** In the order in which they were committed. */
  committed(records: readonly LogRecord[]): void {
    if (this.others.size === 0) return;
    const wanted = records.filter(({ topic }) => this.others.values().some((topics) => topics.has(topic)));
    if (wanted.length > 0) this.post({ kind: 'records', ...packed(wanted) });
  }

  close(): void {
    this.post({ kind: 'closed', instance: this.instance });
    this.channel.close();
  }

  private tell(isNew: boolean): void {
    this.post({ kind: 'reads', instance: this.instance, topics: [...this.reading], isNew });
  }

  private post(message: Message): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads, not windows
    this.channel.postMessage(message);
  }

  private take(message: Message): void {
    switch (message.kind) {
      case 'records':
        return this.received(unpacked(message));
      case 'closed':
        this.others.delete(message.instance);
        return;
      case 'reads':
        this.others.set(message.instance, new Set(message.topics));
        if (message.isNew) this.tell(false);
        return;
      default:
        message satisfies never;
    }
  }
}

type Message =
  | { readonly kind: 'reads'; readonly instance: string; readonly topics: readonly string[]; readonly isNew: boolean }
  | { readonly kind: 'closed'; readonly instance: string }
  | ({ readonly kind: 'records' } & PackedRecords);

interface PackedRecords {
  readonly records: readonly Omit<LogRecord, 'value'>[];
  readonly values: JoinedBytes;
}

function packed(records: readonly LogRecord[]): PackedRecords {
  const values = joinBytes(records.map(({ value }) => value));
  return { records: records.map(({ value: _value, ...record }) => record), values };
}

function unpacked({ records, values }: PackedRecords): LogRecord[] {
  const each = splitBytes(values);
  return records.map((record, i) => ({ ...record, value: each[i]! }));
}

/**
 * Between the logs of several threads of one process: what one has committed goes to the others in memory, where two processes
 * would tell each other by NOTIFY and read it from the database. Only a shortcut: a log that misses something is told of the
 * partition's head by its next heartbeat, and reads the rest by query.
 */
import { BroadcastChannel } from 'node:worker_threads';
import type { LogRecord } from './event-log.js';

export class ThreadRelay {
  /** All logs hear who reads what. */
  private readonly notices: BroadcastChannel;
  /** This one alone hears records. */
  private readonly inbox: BroadcastChannel;
  private readonly reading = new Set<string>();
  private readonly others = new Map<string, Other>();

  /**
   * @param name - shared by the logs that are to hear each other
   * @param instance - of this log; unique
   */
  constructor(
    name: string,
    private readonly instance: string,
    received: (records: readonly LogRecord[]) => void,
  ) {
    this.notices = opened(`log ${name}`, (notice: Notice) => this.take(notice));
    this.inbox = opened(`records for ${instance}`, (records: PackedRecords) => received(unpacked(records)));
    this.tell(true);
  }

  /** This log is handed records of the topic from now on. */
  read(topic: string): void {
    if (this.reading.has(topic)) return;
    this.reading.add(topic);
    this.tell(false);
  }

  /** Whether a log is one of another thread of this process. */
  reaches(instance: string): boolean {
    return this.others.has(instance);
  }

  /** In the order in which they were committed. */
  committed(records: readonly LogRecord[]): void {
    for (const { topics, inbox } of this.others.values()) {
      const wanted = records.filter(({ topic }) => topics.has(topic));
      if (wanted.length > 0) post(inbox, packed(wanted));
    }
  }

  close(): void {
    post(this.notices, { kind: 'closed', instance: this.instance } satisfies Notice);
    for (const channel of [this.notices, this.inbox, ...this.others.values().map(({ inbox }) => inbox)])
      channel.close();
    this.others.clear();
  }

  private tell(isNew: boolean): void {
    post(this.notices, { kind: 'reads', instance: this.instance, topics: [...this.reading], isNew } satisfies Notice);
  }

  private take(notice: Notice): void {
    const known = this.others.get(notice.instance);
    if (notice.kind === 'closed') {
      known?.inbox.close();
      this.others.delete(notice.instance);
      return;
    }
    const inbox = known?.inbox ?? opened(`records for ${notice.instance}`);
    this.others.set(notice.instance, { topics: new Set(notice.topics), inbox });
    if (notice.isNew) this.tell(false);
  }
}

interface Other {
  readonly topics: ReadonlySet<string>;
  readonly inbox: BroadcastChannel;
}

/** `isNew`: it has to be told of those that were there before. */
type Notice =
  | { readonly kind: 'reads'; readonly instance: string; readonly topics: readonly string[]; readonly isNew: boolean }
  | { readonly kind: 'closed'; readonly instance: string };

interface PackedRecords {
  readonly records: readonly Omit<LogRecord, 'value'>[];
  /** Of all records, one after the other, and where each ends: a value of its own would take the slab along that it was cut from. */
  readonly values: Uint8Array;
  readonly ends: readonly number[];
}

/** It doesn't keep the process running. */
function opened<T>(name: string, take?: (message: T) => void): BroadcastChannel {
  const channel = new BroadcastChannel(`caracal ${name}`);
  channel.unref();
  if (take !== undefined) channel.addEventListener('message', (event) => take((event as unknown as { data: T }).data));
  return channel;
}

function post(channel: BroadcastChannel, message: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads, not windows
  channel.postMessage(message);
}

function packed(records: readonly LogRecord[]): PackedRecords {
  const values = new Uint8Array(records.reduce((sum, { value }) => sum + value.length, 0));
  const ends: number[] = [];
  let end = 0;
  for (const { value } of records) {
    values.set(value, end);
    ends.push((end += value.length));
  }
  return { records: records.map(({ value: _value, ...record }) => record), values, ends };
}

function unpacked({ records, values, ends }: PackedRecords): LogRecord[] {
  return records.map((record, i) => ({ ...record, value: values.subarray(ends[i - 1] ?? 0, ends[i]) }));
}

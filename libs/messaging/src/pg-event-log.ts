import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { CaracalError, messageOf } from '#kernel';
import { pause } from './back-off.js';
import {
  EventLog,
  type AppendCondition,
  type LogRecord,
  type OutRecord,
  type PartitionReader,
  type SubscribeOptions,
  type Subscription,
} from './event-log.js';
import { GroupCommit } from './group-commit.js';
import { PartitionTail } from './partition-tail.js';
import { PgAppender } from './pg-appender.js';
import { PgGroups } from './pg-groups.js';
import { PgLogReader } from './pg-log-reader.js';
import { partitionMismatch } from './pg-log-schema.js';
import { PgSession } from './pg-session.js';
import { PgSubscription, type PgSubscriptionStore } from './pg-subscription.js';
import { ThreadRelay } from './thread-relay.js';
import { TopicTable, topicSettings, type TopicSettings } from './topic-table.js';

/**
 * The log in PostgreSQL (schema `log`, see `migratePgLog`): the embedded default. Appends are committed in groups, and
 * committed records go from memory to the readers of the same process; other processes are woken by LISTEN/NOTIFY. Threads
 * of one process have a log each (`amongThreads`).
 * Uses one connection to append, one for groups and notifications, and up to four to read what is not in memory.
 */
export class PgEventLog extends EventLog {
  private readonly topics: TopicTable;
  private readonly instance = randomUUID();
  private readonly pool: pg.Pool;
  private readonly reader: PgLogReader;
  private readonly control: PgSession;
  private readonly writer: PgSession;
  private readonly commits: GroupCommit;
  private readonly relay: ThreadRelay | undefined;
  private readonly groups: PgGroups;
  private readonly tails = new Map<string, PartitionTail[]>();
  private readonly subscriptions = new Set<PgSubscription>();
  private readonly maintenance: NodeJS.Timeout;
  private subscribed = 0;
  private refusal: CaracalError | undefined;
  private closing: Promise<void> | undefined;

  private constructor(private readonly options: PgEventLogOptions) {
    super();
    this.topics = new TopicTable(options.topics ?? topicSettings());
    const config: pg.ClientConfig = {
      connectionString: options.databaseUrl,
      application_name: `${options.clientId ?? 'caracal'} log`,
    };
    this.pool = new pg.Pool({
      ...config,
      max: READERS_MAX,
      connectionTimeoutMillis: 3000,
      query_timeout: 20_000,
      idleTimeoutMillis: 30_000,
    });
    this.pool.on('error', () => undefined); // an idle connection was lost; the pool opens another
    this.reader = new PgLogReader(this.pool);
    this.writer = new PgSession(config, {
      connected: async (client) => void (await client.query('set synchronous_commit = on')),
    });
    this.control = new PgSession(config, {
      connected: (client) => this.connected(client),
      lost: () => void this.control.keepOpen(),
      notified: (channel, payload) => this.notified(channel, payload),
    });
    this.relay = options.amongThreads
      ? new ThreadRelay(options.databaseUrl, this.instance, (records) => this.handOver(records))
      : undefined;
    const isTold = (instance: string): boolean => this.relay?.reaches(instance) ?? false;
    this.groups = new PgGroups(this.control, this.instance, options.leaseMs ?? LEASE_MS, isTold);
    const appender = new PgAppender(this.writer, this.instance, {
      committed: (records) => {
        this.relay?.committed(records);
        this.handOver(records);
      },
      othersListen: () => this.groups.othersListen,
      chunkMissing: () => this.maintain(),
    });
    this.commits = new GroupCommit({
      lingerMs: 0,
      write: (appends, closing) => appender.write(appends, closing),
      trouble: () => this.writer.trouble,
    });
    this.maintenance = setInterval(() => void this.maintain(), MAINTENANCE_MS).unref();
  }

  /**
   * Opens the log; throws when the database has another number of partitions than configured. A database that is away
   * doesn't keep it from opening: appends wait, `checkHealth` says why, and subscriptions begin when it is there.
   */
  static async open(options: PgEventLogOptions): Promise<PgEventLog> {
    const log = new PgEventLog(options);
    await Promise.race([log.control.keepOpen(), pause(OPEN_WAIT_MS)]);
    if (log.refusal !== undefined) {
      await log.close();
      throw log.refusal;
    }
    void log.maintain();
    return log;
  }

  override async append(records: readonly OutRecord[]): Promise<void> {
    if (records.length > 0) await this.commit(records);
  }

  override appendIf(records: readonly OutRecord[], condition: AppendCondition): Promise<boolean> {
    return this.commit(records, condition);
  }

  override async subscribe(options: SubscribeOptions, reader: PartitionReader): Promise<Subscription> {
    this.mustBeUsable();
    this.tailsOf(options.topic);
    if (this.options.amongThreads === 'prompt') this.relay?.read(options.topic);
    const id = `${this.instance}/${++this.subscribed}`;
    const subscription = new PgSubscription(id, options, reader, this.subscriptionStore());
    this.subscriptions.add(subscription);
    await this.groups.join(subscription);
    return subscription;
  }

  override async readFrom(topic: string, partition: number, offset: number, recordsMax: number): Promise<LogRecord[]> {
    return this.reader.fetch(this.topics.get(topic).name, partition, offset, recordsMax);
  }

  override partitionCount(topic: string): number {
    return this.topics.get(topic).partitions;
  }

  override async checkHealth(): Promise<void> {
    this.mustBeUsable();
    const trouble = this.writer.trouble ?? this.control.trouble;
    if (trouble !== undefined) throw unavailable(trouble);
    await this.control.query({ text: 'select 1' }).catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  override close(): Promise<void> {
    return (this.closing ??= this.shut());
  }

  private commit(records: readonly OutRecord[], condition?: AppendCondition): Promise<boolean> {
    try {
      this.mustBeUsable();
      const partitions = records.map((record) => this.topics.route(record));
      return this.commits.append(records, partitions, condition);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  private async shut(): Promise<void> {
    clearInterval(this.maintenance);
    const left = Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    await Promise.race([left, pause(CLOSE_WITHIN_MS)]);
    await this.commits.close(CLOSE_WITHIN_MS);
    await Promise.race([this.groups.close(), pause(CLOSE_WITHIN_MS)]);
    this.relay?.close();
    await Promise.all([this.writer.close(), this.control.close(), this.pool.end()]);
  }

  private mustBeUsable(): void {
    if (this.closing !== undefined) throw new CaracalError('unavailable', 'The log is closed');
    if (this.refusal !== undefined) throw this.refusal;
  }

  private async connected(client: pg.Client): Promise<void> {
    await client.query('listen caracal_log; listen caracal_log_groups');
    const { rows } = await client.query<{ name: string; partitions: number }>(
      'select name, partitions from log.topics',
    );
    const existing = new Map(rows.map(({ name, partitions }) => [name, partitions]));
    for (const topic of this.topics.all) {
      const partitions = existing.get(topic.name);
      if (partitions !== undefined && partitions !== topic.partitions)
        this.refusal ??= partitionMismatch(topic, partitions);
    }
    // Whatever was notified while we were away is in the heads that the heartbeat brings.
    setImmediate(() => void this.groups.beat());
  }

  /** What this log committed, or one of another thread. */
  private handOver(records: readonly LogRecord[]): void {
    const touched = new Set<PartitionTail>();
    for (const record of records) {
      const tail = this.tails.get(record.topic)?.[record.partition];
      if (tail === undefined) continue;
      tail.push(record);
      touched.add(tail);
    }
    for (const tail of touched) tail.wake();
  }

  /** Of another process: `instance topic partition head topic partition head …`, or `instance *`. */
  private notified(channel: string, payload: string): void {
    if (channel === 'caracal_log_groups') return void this.groups.beat();
    const [instance, ...heads] = payload.split(' ');
    if (instance === this.instance) return;
    if (heads[0] === '*') return void this.groups.beat();
    for (let i = 0; i + 2 < heads.length; i += 3) {
      this.tails.get(heads[i]!)?.[Number(heads[i + 1])]?.noteHead(Number(heads[i + 2]));
    }
  }

  private tailsOf(topic: string): PartitionTail[] {
    let tails = this.tails.get(topic);
    if (tails === undefined) {
      tails = Array.from({ length: this.partitionCount(topic) }, () => new PartitionTail());
      this.tails.set(topic, tails);
    }
    return tails;
  }

  private subscriptionStore(): PgSubscriptionStore {
    const { groups, reader } = this;
    return {
      groups,
      tail: (topic, partition) => this.tailsOf(topic)[partition]!,
      fetch: (topic, partition, offset, recordsMax) => reader.fetch(topic, partition, offset, recordsMax),
      head: (topic, partition) => reader.head(topic, partition),
      lag: (group, topic, partitions) => reader.lag(group, topic, partitions),
      closed: (subscription) => this.subscriptions.delete(subscription),
    };
  }

  private async maintain(): Promise<void> {
    for (const { name } of this.topics.all) await this.reader.maintain(name).catch(() => undefined);
  }
}

export interface PgEventLogOptions {
  /** Of the application's role; the schema must be migrated (`migratePgLog`). */
  readonly databaseUrl: string;
  /** Default: the contracts' topics with their default partition counts. */
  readonly topics?: readonly TopicSettings[];
  /** How long a process that hangs keeps its partitions. A killed one loses them at the next heartbeat of another. Default 6 s. */
  readonly leaseMs?: number;
  /** The service's name, for the database's own views. */
  readonly clientId?: string;
  /**
   * Other threads of this process have logs of the same database. A prompt one is handed what they append; one without hurry learns of
   * it by its heartbeat, once a second, and reads it from the database.
   */
  readonly amongThreads?: AmongThreads | undefined;
}

export type AmongThreads = 'prompt' | 'unhurried';

function unavailable(cause: unknown): CaracalError {
  return new CaracalError('unavailable', `The Postgres log is not available: ${messageOf(cause)}`, { cause });
}

const READERS_MAX = 4;
const LEASE_MS = 6000;
const OPEN_WAIT_MS = 3000;
const MAINTENANCE_MS = 60_000;
const CLOSE_WITHIN_MS = 5000;

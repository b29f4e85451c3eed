import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import kafkajs, { type ISocketFactory } from 'kafkajs';
import { connect as connectTls } from 'node:tls';
import { CaracalError, messageOf } from '#kernel';
import { backOffMs, pause, type BackOff } from './back-off.js';
import {
  EventLog,
  type LogRecord,
  type OutRecord,
  type PartitionReader,
  type SubscribeOptions,
  type Subscription,
} from './event-log.js';
import { GroupCommit } from './group-commit.js';
import { KafkaAdmin } from './kafka-admin.js';
import { KafkaProducer } from './kafka-producer.js';
import { kafkaGroup, KafkaSubscription } from './kafka-subscription.js';
import { TopicTable, topicSettings, type TopicSettings } from './topic-table.js';

const { Kafka, logLevel } = kafkajs;

/**
 * The log in Apache Kafka, for production. Offsets are committed beside the loop and never awaited; appends share one
 * produce request at a time; topics are created from the topic table.
 */
export class KafkaEventLog extends EventLog {
  private readonly topics: TopicTable;
  private readonly kafka: InstanceType<typeof Kafka>;
  private readonly admin: KafkaAdmin;
  private readonly producer: KafkaProducer;
  private readonly commits: GroupCommit;
  private readonly subscriptions = new Set<KafkaSubscription>();
  private readonly ready: Promise<void>;
  private readonly closed = new AbortController();
  private trouble: unknown;
  private refusal: CaracalError | undefined;
  private closing: Promise<void> | undefined;
  private pinged: { at: number; answer: Promise<void> } | undefined;

  private constructor(private readonly options: KafkaEventLogOptions) {
    super();
    this.topics = new TopicTable(options.topics ?? topicSettings());
    this.kafka = new Kafka({
      clientId: options.clientId ?? 'caracal',
      brokers: options.brokers.split(',').map((broker) => broker.trim()),
      logLevel: logLevel.NOTHING,
      connectionTimeout: 3000,
      requestTimeout: 15_000,
      socketFactory: options.socketFactory ?? withoutDelay,
    });
    this.admin = new KafkaAdmin(this.kafka, this.topics, options.replicationFactor ?? -1);
    this.ready = this.prepare();
    this.producer = new KafkaProducer(this.kafka, this.ready);
    this.commits = new GroupCommit({
      lingerMs: options.lingerMs ?? 1,
      write: (appends, closing) => this.producer.write(appends, closing),
      trouble: () => this.trouble ?? this.producer.trouble,
    });
  }

  /**
   * Opens the log; throws when a topic exists with another number of partitions than configured. A broker that is away
   * doesn't keep it from opening: appends wait, `checkHealth` says why, and subscriptions begin when it is there.
   */
  static async open(options: KafkaEventLogOptions): Promise<KafkaEventLog> {
    const log = new KafkaEventLog(options);
    await Promise.race([log.ready, pause(OPEN_WAIT_MS)]);
    if (log.refusal !== undefined) {
      await log.close();
      throw log.refusal;
    }
    return log;
  }

  override append(records: readonly OutRecord[]): Promise<void> {
    try {
      this.mustBeUsable();
      const partitions = records.map((record) => this.topics.route(record));
      return records.length === 0 ? Promise.resolve() : this.commits.append(records, partitions).then(() => undefined);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  override async subscribe(options: SubscribeOptions, reader: PartitionReader): Promise<Subscription> {
    this.mustBeUsable();
    const subscription = new KafkaSubscription(this.kafka, options, reader, {
      partitions: this.partitionCount(options.topic),
      sessionTimeoutMs: this.options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
      lag: (group, topic, partitions) => this.admin.lag(group, topic, partitions),
      closed: (which) => this.subscriptions.delete(which),
    });
    this.subscriptions.add(subscription);
    await Promise.race([this.ready.then(() => subscription.start()), pause(OPEN_WAIT_MS)]);
    return subscription;
  }

  override async readFrom(topic: string, partition: number, offset: number, recordsMax: number): Promise<LogRecord[]> {
    this.mustBeUsable();
    const { low, high } = await this.admin.range(this.topics.get(topic).name, partition);
    const from = Math.max(offset, low);
    if (from >= high || recordsMax <= 0) return [];
    return this.readRange(topic, partition, { from, to: high, recordsMax });
  }

  override partitionCount(topic: string): number {
    return this.topics.get(topic).partitions;
  }

  override async checkHealth(): Promise<void> {
    this.mustBeUsable();
    const absent = [...this.subscriptions].find((subscription) => subscription.trouble !== undefined);
    const trouble = this.trouble ?? this.producer.trouble ?? absent?.trouble;
    if (trouble !== undefined) throw unavailable(trouble);
    const now = Date.now();
    if (this.pinged === undefined || now - this.pinged.at > PING_EVERY_MS) {
      this.pinged = { at: now, answer: this.admin.ping(PING_WITHIN_MS) };
    }
    await this.pinged.answer.catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  override close(): Promise<void> {
    return (this.closing ??= this.shut());
  }

  private async shut(): Promise<void> {
    const left = Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    await Promise.race([left, pause(CLOSE_WITHIN_MS)]);
    await this.commits.close(CLOSE_WITHIN_MS);
    this.closed.abort();
    await Promise.all([this.producer.disconnect(), this.admin.close()]);
  }

  private mustBeUsable(): void {
    if (this.closing !== undefined) throw new CaracalError('unavailable', 'The log is closed');
    if (this.refusal !== undefined) throw this.refusal;
  }

  /** Tries until the topics are there; stops for good at a refusal or when the log closes, and then never resolves for appends to go on. */
  private async prepare(): Promise<void> {
    for (let failures = 0; ;) {
      try {
        await this.admin.prepareTopics();
        this.trouble = undefined;
        return;
      } catch (error) {
        this.trouble = error;
        if (error instanceof CaracalError && error.code === 'conflict') {
          this.refusal = error;
          return;
        }
        await pause(backOffMs(++failures, BACK_OFF), this.closed.signal);
        if (this.closed.signal.aborted) return;
      }
    }
  }

  /** Kafka knows no reading without a group through kafkajs; so a group of one is made for it, and forgotten. */
  private async readRange(topic: string, partition: number, range: ReadRange): Promise<LogRecord[]> {
    const group = `caracal-read-${randomUUID()}`;
    const records: LogRecord[] = [];
    const done = Promise.withResolvers<void>();
    const reader: PartitionReader = {
      assigned: async (assigned) => ({ startAt: assigned === partition ? range.from : Number.MAX_SAFE_INTEGER }),
      read: async (_, batch) => {
        records.push(...batch);
        if (records.length >= range.recordsMax || batch.at(-1)!.offset >= range.to - 1) done.resolve();
      },
    };
    const subscription = await this.subscribe({ group, topic }, reader);
    await Promise.race([done.promise, pause(READ_WITHIN_MS)]);
    await subscription.close();
    void this.admin.forgetGroup(kafkaGroup(group, topic)).catch(() => undefined);
    return records.slice(0, range.recordsMax);
  }
}

export interface KafkaEventLogOptions {
  /** KAFKA_BROKERS: `host:port,host:port`. */
  readonly brokers: string;
  /** Default: the contracts' topics with their default partition counts. */
  readonly topics?: readonly TopicSettings[];
  readonly clientId?: string;
  /** Of topics that are created; default: the broker's. */
  readonly replicationFactor?: number;
  /** How long a member that says nothing keeps its partitions; the broker's `group.min.session.timeout.ms` is a lower bound. Default 6 s. */
  readonly sessionTimeoutMs?: number;
  /** How long the first append waits for company. Default 1 ms. */
  readonly lingerMs?: number;
  /** How sockets are opened; default TCP without Nagle's delay. */
  readonly socketFactory?: ISocketFactory;
}

interface ReadRange {
  readonly from: number;
  readonly to: number;
  readonly recordsMax: number;
}

const withoutDelay: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl ? connectTls({ ...ssl, host, port }, onConnect) : connect({ host, port }, onConnect);
  return socket.setNoDelay(true).setKeepAlive(true, 30_000);
};

function unavailable(cause: unknown): CaracalError {
  return new CaracalError('unavailable', `Kafka is not available: ${messageOf(cause)}`, { cause });
}

const SESSION_TIMEOUT_MS = 6000;
const OPEN_WAIT_MS = 10_000;
const READ_WITHIN_MS = 30_000;
const CLOSE_WITHIN_MS = 5000;
const PING_EVERY_MS = 2000;
const PING_WITHIN_MS = 3000;
const BACK_OFF: BackOff = { baseMs: 100, maxMs: 2000 };

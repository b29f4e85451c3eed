import type { Admin, Kafka } from 'kafkajs';
import { CaracalError } from '#kernel';
import { pause } from './back-off.js';
import type { TopicSettings, TopicTable } from './topic-table.js';

/** Topics, offsets and health, by the admin client. */
export class KafkaAdmin {
  private connecting: Promise<Admin> | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly topics: TopicTable,
    private readonly replicationFactor: number,
  ) {}

  /** Creates what is missing. Throws `conflict` when a topic exists with another number of partitions. */
  async prepareTopics(): Promise<void> {
    const admin = await this.connected();
    const existing = new Set(await admin.listTopics());
    const missing = this.topics.all.filter(({ name }) => !existing.has(name));
    if (missing.length > 0) {
      await admin.createTopics({
        waitForLeaders: true,
        timeout: 10_000,
        topics: missing.map((t) => this.definition(t)),
      });
    }
    const { topics } = await admin.fetchTopicMetadata({ topics: this.topics.all.map(({ name }) => name) });
    for (const { name, partitions } of topics) {
      const configured = this.topics.get(name).partitions;
      if (partitions.length === configured) continue;
      throw new CaracalError(
        'conflict',
        `The topic ${name} exists with ${partitions.length} partitions, but ${configured} are configured (TOPIC_PARTITIONS). ` +
          'Changing the number would move keys between partitions; set it back, or start with new topics.',
      );
    }
  }

  /** Records that the group has not committed; what retention dropped doesn't count. */
  async lag(group: string, topic: string, partitions: Iterable<number>): Promise<number> {
    const admin = await this.connected();
    const [ends, [committed]] = await Promise.all([
      admin.fetchTopicOffsets(topic),
      admin.fetchOffsets({ groupId: group, topics: [topic] }),
    ]);
    let lag = 0;
    for (const partition of partitions) {
      const end = ends.find((each) => each.partition === partition);
      const offset = Number(committed?.partitions.find((each) => each.partition === partition)?.offset ?? -1);
      if (end !== undefined) lag += Number(end.high) - Math.max(offset, Number(end.low));
    }
    return lag;
  }

  /** First and next offset of a partition. */
  async range(topic: string, partition: number): Promise<{ low: number; high: number }> {
    const admin = await this.connected();
    const found = (await admin.fetchTopicOffsets(topic)).find((each) => each.partition === partition);
    return { low: Number(found?.low ?? 0), high: Number(found?.high ?? 0) };
  }

  async forgetGroup(group: string): Promise<void> {
    await (await this.connected()).deleteGroups([group]);
  }

  /** Rejects when no broker answers in time. */
  async ping(withinMs: number): Promise<void> {
    const answer = this.connected().then((admin) => admin.describeCluster());
    const found = await Promise.race([answer, pause(withinMs)]);
    if (found === undefined) throw new Error(`no broker answered within ${withinMs} ms`);
    if (found.brokers.length === 0) throw new Error('no broker is up');
  }

  async close(): Promise<void> {
    const { connecting } = this;
    const ended = connecting?.then((admin) => admin.disconnect()).catch(() => undefined);
    await Promise.race([ended, pause(1000)]);
  }

  private async connected(): Promise<Admin> {
    this.connecting ??= this.connect();
    try {
      return await this.connecting;
    } catch (error) {
      this.connecting = undefined;
      throw error;
    }
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { initialRetryTime: 50, retries: 2 } });
    await admin.connect();
    return admin;
  }

  private definition({ name, partitions, retentionHours }: TopicSettings) {
    return {
      topic: name,
      numPartitions: partitions,
      replicationFactor: this.replicationFactor,
      configEntries: [
        { name: 'retention.ms', value: String(retentionHours * 3_600_000) },
        // Of a whole batch of records; a single record is checked before it is sent.
        { name: 'max.message.bytes', value: String(8 * 1024 * 1024) },
      ],
    };
  }
}

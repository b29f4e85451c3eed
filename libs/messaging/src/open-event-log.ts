import type { EventLog } from './event-log.js';
import type { AmongThreads } from './pg-event-log.js';
import { topicSettings } from './topic-table.js';

/** Opens the log that the settings ask for: Kafka where brokers are given, else Postgres; memory only when asked for by name. */
export async function openEventLog(options: EventLogOptions): Promise<EventLog> {
  const topics = topicSettings(options.partitions);
  if (options.kind === 'memory') {
    const { MemoryEventLog } = await import('./memory-event-log.js');
    return new MemoryEventLog({ topics });
  }
  const common = { topics, ...(options.clientId && { clientId: options.clientId }) };
  if (options.kafkaBrokers) {
    const { KafkaEventLog } = await import('./kafka-event-log.js');
    const { kafkaReplicationFactor: replicationFactor, kafkaSessionTimeoutMs: sessionTimeoutMs } = options;
    const kafka = { ...(replicationFactor && { replicationFactor }), ...(sessionTimeoutMs && { sessionTimeoutMs }) };
    return KafkaEventLog.open({ ...common, ...kafka, brokers: options.kafkaBrokers });
  }
  if (options.databaseUrl) {
    const { PgEventLog } = await import('./pg-event-log.js');
    const { databaseUrl, amongThreads } = options;
    return PgEventLog.open({ ...common, databaseUrl, amongThreads });
  }
  throw new Error('The log needs KAFKA_BROKERS or DATABASE_URL');
}

export interface EventLogOptions {
  /** Explicitly in memory: nothing survives the process. For tests. */
  readonly kind?: 'memory';
  /** KAFKA_BROKERS: `host:port,host:port`. Wins over `databaseUrl`. */
  readonly kafkaBrokers?: string | undefined;
  /** DATABASE_URL of the application's role. */
  readonly databaseUrl?: string | undefined;
  /** TOPIC_PARTITIONS. */
  readonly partitions?: number | undefined;
  /** Of topics that are created; default: the broker's. */
  readonly kafkaReplicationFactor?: number | undefined;
  /** How long a silent group member keeps its partitions; not below the broker's `group.min.session.timeout.ms`. Default 6 s. */
  readonly kafkaSessionTimeoutMs?: number | undefined;
  /** Other threads of this process have logs of the same database. */
  readonly amongThreads?: AmongThreads | undefined;
  /** The service's name, in the broker's and the database's logs. */
  readonly clientId?: string;
}

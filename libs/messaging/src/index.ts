export {
  EventLog,
  partitionForKey,
  type AppendCondition,
  type LogRecord,
  type OutRecord,
  type PartitionReader,
  type SubscribeOptions,
  type Subscription,
} from './event-log.js';
export { BatchHandler, NOTHING, type Handled } from './batch-handler.js';
export { decodeOnce, encodeOnce } from './decode-once.js';
export { TopicTable, topicSettings, type TopicSettings } from './topic-table.js';
export { MemoryEventLog, type MemoryEventLogOptions } from './memory-event-log.js';
export { MemoryLogStore } from './memory-log-store.js';
export { openEventLog, type EventLogOptions } from './open-event-log.js';
export { ConsumerLoop, type ConsumerLoopOptions } from './consumer-loop.js';
export {
  CONSUMER_CHANNEL,
  observeConsumers,
  type ConsumerEvent,
  type ConsumerIdentity,
  type ConsumerObserver,
} from './consumer-events.js';
export { isInfrastructureError } from './infrastructure-error.js';
export { OnRecords, type OnRecordsOptions } from './on-records.decorator.js';
export { LogTransport, type LogTransportOptions } from './log-transport.js';
export { MessagingModule, type MessagingAsyncOptions } from './messaging.module.js';
export { type AmongThreads, PgEventLog, type PgEventLogOptions } from './pg-event-log.js';
export { migratePgLog, type MigratePgLogOptions } from './pg-log-schema.js';
export { KafkaEventLog, type KafkaEventLogOptions } from './kafka-event-log.js';

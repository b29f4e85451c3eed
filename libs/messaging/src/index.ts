export {
  EventLog,
  partitionForKey,
  type LogRecord,
  type OutRecord,
  type PartitionReader,
  type SubscribeOptions,
  type Subscription,
} from './event-log.js';
export { BatchHandler, NOTHING, type Handled } from './batch-handler.js';

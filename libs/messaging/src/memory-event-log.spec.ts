import { MemoryEventLog } from './memory-event-log.js';
import { MemoryLogStore } from './memory-log-store.js';
import { CONTRACT_TOPICS, describeEventLog } from './testing/event-log.contract.js';
import { TopicTable } from './topic-table.js';

describeEventLog('memory event log', async () => {
  const store = new MemoryLogStore(new TopicTable(CONTRACT_TOPICS));
  return {
    open: async () => new MemoryEventLog({ store }),
    kill: async (log) => (log as MemoryEventLog).crash(),
    settle: async () => undefined,
    tearDown: async () => undefined,
  };
});

import { CuttableProxy } from './testing/cuttable-proxy.js';
import type { EventLog } from './event-log.js';
import { type AmongThreads, PgEventLog } from './pg-event-log.js';
import { migratePgLog } from './pg-log-schema.js';
import { CONTRACT_TOPICS, describeEventLog, type EventLogHarness } from './testing/event-log.contract.js';
import { PgServer } from './testing/pg-server.js';

describeEventLog('postgres event log', () => harness());
describeEventLog('postgres event log among threads', () => harness('prompt'));
describeEventLog('postgres event log among threads, without hurry', () => harness('unhurried'));

async function harness(amongThreads?: AmongThreads): Promise<EventLogHarness> {
  const server = await PgServer.start();
  await server.asOwner((client) => migratePgLog(client, { role: 'caracal_app', topics: CONTRACT_TOPICS }));
  const proxies = new Map<EventLog, CuttableProxy>();
  return {
    open: async (topics) => {
      const proxy = await CuttableProxy.to(server.port);
      const log = await PgEventLog.open({
        databaseUrl: server.appUrl(proxy.port),
        topics,
        leaseMs: 2000,
        amongThreads,
      });
      proxies.set(log, proxy);
      return log;
    },
    kill: async (log) => proxies.get(log)!.cut(),
    settle: () => new Promise((resolve) => setTimeout(resolve, 500)),
    tearDown: async () => {
      await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
      await server.stop();
    },
  };
}

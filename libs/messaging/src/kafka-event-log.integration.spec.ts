import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaObstacle, startKafka } from '../../../scripts/kafka/kafka-broker.mjs';
import type { EventLog } from './event-log.js';
import { KafkaEventLog } from './kafka-event-log.js';
import { describeEventLog } from './testing/event-log.contract.js';

const obstacle = await kafkaObstacle();
if (obstacle !== undefined) console.warn(`SKIPPED: the Kafka adapter is not tested here, because ${obstacle}.`);

describeEventLog(
  'kafka event log',
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'caracal-kafka-'));
    const broker = await startKafka({ dataDir });
    const wires = new Map<EventLog, Wires>();
    return {
      open: async (topics) => {
        const own = new Wires();
        const log = await KafkaEventLog.open({
          brokers: broker.brokers,
          topics,
          sessionTimeoutMs: 1500,
          socketFactory: ({ host, port, onConnect }) => own.open(host, port, onConnect),
        });
        wires.set(log, own);
        return log;
      },
      kill: async (log) => wires.get(log)!.cut(),
      settle: () => new Promise((resolve) => setTimeout(resolve, 700)),
      tearDown: async () => {
        await broker.stop();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
  obstacle,
);

/** The sockets of one log, which can be cut for good. */
class Wires {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  open(host: string, port: number, onConnect: () => void): Socket {
    const socket = connect({ host, port }, onConnect);
    this.sockets.add(socket);
    if (this.isCut) socket.destroy(new Error('cut'));
    return socket;
  }
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy(new Error('cut'));
  }
}

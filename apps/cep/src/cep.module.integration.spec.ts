import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { topics } from '#contracts';
import { createHttpApp, HealthModule } from '#http';
import { Clock, SystemClock } from '#kernel';
import { EventLog, LogTransport, MemoryEventLog, MemoryLogStore, topicSettings, TopicTable } from '#messaging';
import { PersistenceModule } from '#persistence';
import { testDatabase } from '../../../libs/persistence/src/testing/index.js';
import { cepConfig } from './cep.config.js';
import { CepModule } from './cep.module.js';
import { accepted, NOON, outOf } from './testing/accepted.js';

@Global()
@Module({})
class Surroundings {}

const FOLDER = mkdtempSync(join(tmpdir(), 'caracal-patterns-'));
const broker = new MemoryLogStore(new TopicTable(topicSettings(1)));
let url: string;
let app: NestFastifyApplication | undefined;

beforeEach(async () => {
  url ??= (await testDatabase()).appUrl;
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  rmSync(FOLDER, { recursive: true, force: true });
});

/** The service as its process runs it, on the real database and a log in memory that outlives it. */
async function start(log: EventLog): Promise<NestFastifyApplication> {
  const surroundings: DynamicModule = {
    module: Surroundings,
    imports: [HealthModule, PersistenceModule.forRoot({ url, applicationName: `cep-${Math.random()}` })],
    providers: [
      { provide: EventLog, useValue: log },
      { provide: Clock, useClass: SystemClock },
    ],
    exports: [EventLog, Clock],
  };
  const config = cepConfig.parse({ PATTERNS_DIR: FOLDER, CEP_CHECKPOINT_MS: 60_000 });
  class Root {}
  app = await createHttpApp({ module: Root, imports: [surroundings, CepModule.forRoot(config)] });
  app.connectMicroservice({ strategy: new LogTransport(log) }, { inheritAppConfig: false });
  await app.startAllMicroservices();
  await app.init();
  return app;
}

async function signals(log: EventLog, count: number) {
  for (let left = 3000; left > 0; left--) {
    const records = await log.readFrom(topics.signals.name, 0, 0, 100);
    if (records.length >= count) return records.map(({ value }) => topics.signals.codec.decode(value));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no ${count} signals came`);
}

describe('cep service', () => {
  it('stopped and started → goes on with the histories that it saved on the way down', async () => {
    const log = new MemoryEventLog({ store: broker });
    await start(log);
    await log.append([outOf(accepted({ id: 'a' }), 0), outOf(accepted({ id: 'b', occurredAtMs: NOON + 1000 }), 0)]);
    await signals(log, 2);
    const ready = await app!.inject({ url: '/health/ready' });
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ready' }]);
    await app!.close();

    const again = new MemoryEventLog({ store: broker });
    await start(again);
    await again.append([outOf(accepted({ id: 'a' }), 0), outOf(accepted({ id: 'c', occurredAtMs: NOON + 2000 }), 0)]);
    const all = await signals(again, 3);
    expect(all.map((signal) => signal.transaction.id)).toEqual(['a', 'b', 'c']);
    expect(all[2]!.entities.map(({ values }) => values[0])).toEqual([3, 3, 3, 3, 3]);
  });
});

import 'reflect-metadata';
import { Controller, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { topics } from '#contracts';
import { describe, expect, it } from 'vitest';
import { BatchHandler, NOTHING, type Handled } from './batch-handler.js';
import { EventLog, type LogRecord } from './event-log.js';
import { LogTransport } from './log-transport.js';
import { MessagingModule } from './messaging.module.js';
import { OnRecords } from './on-records.decorator.js';

@Controller()
class ScoringConsumer extends BatchHandler {
  readonly assignedPartitions: number[] = [];
  readonly revokedPartitions: number[] = [];

  @OnRecords(topics.signals, { group: 'scoring' })
  override handle(records: readonly LogRecord[]): Handled {
    return {
      publish: records.map(({ key, value, headers }) => ({ topic: topics.decisions.name, key, value, headers })),
    };
  }
  override async assigned(partition: number): Promise<undefined> {
    this.assignedPartitions.push(partition);
  }
  override async revoked(partition: number): Promise<void> {
    this.revokedPartitions.push(partition);
  }
}

@Injectable()
class Ledger extends BatchHandler {
  readonly keys: string[] = [];
  override handle(records: readonly LogRecord[]): Handled {
    this.keys.push(...records.map((record) => record.key));
    return NOTHING;
  }
}

@Controller()
class LedgerConsumers {
  constructor(private readonly ledger: Ledger) {}
  @OnRecords(topics.signals, { group: 'audit' })
  signals(): BatchHandler {
    return this.ledger;
  }
  @OnRecords(topics.decisions, { group: 'audit' })
  decisions(): BatchHandler {
    return this.ledger;
  }
}

@Controller()
class SecondScoring {
  constructor(private readonly ledger: Ledger) {}
  @OnRecords(topics.signals, { group: 'scoring' })
  signals(): BatchHandler {
    return this.ledger;
  }
}

@Controller()
class NoHandler {
  @OnRecords(topics.labels, { group: 'nobody' })
  labels(): BatchHandler {
    return undefined as unknown as BatchHandler;
  }
}

async function start(controllers: (new (...injected: never[]) => object)[]): Promise<NestFastifyApplication> {
  class TestApp {}
  Module({
    imports: [MessagingModule.forRoot({ kind: 'memory', partitions: 2 })],
    controllers,
    providers: [Ledger],
  })(TestApp);
  const app = await NestFactory.create<NestFastifyApplication>(TestApp, new FastifyAdapter(), { logger: false });
  app.connectMicroservice({ strategy: new LogTransport(app.get(EventLog)) });
  return app;
}

const signal = (key: string) => ({
  topic: topics.signals.name,
  key,
  value: new Uint8Array([1]),
  headers: { ce_id: key },
});

describe('log transport', () => {
  it('log transport: two groups on one topic in a Nest application → each gets every record, outputs are published', async () => {
    const app = await start([ScoringConsumer, LedgerConsumers]);
    await app.startAllMicroservices();
    await app.get(EventLog).append([signal('ten_1/a'), signal('ten_1/b')]);
    const { keys } = app.get(Ledger);
    await expect.poll(() => [...keys].sort()).toEqual(['ten_1/a', 'ten_1/a', 'ten_1/b', 'ten_1/b']);
    expect(app.get(ScoringConsumer).assignedPartitions).toEqual([0, 1]);
    await app.close();
    expect(app.get(ScoringConsumer).revokedPartitions).toEqual([0, 1]);
  });

  it('log transport: application closes → loops are done before the log closes', async () => {
    const app = await start([ScoringConsumer]);
    await app.startAllMicroservices();
    const log = app.get(EventLog);
    let published = 0;
    const append = log.append.bind(log);
    log.append = async (records) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      await append(records);
      published += records.length;
    };
    await append([signal('ten_1/a')]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await app.close();
    expect(published).toBe(1);
    await expect(log.checkHealth()).rejects.toThrow('closed');
  });

  it('log transport: one group bound twice to a topic → refuses to start and says which', async () => {
    const app = await start([ScoringConsumer, SecondScoring]);
    await expect(app.startAllMicroservices()).rejects.toThrow('records of signals.v1 for scoring');
    await app.close();
  });

  it('log transport: a method that returns no handler → refuses to start and says which', async () => {
    const app = await start([NoHandler]);
    await expect(app.startAllMicroservices()).rejects.toThrow(
      'records of labels.v1 for nobody must return a BatchHandler',
    );
    await app.close();
  });
});

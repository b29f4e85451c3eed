import { Global, Module, type INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { topics } from '#contracts';
import { createHttpApp, Readiness } from '#http';
import { Clock, loadConfig, SystemClock } from '#kernel';
import { EventLog, LogTransport, MemoryEventLog, topicSettings } from '#messaging';
import { Database } from '#persistence';
import { metrics } from '#telemetry';
import { TenantDirectory } from '#tenancy';
import { scoringConfig } from './scoring.config.js';
import { ScoringModule } from './scoring.module.js';
import { entityOf, recordOf, replyTo, signalOf, transactionOf } from './testing/signals.js';
import { decisionsInLog, tenantOf } from './testing/scoring-parts.js';

const log = new MemoryEventLog({ topics: topicSettings() });

@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: EventLog, useValue: log },
    // No tenant has models of its own.
    { provide: Database, useValue: { query: async () => [] } },
    { provide: TenantDirectory, useValue: { byId: async (id: string) => tenantOf(id) } },
  ],
  exports: [Clock, Database, EventLog, TenantDirectory],
})
class Surroundings {}

describe('ScoringModule', () => {
  let app: INestApplication;

  beforeAll(async () => {
    class Root {}
    const config = loadConfig(scoringConfig, {});
    app = await createHttpApp({ module: Root, imports: [Surroundings, ScoringModule.forRoot(config)] });
    app.connectMicroservice({ strategy: new LogTransport(log) });
    await app.startAllMicroservices();
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await log.close();
  });

  it('a signal in the log → the decision and the reply in the log, by the model of the repository', async () => {
    const transaction = transactionOf({ receivedAtMs: Date.now() });
    const signal = signalOf({
      transaction,
      replyTo: replyTo({ deadlineAtMs: Date.now() + 5000 }),
      entities: [entityOf('account'), entityOf('card'), entityOf('merchant')],
    });
    const { topic, key, value, headers } = recordOf(signal, 0);
    await log.append([{ topic, key, value, headers }]);
    const decisions = await vi.waitFor(async () => {
      const found = await decisionsInLog(log);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(decisions[0]).toMatchObject({
      transaction: { id: transaction.id },
      answeredBy: 'full',
      modelId: 'card-payments-trees@1',
    });
    expect(await log.readFrom(topics.decisionReplies.name, 7, 0, 10)).toHaveLength(1);
  });

  it('a signal that lacks the others of its transaction → the gauge shows it waiting', async () => {
    const deadlineAtMs = Date.now() + 60_000;
    const { topic, key, value, headers } = recordOf(
      signalOf({ transaction: transactionOf(), partitions: [0, 1], replyTo: replyTo({ deadlineAtMs }) }),
      0,
    );
    await log.append([{ topic, key, value, headers }]);
    await vi.waitFor(async () => expect(await metrics.metrics()).toMatch(/^caracal_open_joins 1$/m));
    expect(await metrics.metrics()).toMatch(/^caracal_model_circuit_open 0$/m);
  });

  it('started and warm → ready', async () => {
    expect(await app.get(Readiness, { strict: false }).problems()).toEqual({});
  });
});

describe('scoringConfig', () => {
  it('everything wrong → every problem is listed', () => {
    const env = { MODEL_TIMEOUT_MS: '0', BATCH_WAIT_MS_MAX: '-1', DECIDE_MARGIN_MS: 'soon', OPEN_JOINS_MAX: '0' };
    expect(() => loadConfig(scoringConfig, env)).toThrow(
      /MODEL_TIMEOUT_MS[^]*BATCH_WAIT_MS_MAX[^]*DECIDE_MARGIN_MS[^]*OPEN_JOINS_MAX/,
    );
  });
});

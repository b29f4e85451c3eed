import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll } from 'vitest';
import { type DecisionV1, decisionV1, recordKey, topics, verificationV1, type VerificationV1 } from '#contracts';
import { createHttpApp } from '#http';
import { Clock, ManualClock } from '#kernel';
import { EventLog, MessagingModule } from '#messaging';
import { PersistenceModule, PgChallengeReader, type SandboxMessage } from '#persistence';
import { PgTenantAdmin, TenancyModule, type TenantSettingsInput } from '#tenancy';
import { testDatabase, type TestDatabase } from '../../../../libs/persistence/src/testing/index.js';
import { firstPolicy } from '../../../../packs/card-payments/src/first-policy.js';
import { OpenChallenges } from '../open-challenges.handler.js';
import { verificationConfig } from '../verification.config.js';
import { VerificationModule } from '../verification.module.js';

export const SECRET = 'a secret of the suite, long enough';

/** The service over HTTP on a real database, at a time that tests set. */
export class VerificationApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly db: TestDatabase,
    readonly clock: ManualClock,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<VerificationApp> {
    const db = await testDatabase();
    const clock = new ManualClock(Date.now());
    @Global()
    @Module({ providers: [{ provide: Clock, useValue: clock }], exports: [Clock] })
    class ClockModule {}
    class TestModule {}
    const app = await createHttpApp({
      module: TestModule,
      imports: [
        ClockModule,
        PersistenceModule.forRoot({ url: db.appUrl, connectionsMax: 6 }),
        MessagingModule.forRoot({ kind: 'memory' }),
        TenancyModule,
        VerificationModule.forRoot(verificationConfig.parse({ CARACAL_SECRET: SECRET, ...settings })),
      ],
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    afterAll(() => app.close());
    return new VerificationApp(app, db, clock);
  }

  async tenant(
    slug: string,
    otp: TenantSettingsInput['otp'] = {},
  ): Promise<{ id: string; key: string; liveKey: string }> {
    const admin = this.app.get(PgTenantAdmin, { strict: false });
    const settings = { otp, livemode_allowed: true };
    const id = await admin.createTenant({ name: slug, slug, settings, policy: firstPolicy() });
    const { key } = await admin.createApiKey(id, { name: 'test', livemode: false });
    const live = await admin.createApiKey(id, { name: 'live', livemode: true });
    return { id, key, liveKey: live.key };
  }

  async consume(...decisions: DecisionV1[]): Promise<void> {
    const handled = await this.app.get(OpenChallenges, { strict: false }).handle(
      decisions.map((decision, offset) => ({
        topic: topics.decisions.name,
        partition: 0,
        offset,
        key: 'key',
        value: decisionV1.encode(decision),
        headers: { traceparent: TRACEPARENT },
        appendedAtMs: 0,
      })),
    );
    if (handled.poison && handled.poison.length > 0) throw handled.poison[0]!.error;
  }

  /** What the tenant's console shows of this challenge, newest first. */
  async messages(decision: DecisionV1): Promise<SandboxMessage[]> {
    const { tenantId } = decision.transaction;
    const { items } = await new PgChallengeReader(this.db.database).sandboxMessages(tenantId, { limit: 200 });
    return items.filter(({ challengeId }) => challengeId === decision.challengeId);
  }

  async code(decision: DecisionV1): Promise<string> {
    return (await this.messages(decision))[0]!.code!;
  }

  /** Results that reached the log, once there are as many. */
  async results({ transaction }: DecisionV1, count: number): Promise<(VerificationV1 & { traceparent: string })[]> {
    const log = this.app.get(EventLog, { strict: false });
    const topic = topics.verifications.name;
    const partition = log.partitionOf(topic, recordKey(transaction.tenantId, transaction.id));
    for (let i = 0; ; i++) {
      const records = await log.readFrom(topic, partition, 0, 1000);
      const results = records
        .map(({ value, headers }) => ({ ...verificationV1.decode(value), traceparent: headers['traceparent']! }))
        .filter(({ transactionId }) => transactionId === transaction.id);
      if (results.length >= count || i === 100) return results;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

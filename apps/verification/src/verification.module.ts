// Everything that step-up is made of. What it needs from the process: Clock, the log, the database, the outbox, tenants.
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Module,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HealthModule, Readiness } from '#http';
import { Clock } from '#kernel';
import { EventLog } from '#messaging';
import { Database, Outbox, OutboxModule } from '#persistence';
import { TenantDirectory } from '#tenancy';
import { ChallengeAccess } from './challenge-access.js';
import { ChallengesController } from './challenges.controller.js';
import { ChallengeStore } from './challenge-store.js';
import { DeliveryQueue } from './delivery/delivery-queue.js';
import { DeliveryWorker } from './delivery/delivery-worker.js';
import { HttpSmtpSender } from './delivery/http-smtp-sender.js';
import { PgDeliveryQueue } from './delivery/pg-delivery-queue.js';
import { ExpirySweeper } from './expiry-sweeper.js';
import { OneTimeCodes } from './one-time-code.js';
import { OpenChallenges } from './open-challenges.handler.js';
import { ChallengePageController } from './page/challenge-page.controller.js';
import { PgChallengeStore } from './pg-challenge-store.js';
import type { VerificationConfig } from './verification.config.js';
import { VerificationConsumers } from './verification.consumers.js';

@Module({})
export class VerificationModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  static forRoot(config: VerificationConfig): DynamicModule {
    const links = { publicUrl: config.PUBLIC_URL, secret: config.CARACAL_SECRET };
    const codes = new OneTimeCodes(config.CARACAL_SECRET);
    return {
      module: VerificationModule,
      imports: [HealthModule, OutboxModule],
      controllers: [ChallengesController, ChallengePageController, VerificationConsumers],
      providers: [
        {
          provide: ChallengeStore,
          useFactory: (database: Database, outbox: Outbox) => new PgChallengeStore(database, outbox, codes, links),
          inject: [Database, Outbox],
        },
        {
          provide: DeliveryQueue,
          useFactory: (database: Database) => new PgDeliveryQueue(database, codes, links),
          inject: [Database],
        },
        {
          provide: HttpSmtpSender,
          useFactory: (clock: Clock) => new HttpSmtpSender(clock, config.DELIVERY_ALLOW_PRIVATE),
          inject: [Clock],
        },
        {
          provide: DeliveryWorker,
          useFactory: (...parts: ConstructorParameters<typeof DeliveryWorker>) => new DeliveryWorker(...parts),
          inject: [DeliveryQueue, HttpSmtpSender, TenantDirectory, Clock],
        },
        {
          provide: ChallengeAccess,
          useFactory: (store: ChallengeStore, tenants: TenantDirectory) =>
            new ChallengeAccess(store, tenants, config.CARACAL_SECRET),
          inject: [ChallengeStore, TenantDirectory],
        },
        {
          provide: OpenChallenges,
          useFactory: (store: ChallengeStore, tenants: TenantDirectory, clock: Clock, worker: DeliveryWorker) =>
            new OpenChallenges(store, tenants, clock, () => worker.nudge()),
          inject: [ChallengeStore, TenantDirectory, Clock, DeliveryWorker],
        },
        {
          provide: ExpirySweeper,
          useFactory: (store: ChallengeStore, clock: Clock) => new ExpirySweeper(store, clock),
          inject: [ChallengeStore, Clock],
        },
      ],
    };
  }

  constructor(
    private readonly readiness: Readiness,
    private readonly database: Database,
    private readonly log: EventLog,
    private readonly worker: DeliveryWorker,
    private readonly sender: HttpSmtpSender,
    private readonly sweeper: ExpirySweeper,
  ) {}

  onModuleInit(): void {
    this.readiness.add({ name: 'database', check: () => this.database.checkHealth() });
    this.readiness.add({ name: 'log', check: () => this.log.checkHealth() });
  }

  onApplicationBootstrap(): void {
    this.worker.start();
    this.sweeper.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.worker.stop(), this.sweeper.stop()]);
    await this.sender.close();
  }
}

// Everything that the decision API is made of. What it needs from the process: the log, the database, the tenants, health.
import { join } from 'node:path';
import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HealthModule, Readiness } from '#http';
import { Clock } from '#kernel';
import { EventLog } from '#messaging';
import { Database, DecisionReader } from '#persistence';
import { featureProviders, featuresFollower, readFeaturePack } from '#service';
import { FeatureBook } from '#tenancy';
import { AcceptTransactions } from './accept-transactions.js';
import { ClaimStore } from './claim-store.js';
import { DocsController } from './docs.controller.js';
import { EventClaimStore } from './event-claim-store.js';
import type { IngestionConfig } from './ingestion.config.js';
import { DecisionConsumers, ReplyConsumers } from './ingestion.consumers.js';
import { IngestionSettings } from './ingestion.settings.js';
import { KeyGate } from './key-gate.js';
import { PgClaimStore } from './pg-claim-store.js';
import { PgEventClaimStore } from './pg-event-claim-store.js';
import { Quotas } from './quotas.js';
import { RecentDecisions } from './recent-decisions.js';
import { AllDecisions, OwnReplies, ReplyInbox } from './reply-inbox.js';
import { Spool } from './spool.js';
import { StandIn } from './stand-in.js';
import { TransactionQueries } from './transaction-queries.js';
import { TransactionsController } from './transactions.controller.js';

@Module({})
export class IngestionModule implements OnModuleInit {
  /** `soleInstance`: there is no other in this suite, and scoring writes no replies. */
  static forRoot(config: IngestionConfig, soleInstance = false): DynamicModule {
    return {
      module: IngestionModule,
      imports: [HealthModule],
      controllers: [
        TransactionsController,
        DocsController,
        soleInstance ? DecisionConsumers : ReplyConsumers,
        featuresFollower('ingestion'),
      ],
      providers: [
        ...featureProviders(() => readFeaturePack(config.FEATURES_DIR)),
        StandIn,
        KeyGate,
        { provide: ReplyInbox, useClass: soleInstance ? AllDecisions : OwnReplies },
        RecentDecisions,
        { provide: ClaimStore, useClass: PgClaimStore },
        { provide: EventClaimStore, useClass: PgEventClaimStore },
        { provide: Quotas, useFactory: (clock: Clock) => new Quotas(clock), inject: [Clock] },
        {
          provide: IngestionSettings,
          useValue: new IngestionSettings({ publicUrl: config.PUBLIC_URL, secret: config.CARACAL_SECRET }),
        },
        {
          provide: Spool,
          useFactory: () => Spool.open(join(config.CARACAL_HOME, 'spool.jsonl'), config.SPOOL_BYTES_MAX),
        },
        {
          provide: AcceptTransactions,
          useFactory: (...parts: AcceptParts) =>
            new AcceptTransactions(...parts, {
              answerMarginMs: config.ANSWER_MARGIN_MS,
              inFlightMax: config.IN_FLIGHT_MAX,
              undecidedMax: config.UNDECIDED_MAX,
            }),
          inject: [Clock, ClaimStore, EventLog, Spool, StandIn, DecisionReader, RecentDecisions, ReplyInbox],
        },
        {
          provide: TransactionQueries,
          useFactory: (...parts: ConstructorParameters<typeof TransactionQueries>) => new TransactionQueries(...parts),
          inject: [Clock, DecisionReader, ClaimStore, EventClaimStore, RecentDecisions, EventLog, IngestionSettings],
        },
      ],
    };
  }

  constructor(
    private readonly readiness: Readiness,
    private readonly replies: ReplyInbox,
    private readonly database: Database,
    private readonly log: EventLog,
    private readonly features: FeatureBook,
  ) {}

  onModuleInit(): void {
    this.readiness.add({ name: 'database', check: () => this.database.checkHealth() });
    this.readiness.add({ name: 'log', check: () => this.log.checkHealth() });
    this.readiness.add({ name: 'features', check: () => this.features.ready() });
    this.readiness.add({
      name: 'replies',
      check: async () => {
        if (this.replies.partition === undefined) throw new Error('no reply partition is assigned yet');
      },
    });
  }
}

type AcceptParts = ConstructorParameters<typeof AcceptTransactions> extends [...infer Parts, unknown] ? Parts : never;

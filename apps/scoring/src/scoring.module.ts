// Everything that scoring is made of, on one page. What it needs from the process: clock, log, tenants, health.
import { Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HealthModule, Readiness } from '#http';
import { Clock, messageOf } from '#kernel';
import { EventLog } from '#messaging';
import { Database } from '#persistence';
import { logger } from '#telemetry';
import { featureProviders, featuresFollower, readFeaturePack } from '#service';
import { FeatureBook, PolicyBook, TenantDirectory } from '#tenancy';
import { DecideHandler } from './decide.handler.js';
import { Decider } from './decider.js';
import { AskModels } from './model/ask-models.js';
import { FollowModelsHandler } from './model/follow-models.handler.js';
import { Gathering } from './model/gathering.js';
import { ModelBook } from './model/model-book.js';
import { ModelSource } from './model/model-source.js';
import { PgModelSource } from './model/pg-model-source.js';
import { ScoringModels } from './model/scoring-models.js';
import { OpenJoins } from './open-joins.js';
import type { ScoringConfig } from './scoring.config.js';
import { ScoringMetrics } from './scoring-metrics.js';

/** Decided transactions remembered per partition, so that a repeated signal is recognised. */
const DECIDED_MAX = 20_000;

@Module({})
export class ScoringModule implements OnModuleInit, OnApplicationShutdown {
  static forRoot(config: ScoringConfig, place: ScoringPlace = OF_ITS_OWN): DynamicModule {
    const { consumes, writesReplies } = place;
    return {
      module: ScoringModule,
      imports: [HealthModule],
      controllers: [...(consumes ? [DecideHandler] : []), FollowModelsHandler, featuresFollower('scoring')],
      exports: consumes ? [] : [DecideHandler],
      providers: [
        ...(consumes ? [] : [DecideHandler]),
        ScoringMetrics,
        Gathering,
        ...featureProviders(() => readFeaturePack(config.FEATURES_DIR)),
        {
          provide: ModelSource,
          useFactory: (database: Database, clock: Clock) => new PgModelSource(database, clock),
          inject: [Database, Clock],
        },
        {
          // Resolves when the default model is open and warm, so nothing is consumed, and nobody is told "ready", before.
          provide: ScoringModels,
          useFactory: (...parts: [ModelSource, Gathering, FeatureBook, ScoringMetrics]) =>
            ScoringModels.open(config, ...parts),
          inject: [ModelSource, Gathering, FeatureBook, ScoringMetrics],
        },
        { provide: ModelBook, useFactory: ({ book }: ScoringModels) => book, inject: [ScoringModels] },
        {
          provide: PolicyBook,
          useFactory: (tenants: TenantDirectory) =>
            new PolicyBook(tenants, (tenant, version, error) =>
              logger.error({ tenant, version, error: messageOf(error) }, 'a stored policy does not compile'),
            ),
          inject: [TenantDirectory],
        },
        {
          provide: Decider,
          useFactory: (
            clock: Clock,
            policies: PolicyBook,
            features: FeatureBook,
            book: ModelBook,
            gathering: Gathering,
            metrics: ScoringMetrics,
          ) =>
            new Decider(clock, policies, features, new AskModels(book, gathering), gathering, metrics, {
              challengeTtlMs: config.CHALLENGE_TTL_MS,
              tier2TimeoutMs: config.TIER2_TIMEOUT_MS,
              marginMs: config.DECIDE_MARGIN_MS,
              writesReplies,
            }),
          inject: [Clock, PolicyBook, FeatureBook, ModelBook, Gathering, ScoringMetrics],
        },
        {
          provide: OpenJoins,
          useFactory: (log: EventLog, decider: Decider, clock: Clock, metrics: ScoringMetrics) =>
            new OpenJoins(log, decider, clock, limitsOf(config), {
              expired: (count) => metrics.joinsExpired(count),
              failed: (error) => logger.error({ err: error }, 'a decision could not be written'),
            }),
          inject: [EventLog, Decider, Clock, ScoringMetrics],
        },
      ],
    };
  }

  constructor(
    private readonly readiness: Readiness,
    private readonly log: EventLog,
    private readonly joins: OpenJoins,
    private readonly models: ScoringModels,
    private readonly metrics: ScoringMetrics,
  ) {}

  onModuleInit(): void {
    this.metrics.watch({
      openJoins: () => this.joins.openCount,
      modelsResting: () => this.models.book.restingCount,
      modelsRefused: () => this.models.book.refusedCount,
    });
    this.readiness.add({ name: 'log', check: () => this.log.checkHealth() });
    this.readiness.add({ name: 'models', check: () => this.models.book.ready() });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.models.close();
  }
}

/** How scoring stands to the other services. */
export interface ScoringPlace {
  /** Whether it reads signals.v1; else another handler calls `DecideHandler` with what it has matched. */
  readonly consumes: boolean;
  /** False where the waiting side reads the decisions themselves. */
  readonly writesReplies: boolean;
}

const OF_ITS_OWN: ScoringPlace = { consumes: true, writesReplies: true };

function limitsOf(config: ScoringConfig) {
  return {
    marginMs: config.DECIDE_MARGIN_MS,
    lateMs: config.LATE_JOIN_MS_MAX,
    openMax: config.OPEN_JOINS_MAX,
    decidedMax: DECIDED_MAX,
  };
}

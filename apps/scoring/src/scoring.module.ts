// Everything that scoring is made of, on one page. What it needs from the process: clock, log, tenants, health.
import { Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HealthModule, Readiness } from '#http';
import { Clock, messageOf } from '#kernel';
import { EventLog } from '#messaging';
import { logger } from '#telemetry';
import { PolicyBook, TenantDirectory } from '#tenancy';
import { DecideHandler } from './decide.handler.js';
import { Decider } from './decider.js';
import { LoadedModel } from './model/loaded-model.js';
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
      controllers: consumes ? [DecideHandler] : [],
      exports: consumes ? [] : [DecideHandler],
      providers: [
        ...(consumes ? [] : [DecideHandler]),
        ScoringMetrics,
        {
          // Resolves when the model is loaded and warm, so nothing is consumed, and nobody is told "ready", before.
          provide: LoadedModel,
          useFactory: (metrics: ScoringMetrics) =>
            LoadedModel.open(config, (kind, error) => {
              metrics.modelFailed(kind);
              logger.warn({ kind, err: error }, 'the model did not answer; the rules decide alone');
            }),
          inject: [ScoringMetrics],
        },
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
          useFactory: (clock: Clock, policies: PolicyBook, model: LoadedModel, metrics: ScoringMetrics) =>
            new Decider(clock, policies, model.stage, metrics, {
              challengeTtlMs: config.CHALLENGE_TTL_MS,
              writesReplies,
            }),
          inject: [Clock, PolicyBook, LoadedModel, ScoringMetrics],
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
    private readonly model: LoadedModel,
    private readonly metrics: ScoringMetrics,
  ) {}

  onModuleInit(): void {
    this.metrics.watch({
      openJoins: () => this.joins.openCount,
      modelResting: () => this.model.stage?.resting ?? false,
    });
    this.readiness.add({ name: 'log', check: () => this.log.checkHealth() });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.model.close();
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

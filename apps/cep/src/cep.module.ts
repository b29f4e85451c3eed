// Everything that the matcher is made of. What it needs from the process: the log, the database, the clock, health.
import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Readiness } from '#http';
import { Clock, readTextFiles } from '#kernel';
import { EventLog } from '#messaging';
import { readPack } from '#patterns';
import { Database } from '#persistence';
import { featureProviders, featuresFollower, readFeaturePack } from '#service';
import type { CepConfig } from './cep.config.js';
import { CepSettings } from './cep.settings.js';
import { MatchTransactionsHandler } from './match-transactions.handler.js';
import { FollowPatternsHandler } from './follow-patterns.handler.js';
import { PatternBook } from './pattern-book.js';
import { RouteLabelsHandler } from './route-labels.handler.js';
import { PatternCounts } from './pattern-counts.js';
import { PgPatternCounts } from './pg-pattern-counts.js';
import { PgPatternSource } from './pg-pattern-source.js';
import { PgStateStore } from './pg-state-store.js';
import { StateStore } from './state-store.js';
import { TenantPatterns } from './tenant-patterns.js';

@Module({})
export class CepModule implements OnModuleInit {
  /** `consumes`: false where another handler calls `MatchTransactionsHandler` for the records that it reads. */
  static forRoot(config: CepConfig, consumes = true): DynamicModule {
    return {
      module: CepModule,
      controllers: [
        ...(consumes ? [MatchTransactionsHandler] : []),
        FollowPatternsHandler,
        featuresFollower('cep'),
        RouteLabelsHandler,
      ],
      exports: consumes ? [] : [MatchTransactionsHandler],
      providers: [
        ...(consumes ? [] : [MatchTransactionsHandler]),
        { provide: StateStore, useClass: PgStateStore },
        {
          provide: PgPatternSource,
          useFactory: (database: Database, clock: Clock) => new PgPatternSource(database, clock),
          inject: [Database, Clock],
        },
        {
          provide: TenantPatterns,
          useFactory: (source: PgPatternSource, counts: PatternCounts) => {
            const pack = readPack(readTextFiles(config.PATTERNS_DIR, /\.ya?ml$/, 'PATTERNS_DIR'));
            return new TenantPatterns(pack, () => source.read(), counts);
          },
          inject: [PgPatternSource, PatternCounts],
        },
        ...featureProviders(() => readFeaturePack(config.FEATURES_DIR)),
        PatternCounts,
        PgPatternCounts,
        { provide: PatternBook, useExisting: TenantPatterns },
        {
          provide: CepSettings,
          useValue: new CepSettings({
            checkpointMs: config.CEP_CHECKPOINT_MS,
            stateBytesMax: config.CEP_STATE_MB_MAX * 2 ** 20,
            dirtyEntitiesMax: config.CEP_DIRTY_ENTITIES_MAX,
            latenessMs: config.CEP_LATENESS_MS,
            outOfOrderMs: config.CEP_OUT_OF_ORDER_MS,
            idleMs: config.CEP_IDLE_MS,
          }),
        },
      ],
    };
  }

  constructor(
    private readonly readiness: Readiness,
    private readonly store: StateStore,
    private readonly log: EventLog,
    private readonly modules: ModuleRef,
  ) {}

  onModuleInit(): void {
    this.readiness.add({ name: 'database', check: () => this.store.checkHealth() });
    this.readiness.add({ name: 'log', check: () => this.log.checkHealth() });
    this.readiness.add({
      name: 'partitions',
      check: async () => {
        const { problem } = this.modules.get(MatchTransactionsHandler);
        if (problem !== undefined) throw new Error(problem);
      },
    });
  }
}

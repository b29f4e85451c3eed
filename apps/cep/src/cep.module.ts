// Everything that the matcher is made of. What it needs from the process: the log, the database, the clock, health.
import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Readiness } from '#http';
import { EventLog } from '#messaging';
import type { CepConfig } from './cep.config.js';
import { CepSettings } from './cep.settings.js';
import { MatchTransactionsHandler } from './match-transactions.handler.js';
import { PackPatterns } from './pack-patterns.js';
import { PatternBook } from './pattern-book.js';
import { PgStateStore } from './pg-state-store.js';
import { StateStore } from './state-store.js';

@Module({})
export class CepModule implements OnModuleInit {
  /** `consumes`: false where another handler calls `MatchTransactionsHandler` for the records that it reads. */
  static forRoot(config: CepConfig, consumes = true): DynamicModule {
    return {
      module: CepModule,
      controllers: consumes ? [MatchTransactionsHandler] : [],
      exports: consumes ? [] : [MatchTransactionsHandler],
      providers: [
        ...(consumes ? [] : [MatchTransactionsHandler]),
        { provide: StateStore, useClass: PgStateStore },
        { provide: PatternBook, useFactory: () => PackPatterns.read(config.PATTERNS_DIR) },
        {
          provide: CepSettings,
          useValue: new CepSettings({
            checkpointMs: config.CEP_CHECKPOINT_MS,
            entitiesInMemoryMax: config.CEP_ENTITIES_IN_MEMORY_MAX,
            dirtyEntitiesMax: config.CEP_DIRTY_ENTITIES_MAX,
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

// Everything that feedback is made of. What it needs from the process: the log and the database.
import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { HealthModule, Readiness } from '#http';
import { EventLog } from '#messaging';
import { Database } from '#persistence';
import { ArchiveModule } from './archive/archive.module.js';
import type { FeedbackConfig } from './feedback.config.js';
import { FeedbackConsumers } from './feedback.consumers.js';
import { FeedbackStore } from './feedback-store.js';
import { LogFeatures } from './log-features.handler.js';
import { PgFeedbackStore } from './pg-feedback-store.js';
import { StoreLabels } from './store-labels.handler.js';

@Module({})
export class FeedbackModule implements OnModuleInit {
  static forRoot(config: FeedbackConfig): DynamicModule {
    return {
      module: FeedbackModule,
      imports: [HealthModule, ...(config.ARCHIVE_DIR === 'off' ? [] : [ArchiveModule.forRoot(config)])],
      controllers: [FeedbackConsumers],
      providers: [
        {
          provide: FeedbackStore,
          useFactory: (database: Database) => new PgFeedbackStore(database),
          inject: [Database],
        },
        { provide: LogFeatures, useFactory: (store: FeedbackStore) => new LogFeatures(store), inject: [FeedbackStore] },
        { provide: StoreLabels, useFactory: (store: FeedbackStore) => new StoreLabels(store), inject: [FeedbackStore] },
      ],
    };
  }

  constructor(
    private readonly readiness: Readiness,
    private readonly database: Database,
    private readonly log: EventLog,
  ) {}

  onModuleInit(): void {
    this.readiness.add({ name: 'database', check: () => this.database.checkHealth() });
    this.readiness.add({ name: 'log', check: () => this.log.checkHealth() });
  }
}

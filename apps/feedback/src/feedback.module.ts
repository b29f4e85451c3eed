// Everything that feedback is made of. What it needs from the process: the log and the database.
import { type DynamicModule, Module, type OnModuleInit, type Provider } from '@nestjs/common';
import { HealthModule, Readiness } from '#http';
import { EventLog } from '#messaging';
import { Database } from '#persistence';
import { loadConfig } from '#kernel';
import { processConfig } from '#service';
import { ArchiveThread } from './archive/archive-thread.js';
import type { FeedbackConfig } from './feedback.config.js';
import { FeedbackConsumers } from './feedback.consumers.js';
import { FeedbackStore } from './feedback-store.js';
import { LogFeatures } from './log-features.handler.js';
import { PgFeedbackStore } from './pg-feedback-store.js';
import { StoreLabels } from './store-labels.handler.js';

@Module({})
export class FeedbackModule implements OnModuleInit {
  /** @param env - of the process, for the thread of the archive */
  static forRoot(config: FeedbackConfig, env: NodeJS.ProcessEnv = process.env): DynamicModule {
    return {
      module: FeedbackModule,
      imports: [HealthModule],
      controllers: [FeedbackConsumers],
      providers: [
        {
          provide: FeedbackStore,
          useFactory: (database: Database) => new PgFeedbackStore(database),
          inject: [Database],
        },
        { provide: LogFeatures, useFactory: (store: FeedbackStore) => new LogFeatures(store), inject: [FeedbackStore] },
        ...(config.ARCHIVE_DIR === 'off' ? [] : [archiveThread(config, env)]),
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

function archiveThread(feedback: FeedbackConfig, env: NodeJS.ProcessEnv): Provider {
  const config = { process: loadConfig(processConfig, env), feedback };
  return { provide: ArchiveThread, useFactory: () => new ArchiveThread(config) };
}

// The cold event store: what decisions.v1 and labels.v1 say, in files, and what the database no longer needs because of it. Runs in a
// thread of its own (`ArchiveThread`).
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { decisionRows, labelRows } from '#archive';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { InfrastructureModule } from '#service';
import type { ArchiveThreadConfig } from './archive-thread-config.js';
import { ArchiveConsumers, ArchiveDecisions, ArchiveLabels } from './archive.consumers.js';
import { PgWarmRows } from './pg-warm-rows.js';
import { RemoveArchived } from './remove-archived.js';

const DAY_MS = 86_400_000;
/** One removes what is archived; the other is for health. */
const CONNECTIONS_MAX = 2;
/** Of one kind: some 25 MB, and fewer records than the alert of a consumer that is behind asks for. */
const ROWS_MAX = 8000;

@Module({})
export class ArchiveModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  static forRoot({ process, feedback: config }: ArchiveThreadConfig): DynamicModule {
    const settings = {
      folder: config.ARCHIVE_DIR,
      everyMs: config.ARCHIVE_EVERY_MINUTES * 60_000,
      rowsMax: ROWS_MAX,
    };
    const keepMs = {
      features: config.FEATURE_LOG_DAYS * DAY_MS,
      claims: config.CLAIMS_DAYS * DAY_MS,
      decisions: config.DECISIONS_DAYS * DAY_MS,
    };
    return {
      module: ArchiveModule,
      imports: [
        InfrastructureModule.forRoot('archive', { ...process, DATABASE_CONNECTIONS_MAX: CONNECTIONS_MAX }, 'unhurried'),
      ],
      controllers: [ArchiveConsumers],
      providers: [
        {
          provide: ArchiveDecisions,
          useFactory: (clock: Clock) => new ArchiveDecisions(decisionRows, settings, () => clock.now()),
          inject: [Clock],
        },
        {
          provide: ArchiveLabels,
          useFactory: (clock: Clock) => new ArchiveLabels(labelRows, settings, () => clock.now()),
          inject: [Clock],
        },
        {
          provide: RemoveArchived,
          useFactory: (database: Database, clock: Clock) =>
            new RemoveArchived(config.ARCHIVE_DIR, keepMs, new PgWarmRows(database), () => clock.now()),
          inject: [Database, Clock],
        },
      ],
    };
  }

  constructor(
    private readonly decisions: ArchiveDecisions,
    private readonly labels: ArchiveLabels,
    private readonly removal: RemoveArchived,
  ) {}

  onApplicationBootstrap(): void {
    for (const part of [this.decisions, this.labels, this.removal]) part.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.decisions, this.labels, this.removal].map((part) => part.stop()));
  }
}

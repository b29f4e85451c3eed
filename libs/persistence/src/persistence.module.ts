import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.js';
import { DecisionReader } from './decisions/decision-reader.js';
import { PgDecisionReader } from './decisions/pg-decision-reader.js';
import { Outbox } from './outbox/outbox.js';
import { PgDatabase, type PgDatabaseOptions } from './pg-database.js';

/**
 * `Database`, `Outbox` and `DecisionReader` for a whole application. Calls with equal options give the same module, so that apps
 * composed into one process share one pool.
 */
@Global()
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  private static readonly made = new Map<string, DynamicModule>();

  constructor(private readonly database: Database) {}

  static forRoot(options: PgDatabaseOptions): DynamicModule {
    const key = JSON.stringify(options, Object.keys(options).sort());
    const made = this.made.get(key) ?? {
      module: PersistenceModule,
      providers: [
        Outbox,
        { provide: Database, useFactory: () => new PgDatabase(options) },
        {
          provide: DecisionReader,
          useFactory: (database: Database) => new PgDecisionReader(database),
          inject: [Database],
        },
      ],
      exports: [Database, DecisionReader, Outbox],
    };
    this.made.set(key, made);
    return made;
  }

  /** Last of all: consumers and controllers have finished in earlier hooks. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

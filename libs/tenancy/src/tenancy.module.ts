import { Global, Module, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SystemClock } from '#kernel';
import { Database } from '#persistence';
import { logger } from '#telemetry';
import { PgLogIn } from './pg-log-in.js';
import { PgTenantAdmin } from './pg-tenant-admin.js';
import { PgTenantDirectory } from './pg-tenant-directory.js';
import { TenantDirectory } from './tenant-directory.js';

/** Tenants for a whole application; needs `PersistenceModule`. */
@Global()
@Module({
  providers: [
    {
      provide: PgTenantDirectory,
      useFactory: (database: Database) =>
        new PgTenantDirectory(database, new SystemClock(), (error) =>
          logger.warn({ err: error }, 'tenants could not be checked for changes'),
        ),
      inject: [Database],
    },
    { provide: TenantDirectory, useExisting: PgTenantDirectory },
    {
      provide: PgTenantAdmin,
      useFactory: (database: Database) => new PgTenantAdmin(database, new SystemClock()),
      inject: [Database],
    },
    {
      provide: PgLogIn,
      useFactory: (database: Database) => new PgLogIn(database, new SystemClock()),
      inject: [Database],
    },
  ],
  exports: [TenantDirectory, PgTenantAdmin, PgLogIn],
})
export class TenancyModule implements OnModuleInit, BeforeApplicationShutdown {
  constructor(private readonly directory: PgTenantDirectory) {}

  onModuleInit(): void {
    this.directory.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.directory.close();
  }
}

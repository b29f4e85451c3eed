import { Global, Module, type DynamicModule } from '@nestjs/common';
import { HealthModule } from '#http';
import { Clock, SystemClock } from '#kernel';
import { type AmongThreads, MessagingModule } from '#messaging';
import { PersistenceModule } from '#persistence';
import { TenancyModule } from '#tenancy';
import type { ProcessConfig } from './process.config.js';

/** What every service finds in its process: clock, database, log, tenants, health. */
@Global()
@Module({})
export class InfrastructureModule {
  /** @param amongThreads - other threads of the process have one, too */
  static forRoot(name: string, config: ProcessConfig, amongThreads?: AmongThreads): DynamicModule {
    return {
      module: InfrastructureModule,
      imports: [
        HealthModule,
        PersistenceModule.forRoot({ url: config.DATABASE_URL, connectionsMax: config.DATABASE_CONNECTIONS_MAX }),
        MessagingModule.forRoot({
          kafkaBrokers: config.KAFKA_BROKERS,
          kafkaSessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT_MS,
          databaseUrl: config.DATABASE_URL,
          partitions: config.TOPIC_PARTITIONS,
          clientId: `caracal-${name}`,
          amongThreads,
        }),
        TenancyModule,
      ],
      providers: [{ provide: Clock, useClass: SystemClock }],
      exports: [Clock],
    };
  }
}

import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLog } from '#messaging';
import { logger } from '#telemetry';
import { Database } from '../database.js';
import { OutboxRelay } from './outbox-relay.js';

/** Runs the relay in this process; for services that write to the outbox. Needs `PersistenceModule` and the log. */
@Module({
  providers: [
    {
      provide: OutboxRelay,
      useFactory: (database: Database, log: EventLog) =>
        new OutboxRelay(database, log, (error) => logger.warn({ err: error }, 'the outbox could not be relayed')),
      inject: [Database, EventLog],
    },
  ],
})
export class OutboxModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly relay: OutboxRelay) {}

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }
}

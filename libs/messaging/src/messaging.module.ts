import {
  Inject,
  Module,
  type DynamicModule,
  type InjectionToken,
  type ModuleMetadata,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { EventLog } from './event-log.js';
import { openEventLog, type EventLogOptions } from './open-event-log.js';

/**
 * Gives `EventLog` to the whole application. Nest closes transports (and with them the consumer loops) before
 * `onApplicationShutdown`, so the log is closed last.
 */
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(@Inject(EventLog) private readonly log: EventLog) {}

  static forRoot(options: EventLogOptions): DynamicModule {
    return MessagingModule.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync(options: MessagingAsyncOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports: options.imports ?? [],
      providers: [
        { provide: MESSAGING_OPTIONS, useFactory: options.useFactory, inject: options.inject ?? [] },
        { provide: EventLog, useFactory: openEventLog, inject: [MESSAGING_OPTIONS] },
      ],
      exports: [EventLog],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.log.close();
  }
}

export interface MessagingAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: InjectionToken[];
  readonly useFactory: (...injected: never[]) => EventLogOptions | Promise<EventLogOptions>;
}

const MESSAGING_OPTIONS = Symbol('EventLogOptions');

/** models.v1 → the book: every instance of scoring reads all of it, in a group of its own. */
import { hostname } from 'node:os';
import { Controller, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type ModelChangeV1, modelChangeV1, topics } from '#contracts';
import { repeat, type Repeated } from '#kernel';
import { BatchHandler, type Handled, type LogRecord, NOTHING, OnRecords } from '#messaging';
import { logger } from '#telemetry';
import { ModelBook } from './model-book.js';

/** Nothing that the log told should be missing; what was lost on the way is there after this at the latest. */
const REREAD_EVERY_MS = 60_000;

@Controller()
export class FollowModelsHandler extends BatchHandler implements OnApplicationBootstrap, OnModuleDestroy {
  private rereading: Repeated | undefined;

  constructor(private readonly book: ModelBook) {
    super();
  }

  onApplicationBootstrap(): void {
    this.rereading = repeat(
      REREAD_EVERY_MS,
      async () => {
        await this.book.ready();
        await this.book.readAgain();
      },
      (error) => logger.warn({ err: error }, 'the models could not be read again; trying later'),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.rereading?.stop();
  }

  // From the beginning of what is kept: a change between the first read and the first record can't be missed then, and
  // what is known already changes nothing.
  @OnRecords(topics.models, { group: `scoring-models-${hostname()}-${process.pid}`, from: 'earliest' })
  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    await this.book.ready();
    const poison: { record: LogRecord; error: unknown }[] = [];
    const changes: ModelChangeV1[] = [];
    for (const record of records) {
      try {
        changes.push(modelChangeV1.decode(record.value));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    await this.book.apply(changes);
    return poison.length > 0 ? { publish: [], poison } : NOTHING;
  }
}

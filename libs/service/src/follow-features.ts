/** features.v1 → the book: every instance of a service that works with features reads all of it, in a group of its own. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type FeatureChangeV1, featureChangeV1 } from '#contracts';
import { repeat, type Repeated } from '#kernel';
import { BatchHandler, type Handled, type LogRecord, NOTHING } from '#messaging';
import { gauge, logger } from '#telemetry';
import { FeatureBook } from '#tenancy';

/** Nothing that the log told should be missing; what was lost on the way is there after this at the latest. */
const REREAD_EVERY_MS = 60_000;

const refused = gauge('features_refused', 'Tenants whose features do not compile here; what was in force goes on.');

@Injectable()
export abstract class FollowFeatures extends BatchHandler implements OnApplicationBootstrap, OnModuleDestroy {
  private rereading: Repeated | undefined;

  constructor(protected readonly book: FeatureBook) {
    super();
  }

  onApplicationBootstrap(): void {
    this.rereading = repeat(
      REREAD_EVERY_MS,
      () => this.reread(),
      (error) => logger.warn({ err: error }, 'the features could not be read again; trying later'),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.rereading?.stop();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    await this.book.ready();
    const poison: { record: LogRecord; error: unknown }[] = [];
    const changes: FeatureChangeV1[] = [];
    for (const record of records) {
      try {
        changes.push(featureChangeV1.decode(record.value));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    this.book.apply(changes);
    refused.set(this.book.refusedCount);
    return poison.length > 0 ? { publish: [], poison } : NOTHING;
  }

  private async reread(): Promise<void> {
    await this.book.ready();
    await this.book.readAgain();
    refused.set(this.book.refusedCount);
  }
}

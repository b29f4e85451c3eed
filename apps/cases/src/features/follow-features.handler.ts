import { hostname } from 'node:os';
import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { type Handled, type LogRecord, OnRecords } from '#messaging';
import { repeat, type Repeated } from '#kernel';
import { FollowFeatures } from '#service';
import { logger } from '#telemetry';
import { FeatureBook, FeatureSource } from '#tenancy';

const KEEP_EVERY_MS = 60_000;

@Controller()
export class FollowFeaturesHandler extends FollowFeatures {
  private keeping: Repeated | undefined;

  constructor(
    book: FeatureBook,
    private readonly source: FeatureSource,
  ) {
    super(book);
  }

  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    this.keeping = repeat(
      KEEP_EVERY_MS,
      () => this.keep(),
      (error) => logger.warn({ err: error }, 'what values of the features are could not be kept; trying again'),
    );
  }

  override async onModuleDestroy(): Promise<void> {
    await Promise.all([super.onModuleDestroy(), this.keeping?.stop()]);
  }

  // From the beginning of what is kept: a change between the first read and the first record can't be missed then.
  @OnRecords(topics.features, { group: `cases-features-${hostname()}-${process.pid}`, from: 'earliest' })
  override handle(records: readonly LogRecord[]): Promise<Handled> {
    return super.handle(records);
  }

  /** Another release may have other features of the installation, and with them all that tenants have. */
  private async keep(): Promise<void> {
    await this.book.ready();
    await this.source.keepPack(this.book.shared);
    for (const [tenantId, plan] of this.book.ownPlans()) await this.source.keep(tenantId, plan);
  }
}

import { hostname } from 'node:os';
import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { type Handled, type LogRecord, OnRecords } from '#messaging';
import { FollowFeatures } from '#service';

@Controller()
export class FollowFeaturesHandler extends FollowFeatures {
  // From the beginning of what is kept: a change between the first read and the first record can't be missed then.
  @OnRecords(topics.features, { group: `scoring-features-${hostname()}-${process.pid}`, from: 'earliest' })
  override handle(records: readonly LogRecord[]): Promise<Handled> {
    return super.handle(records);
  }
}

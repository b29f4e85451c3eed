import { hostname } from 'node:os';
import { Controller, type Type } from '@nestjs/common';
import { topics } from '#contracts';
import { type Handled, type LogRecord, OnRecords } from '#messaging';
import { FollowFeatures } from './follow-features.js';

/** The controller that keeps the book of a service's features up to date. */
export function featuresFollower(service: string): Type<FollowFeatures> {
  @Controller()
  class FeaturesFollower extends FollowFeatures {
    // From the beginning of what is kept: a change between the first read and the first record can't be missed then.
    @OnRecords(topics.features, { group: `${service}-features-${hostname()}-${process.pid}`, from: 'earliest' })
    override handle(records: readonly LogRecord[]): Promise<Handled> {
      return super.handle(records);
    }
  }
  return FeaturesFollower;
}

import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { type BatchHandler, OnRecords } from '#messaging';
import { LogFeatures } from './log-features.handler.js';
import { StoreLabels } from './store-labels.handler.js';

@Controller()
export class FeedbackConsumers {
  constructor(
    private readonly logFeatures: LogFeatures,
    private readonly storeLabels: StoreLabels,
  ) {}

  @OnRecords(topics.decisions, { group: 'feedback', linked: true, gatherMs: 200 })
  decisions(): BatchHandler {
    return this.logFeatures;
  }

  @OnRecords(topics.labels, { group: 'feedback', linked: true })
  labels(): BatchHandler {
    return this.storeLabels;
  }
}

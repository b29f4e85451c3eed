import { Controller } from '@nestjs/common';
import { topics, type DecisionV1, type LabelV1 } from '#contracts';
import { type BatchHandler, OnRecords } from '#messaging';
import { ArchiveRecords } from './archive-records.handler.js';

export class ArchiveDecisions extends ArchiveRecords<DecisionV1> {}
export class ArchiveLabels extends ArchiveRecords<LabelV1> {}

@Controller()
export class ArchiveConsumers {
  constructor(
    private readonly archiveDecisions: ArchiveDecisions,
    private readonly archiveLabels: ArchiveLabels,
  ) {}

  @OnRecords(topics.decisions, { group: 'archive', linked: true, gatherMs: 500 })
  decisions(): BatchHandler {
    return this.archiveDecisions;
  }

  @OnRecords(topics.labels, { group: 'archive', linked: true, gatherMs: 500 })
  labels(): BatchHandler {
    return this.archiveLabels;
  }
}

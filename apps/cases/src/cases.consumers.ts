import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { type BatchHandler, OnRecords } from '#messaging';
import { StoreDeadLetters } from './dead-letters/store-dead-letters.handler.js';
import { ResolveDecisions } from './decisions/resolve-decisions.handler.js';
import { StoreDecisions } from './decisions/store-decisions.handler.js';
import { StoreLabels } from './decisions/store-labels.handler.js';
import { StoreRevisions } from './decisions/store-revisions.handler.js';
import { StoreLate } from './late/store-late.handler.js';
import { StoreSessions } from './sessions/store-sessions.handler.js';

@Controller()
export class CasesConsumers {
  constructor(
    private readonly storeDecisions: StoreDecisions,
    private readonly resolveDecisions: ResolveDecisions,
    private readonly storeLabels: StoreLabels,
    private readonly storeRevisions: StoreRevisions,
    private readonly storeLate: StoreLate,
    private readonly storeSessions: StoreSessions,
    private readonly storeDeadLetters: StoreDeadLetters,
  ) {}

  @OnRecords(topics.decisions, { group: 'cases', linked: true, gatherMs: 50 })
  decisions(): BatchHandler {
    return this.storeDecisions;
  }

  @OnRecords(topics.verifications, { group: 'cases', linked: true })
  verifications(): BatchHandler {
    return this.resolveDecisions;
  }

  @OnRecords(topics.labels, { group: 'cases', linked: true })
  labels(): BatchHandler {
    return this.storeLabels;
  }

  @OnRecords(topics.matchRevisions, { group: 'cases', linked: true })
  matchRevisions(): BatchHandler {
    return this.storeRevisions;
  }

  @OnRecords(topics.late, { group: 'cases', linked: true })
  late(): BatchHandler {
    return this.storeLate;
  }

  @OnRecords(topics.sessions, { group: 'cases', linked: true, gatherMs: 50 })
  sessions(): BatchHandler {
    return this.storeSessions;
  }

  // Each may be close to a megabyte.
  @OnRecords(topics.deadLetters, { group: 'cases', linked: true, batchRecordsMax: 16 })
  deadLetters(): BatchHandler {
    return this.storeDeadLetters;
  }
}

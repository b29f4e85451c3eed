/** Asks for an entity's transactions and the patterns that run over them, and tells what is under way. Changes nothing. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PartialMatch, PartialMatchList } from '#contracts';
import { CaracalError, type Clock } from '#kernel';
import type { DecisionReader, StoredEntity } from '#persistence';
import { instant } from '../console/views.js';
import type { LivePatterns } from './live-patterns.js';
import { byNearness, partialMatches, reachOf } from './partial-matches.js';

/** As many as the matcher keeps of an entity for patterns that are newer than they are. */
const EVENTS_MAX = 64;
const TOLD_MAX = 100;

export class UnderWay {
  constructor(
    private readonly patterns: LivePatterns,
    private readonly decisions: DecisionReader,
    private readonly clock: Clock,
  ) {}

  /** Throws `not_found` for an entity without transactions, which another tenant's is to this one. */
  async of(tenantId: string, entity: StoredEntity): Promise<PartialMatchList> {
    const nowMs = this.clock.now();
    const [newest, patterns] = await Promise.all([
      this.decisions.newestOf(tenantId, entity, EVENTS_MAX + 1),
      this.patterns.of(tenantId, entity.type),
    ]);
    if (newest.length === 0)
      throw new CaracalError('not_found', `There are no ${modeOf(entity)} payments of such an entity`);
    const events = newest
      .slice(0, EVENTS_MAX)
      .sort((a, b) => a.occurredAtMs - b.occurredAtMs || (a.id < b.id ? -1 : 1));
    const found: PartialMatch[] = [];
    for (const pattern of patterns) {
      // A thousand of them in one go would hold up whatever else the process does.
      await nextTurn();
      found.push(...partialMatches(pattern, events, nowMs));
    }
    const oldestMs = events[0]!.occurredAtMs;
    return {
      entity: { type: entity.type, id: entity.id },
      mode: modeOf(entity),
      at: instant(nowMs),
      items: found.sort(byNearness).slice(0, TOLD_MAX),
      more: Math.max(0, found.length - TOLD_MAX),
      events: {
        count: events.length,
        truncated: newest.length > EVENTS_MAX && oldestMs > nowMs - reachOf(patterns),
      },
    };
  }
}

function modeOf({ livemode }: StoredEntity): 'live' | 'test' {
  return livemode ? 'live' : 'test';
}

/**
 * When time alone brings a match: which entity of a partition waits for what time, and how far time has come. Event time
 * differs from tenant to tenant (one posts live, another imports last year), and between live and test mode, so each of
 * these has a watermark of its own.
 */
import TinyQueue from 'tinyqueue';
import type { Due, Entity } from './entity.js';

export interface TimerSettings {
  /** Events may come this much out of order before time passes without them, ms. */
  readonly outOfOrderMs: number;
  /** After so long without events, ms of the clock, event time goes on with the clock. */
  readonly idleMs: number;
}

export class EntityTimers {
  /** Entities that wait. */
  count = 0;
  private readonly scopes = new Map<string, Scope>();

  constructor(private readonly settings: TimerSettings) {}

  /** How much is kept for them. */
  get queued(): number {
    return [...this.scopes.values()].reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  /** An event happened at `eventMs` and came at `nowMs`. One from the future tells no time. */
  note(tenantId: string, livemode: boolean, eventMs: number, nowMs: number): void {
    const scope = this.scope(tenantId, livemode);
    scope.newestMs = Math.max(scope.newestMs, Math.min(eventMs, nowMs));
    scope.seenAtMs = nowMs;
  }

  /** The entity waits for this time from now on, and for no other; Infinity for none. */
  set(entity: Entity, dueAtMs: number): void {
    if (entity.dueAtMs === dueAtMs) return;
    if (entity.due !== undefined) this.count--;
    entity.due = undefined;
    if (dueAtMs === Number.POSITIVE_INFINITY) return;
    this.count++;
    const scope = this.scope(entity.tenantId, entity.livemode);
    scope.waiting.push((entity.due = { entity, atMs: dueAtMs }));
    if (scope.waiting.length > scope.tidyAt) tidy(scope);
  }

  /** The entity whose time came first; it no longer waits. Undefined when nobody's has come. */
  nextDue(tenantId: string, livemode: boolean, nowMs: number): Due | undefined {
    return this.nextOf(this.scope(tenantId, livemode), nowMs);
  }

  /** The same, of all tenants. */
  nextOfAll(nowMs: number): Due | undefined {
    for (const scope of this.scopes.values()) {
      const due = this.nextOf(scope, nowMs);
      if (due !== undefined) return due;
    }
    return undefined;
  }

  private nextOf({ newestMs, seenAtMs, waiting }: Scope, nowMs: number): Due | undefined {
    if (waiting.length === 0) return undefined;
    const idleMs = nowMs - seenAtMs;
    const watermark = newestMs - this.settings.outOfOrderMs + (idleMs >= this.settings.idleMs ? idleMs : 0);
    for (let due = waiting.peek(); due !== undefined && due.atMs <= watermark; due = waiting.peek()) {
      waiting.pop();
      // It was set anew meanwhile, or let go.
      if (due.entity.due !== due) continue;
      this.set(due.entity, Number.POSITIVE_INFINITY);
      return due;
    }
    return undefined;
  }

  private scope(tenantId: string, livemode: boolean): Scope {
    const key = livemode ? tenantId : `${tenantId}/test`;
    let scope = this.scopes.get(key);
    if (scope === undefined) {
      const waiting = queueOf([]);
      this.scopes.set(key, (scope = { newestMs: Number.NEGATIVE_INFINITY, seenAtMs: 0, waiting, tidyAt: TIDY_MIN }));
    }
    return scope;
  }
}

interface Scope {
  newestMs: number;
  seenAtMs: number;
  waiting: TinyQueue<Due>;
  /** At this length what waits no longer is let go. */
  tidyAt: number;
}

const TIDY_MIN = 1_024;

/** Times that were set anew stay in the queue until they come, which may be months; so they go when they are half of it. */
function tidy(scope: Scope): void {
  const due = scope.waiting.data.filter((one) => one.entity.due === one);
  scope.waiting = queueOf(due);
  scope.tidyAt = Math.max(TIDY_MIN, 2 * due.length);
}

function queueOf(due: Due[]): TinyQueue<Due> {
  return new TinyQueue(due, (a, b) => a.atMs - b.atMs);
}

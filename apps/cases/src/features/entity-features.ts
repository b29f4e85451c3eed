/**
 * An entity as features see it, at any moment within what is kept: worked out anew from its decided transactions and their labels,
 * and as its newest decision had it. Changes nothing.
 */
import type { ClosedSessionV1, EntityFeaturesView } from '#contracts';
import { EntityState, fill, labelChangeOf } from '#features';
import { CaracalError, type Clock } from '#kernel';
import type { DecisionReader, StoredDecision, StoredEntity } from '#persistence';
import type { FeatureBook } from '#tenancy';
import type { DeclaredNames } from './declared-names.js';
import type { CaseStore } from '../cases/case-store.js';
import { instant } from '../console/views.js';
import type { SessionStore } from '../sessions/session-store.js';

/** As many as features look at of one entity. */
const EVENTS_MAX = 1024;
const SHOWN_MAX = 50;
const SESSIONS_MAX = 20;

export class EntityFeatures {
  constructor(
    private readonly decisions: DecisionReader,
    private readonly cases: Pick<CaseStore, 'labelsOf'>,
    private readonly features: Pick<FeatureBook, 'learn' | 'of' | 'ready' | 'set' | 'sinceMs'>,
    private readonly names: DeclaredNames,
    private readonly sessions: Pick<SessionStore, 'newestOf'>,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `not_found` for an entity without transactions by then, which another tenant's is to this one.
   *
   * @param asked - with the id as the tenant knows it
   * @param asOfMs - event time and the time at which labels were known; now when left out
   */
  async of(tenantId: string, asked: StoredEntity, asOfMs = this.clock.now()): Promise<EntityFeaturesView> {
    await this.features.ready();
    const { id, name } = await this.names.called(tenantId, asked.type, asked.id);
    const entity = { ...asked, id };
    const plan = this.features.of(tenantId);
    const { eventsMax } = plan.entity(entity.type);
    const newest = await this.decisions.newestOf(tenantId, entity, Math.min(eventsMax, EVENTS_MAX) + 1, asOfMs);
    const events = newest.toReversed();
    if (events.length === 0) throw new CaracalError('not_found', 'There are no payments of such an entity');
    const ids = events.map(({ id }) => id);
    const changes = (await this.cases.labelsOf(tenantId, ids))
      .map(labelChangeOf)
      .filter((change) => change !== undefined);
    const state = new EntityState(plan, entity.type, events.length);
    fill(state, { transactions: events, labels: changes.filter(({ knownAtMs }) => knownAtMs <= asOfMs) });
    state.beginAt(this.features.sinceMs(tenantId, entity.type));
    const isCut = newest.length > Math.min(eventsMax, EVENTS_MAX);
    if (isCut) state.beginAt(newest.at(-1)!.occurredAtMs);
    const values = Array.from(state.valuesAsOf(asOfMs).subarray(0, state.plan.valueCount));
    return {
      entity: { type: entity.type, id: name },
      mode: entity.livemode ? 'live' : 'test',
      at: instant(asOfMs),
      version: plan.version,
      features: plan.featuresOf(entity.type).map(({ name, label, unit }, i) => ({
        name,
        label,
        unit,
        value: numberOf(values[i]),
      })),
      as_decided: await this.asDecided(tenantId, entity, asOfMs),
      transactions: events
        .slice(-SHOWN_MAX)
        .toReversed()
        .map(({ id, occurredAtMs, amountMinor, currency, outcome }) => ({
          id,
          occurred_at: instant(occurredAtMs),
          amount: amountMinor,
          currency,
          outcome,
        })),
      sessions: (await this.sessions.newestOf(tenantId, entity, SESSIONS_MAX, asOfMs)).map(sessionView),
      events: { count: events.length, truncated: state.isTruncated(asOfMs) },
    };
  }

  /** What its newest decision by then had; null where that can't be told. */
  private async asDecided(
    tenantId: string,
    { type, id, livemode }: StoredEntity,
    asOfMs: number,
  ): Promise<EntityFeaturesView['as_decided']> {
    const page = await this.decisions.list(tenantId, { entity: { type, id }, livemode, toMs: asOfMs + 1, limit: 1 });
    const [newest] = page.items;
    if (!newest) return null;
    const { latest } = newest satisfies StoredDecision;
    await this.features.learn(tenantId, [latest.featureSet]);
    const set = this.features.set(tenantId, latest.featureSet);
    if (!set || latest.features.length === 0) return null;
    const own = set.features.filter(({ of }) => of === type);
    const seen = latest.entities.find(({ entityType }) => entityType === type);
    return {
      transaction_id: newest.transactionId,
      decided_at: instant(latest.decidedAtMs),
      version: set.version,
      truncated: seen?.truncated === true,
      approximate: seen?.approximate === true,
      values: Object.fromEntries(own.map(({ name, index }) => [name, numberOf(latest.features[index])])),
    };
  }
}

function sessionView(session: ClosedSessionV1): EntityFeaturesView['sessions'][number] {
  const { startedAtMs, endedAtMs, count, amountMinor, counterparts, capped, channels } = session;
  return {
    started_at: instant(startedAtMs),
    ended_at: instant(endedAtMs),
    count,
    amount: amountMinor,
    counterparts,
    capped,
    channels,
  };
}

/** JSON has no NaN. */
function numberOf(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

import {
  type CaseDetail,
  type ConsoleMode,
  type DecisionDetail,
  type DecisionList,
  type DecisionListQuery,
  type DecisionV1,
  decisionV1,
  isId,
  type LabelView,
  type TimelineItem,
  UNDO_WITHIN_MS,
} from '#contracts';
import { CaracalError } from '#kernel';
import { ChallengeReader, DecisionReader, type StoredDecision } from '#persistence';
import type { FeatureBook } from '#tenancy';
import { CaseStore, type StoredCase } from '../cases/case-store.js';
import { DeclaredNames } from '../features/declared-names.js';
import { RevisionStore } from '../decisions/revision-store.js';
import { LateStore } from '../late/late-store.js';
import { explanationView } from './explanation-view.js';
import { featureViews } from './feature-views.js';
import { FeatureCourses } from './feature-courses.js';
import { Habits } from './habits.js';
import { People } from './people.js';
import { lateArrivals, revisionView } from './revision-views.js';
import {
  caseSummary,
  challengeView,
  decisionSummary,
  entityViews,
  instant,
  labelViews,
  matchViews,
  type NameOf,
  reasonsOf,
  rungDecision,
  timelineItem,
  transactionView,
} from './views.js';

const BEFORE_MAX = 40;
const AFTER_MAX = 20;
const ELSEWHERE_MAX = 100;

/** The pages about decisions and cases, put together from what is stored. Reads only. */
export class DecisionPages {
  constructor(
    private readonly decisions: DecisionReader,
    private readonly cases: CaseStore,
    private readonly challenges: ChallengeReader,
    private readonly people: People,
    private readonly revisions: RevisionStore,
    private readonly late: LateStore,
    private readonly features: Pick<FeatureBook, 'learn' | 'set'>,
    private readonly names: DeclaredNames,
  ) {}

  async list(tenantId: string, query: DecisionListQuery): Promise<DecisionList> {
    const anyId = query.q === undefined || query.q === '' ? undefined : query.q;
    const page = await this.decisions.list(tenantId, {
      livemode: isLive(query.mode),
      outcome: query.outcome,
      answeredBy: query.answered_by,
      anyId,
      anyDeclared: anyId === undefined ? undefined : await this.names.allCalled(tenantId, anyId),
      fromMs: query.from === undefined ? undefined : Date.parse(query.from),
      toMs: query.to === undefined ? undefined : Date.parse(query.to),
      cursor: query.cursor,
      limit: query.limit,
    });
    const caseIds = await this.caseIdsOf(tenantId, page.items);
    return {
      items: page.items.map((stored) => decisionSummary(stored, caseIds.get(stored.transactionId))),
      next_cursor: page.nextCursor ?? null,
    };
  }

  async decision(tenantId: string, transactionId: string): Promise<DecisionDetail> {
    const stored = isId('transaction', transactionId)
      ? await this.decisions.byTransactionId(tenantId, transactionId)
      : undefined;
    if (!stored) throw new CaracalError('not_found', 'There is no decision on such a transaction');
    return await this.detail(tenantId, stored, await this.people.nameOf(tenantId));
  }

  async case(tenantId: string, caseId: string): Promise<CaseDetail> {
    const found = isId('case', caseId) ? await this.cases.find(tenantId, caseId) : undefined;
    const stored = found && (await this.decisions.byTransactionId(tenantId, found.transactionId));
    if (!stored) throw new CaracalError('not_found', 'There is no such case');
    const nameOf = await this.people.nameOf(tenantId);
    const [detail, notes, audit] = await Promise.all([
      this.detail(tenantId, stored, nameOf),
      this.cases.notes(tenantId, caseId),
      this.cases.audit(tenantId, caseId),
    ]);
    return {
      ...detail,
      case: {
        ...caseSummary(found, stored.latest, nameOf),
        undo_until: found.decidedAtMs === undefined ? null : instant(found.decidedAtMs + UNDO_WITHIN_MS),
        verdict_reason: found.verdictReason ?? null,
      },
      notes: notes.map(({ id, atMs, author, text }) => ({ id, at: instant(atMs), author: nameOf(author), text })),
      audit: audit.map(({ atMs, action, actor, detail: text }) => ({
        at: instant(atMs),
        action,
        actor: actor === undefined ? null : nameOf(actor),
        detail: text,
      })),
    };
  }

  summariesOf(cases: readonly StoredCase[], nameOf: NameOf): ReturnType<typeof caseSummary>[] {
    return cases.map((stored) => caseSummary(stored, decisionV1.decode(stored.record), nameOf));
  }

  private async detail(tenantId: string, stored: StoredDecision, nameOf: NameOf): Promise<DecisionDetail> {
    const { answered, latest } = stored;
    const [around, challenge, revisions, names] = await Promise.all([
      this.around(tenantId, stored),
      this.challenges.byTransactionId(tenantId, stored.transactionId),
      this.revisions.ofTransaction(tenantId, stored.transactionId),
      this.names.namesIn(latest.transaction),
    ]);
    const elsewhere = await this.elsewhere(tenantId, latest, around);
    const ids = [...around, ...elsewhere].map(({ transactionId }) => transactionId);
    const [caseIds, labels, tooLate] = await Promise.all([
      this.cases.idsOf(tenantId, ids),
      this.labelsOf(tenantId, ids, nameOf),
      this.late.behindOf(tenantId, ids),
    ]);
    const late = lateArrivals(
      around.map((other) => other.answered.transaction),
      tooLate,
    );
    const { occurredAtMs } = answered.transaction;
    const earlier = around
      .filter(({ transactionId }) => transactionId !== stored.transactionId)
      .map((other) => other.latest)
      .filter(({ transaction }) => transaction.occurredAtMs < occurredAtMs);
    await this.features.learn(
      tenantId,
      [latest, ...earlier].map(({ featureSet }) => featureSet),
    );
    const setOf = (version: string) => this.features.set(tenantId, version);
    const set = setOf(latest.featureSet);
    const habits = new Habits(latest, earlier, setOf);
    const asked = challengeView(stored, challenge);
    return {
      summary: decisionSummary(stored, caseIds.get(stored.transactionId)),
      transaction: transactionView(answered.transaction),
      decision: { answered: rungDecision(answered), latest: rungDecision(latest) },
      reasons: reasonsOf(latest),
      explanation: explanationView(latest, set, habits),
      features: featureViews(latest, set, habits, new FeatureCourses(latest, earlier, setOf)),
      entities: entityViews(latest, names),
      matches: matchViews(latest),
      revisions: revisions.map(revisionView),
      ...(asked && { challenge: asked }),
      timeline: around.map((other): TimelineItem =>
        timelineItem(
          other,
          stored.transactionId,
          caseIds.get(other.transactionId),
          labels.get(other.transactionId) ?? [],
          late.get(other.transactionId),
        ),
      ),
      elsewhere: elsewhere.map((other) => decisionSummary(other, caseIds.get(other.transactionId))),
      labels: labels.get(stored.transactionId) ?? [],
      trace_id: answered.traceId,
    };
  }

  /** The account's transactions around this one, oldest first; at least the one itself. */
  private async around(tenantId: string, stored: StoredDecision): Promise<StoredDecision[]> {
    const { account, livemode, receivedAtMs } = stored.answered.transaction;
    if (!account) return [stored];
    const entity = { type: 'account', id: account.id } as const;
    const [upTo, after] = await Promise.all([
      this.decisions.list(tenantId, { entity, livemode, toMs: receivedAtMs + 1, limit: BEFORE_MAX }),
      this.decisions.list(tenantId, { entity, livemode, fromMs: receivedAtMs + 1, limit: AFTER_MAX }),
    ]);
    const byId = new Map([...upTo.items, ...after.items, stored].map((one) => [one.transactionId, one]));
    return [...byId.values()].toSorted(
      (a, b) => a.answered.transaction.occurredAtMs - b.answered.transaction.occurredAtMs,
    );
  }

  /** What patterns matched besides the account's recent transactions: of others, or long ago. Oldest first. */
  private async elsewhere(
    tenantId: string,
    { matches }: DecisionV1,
    around: readonly StoredDecision[],
  ): Promise<StoredDecision[]> {
    const shown = new Set(around.map(({ transactionId }) => transactionId));
    const matched = new Set(matches.flatMap(({ steps }) => steps.flatMap(({ events }) => events.map(idOf))));
    const missing = [...matched].filter((id) => !shown.has(id)).slice(0, ELSEWHERE_MAX);
    return (await this.decisions.byTransactionIds(tenantId, missing)).toSorted(
      (a, b) => a.answered.transaction.occurredAtMs - b.answered.transaction.occurredAtMs,
    );
  }

  private async labelsOf(tenantId: string, ids: readonly string[], nameOf: NameOf): Promise<Map<string, LabelView[]>> {
    const all = await this.cases.labelsOf(tenantId, ids);
    const byTransaction = Map.groupBy(all, ({ transactionId }) => transactionId);
    return new Map(Array.from(byTransaction, ([id, labels]) => [id, labelViews(labels, nameOf)]));
  }

  private caseIdsOf(tenantId: string, items: readonly StoredDecision[]): Promise<ReadonlyMap<string, string>> {
    return this.cases.idsOf(
      tenantId,
      items.map(({ transactionId }) => transactionId),
    );
  }
}

function idOf({ transactionId }: { readonly transactionId: string }): string {
  return transactionId;
}

export function isLive(mode: ConsoleMode): boolean {
  return mode === 'live';
}

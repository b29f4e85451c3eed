/** Revisions put to a real database: the stores as the service has them, and what tests ask of the result. */
import {
  type DecisionRevisionV1,
  decisionRevisionV1,
  type DecisionV1,
  decisionV1,
  type MatchRevisionV1,
  matchRevisionV1,
  type PatternMatchV1,
  topics,
} from '#contracts';
import { ManualClock } from '#kernel';
import { Outbox, PgDecisionReader, type Row, type StoredDecision } from '#persistence';
import type { PolicyDefinition } from '#policy';
import { FeatureBook, PolicyBook, type Tenant } from '#tenancy';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import { testDatabase, type TestDatabase } from '../../../../libs/persistence/src/testing/index.js';
import { CaseSettings } from '../decisions/case-settings.js';
import { DecisionReviser } from '../decisions/decision-reviser.js';
import { PgDecisionStore } from '../decisions/pg-decision-store.js';
import { PgRevisionStore } from '../decisions/pg-revision-store.js';
import { ResolveDecisions } from '../decisions/resolve-decisions.handler.js';
import { StoreDecisions } from '../decisions/store-decisions.handler.js';
import { StoreRevisions } from '../decisions/store-revisions.handler.js';
import { type DecisionParts, decisionOf, NOW, recordOf } from './records.js';

/** In force for every tenant, as version 8. */
const POLICY: PolicyDefinition = {
  policy: 'test',
  rules: [{ when: 'matched("stolen")', outcome: 'decline', reason: 'STOLEN' }],
  otherwise: 'approve',
};

export class RevisionParts {
  /** Revisions are received a minute after the decisions of `decisionOf`. */
  readonly clock = new ManualClock(NOW + 60_000);
  readonly revisions: PgRevisionStore;
  readonly storeRevisions: StoreRevisions;
  readonly resolveDecisions: ResolveDecisions;
  private readonly storeDecisions: StoreDecisions;
  private readonly reader: PgDecisionReader;

  private constructor(readonly db: TestDatabase) {
    const exchange = { referenceCurrency: 'USD', unitsPerUsd: {} };
    const tenant = { exchange, policy: { version: 8, definition: POLICY } } as unknown as Tenant;
    const byId = (): Promise<Tenant> => Promise.resolve(tenant);
    const settings = new CaseSettings(3_600_000, { byId });
    const reviser = new DecisionReviser(
      new PolicyBook({ byId }, () => undefined),
      new FeatureBook({ plan: FEATURES, documents: [] }),
      new Outbox(),
      this.clock,
    );
    const decisions = new PgDecisionStore(db.database, settings, reviser);
    this.reader = new PgDecisionReader(db.database);
    this.revisions = new PgRevisionStore(db.database, settings, reviser, this.clock);
    this.storeDecisions = new StoreDecisions(decisions);
    this.storeRevisions = new StoreRevisions(this.revisions);
    this.resolveDecisions = new ResolveDecisions(decisions, this.reader);
  }

  static async open(): Promise<RevisionParts> {
    return new RevisionParts(await testDatabase());
  }

  async store(...decisions: DecisionV1[]): Promise<void> {
    await this.storeDecisions.handle(
      decisions.map((decision) => recordOf(decisionV1, decision)),
      0,
    );
  }

  async revise(...revisions: MatchRevisionV1[]): Promise<void> {
    await this.storeRevisions.handle(
      revisions.map((revision) => recordOf(matchRevisionV1, revision)),
      0,
    );
  }

  /** All pages, as the service does one after the other; the transactions that were let go. */
  async sweep(): Promise<string[]> {
    const letGo: string[] = [];
    let after = 0;
    do {
      const page = await this.revisions.applyWaiting(after);
      if (page.failures.length > 0) throw page.failures[0];
      letGo.push(...page.letGo);
      after = page.next;
    } while (after > 0);
    return letGo;
  }

  async stored({ transaction }: DecisionV1): Promise<StoredDecision> {
    return (await this.reader.byTransactionId(transaction.tenantId, transaction.id))!;
  }

  /** Of a statement whose $1 is the transaction. */
  async rows({ transaction }: DecisionV1, statement: string): Promise<Row[]> {
    return await this.db.database.query([transaction.tenantId], statement, [transaction.id]);
  }

  async case(decision: DecisionV1): Promise<Row | undefined> {
    return (await this.rows(decision, 'select * from cases.cases where transaction_id = $1'))[0];
  }

  /** What is on its way to decision-revisions.v1, in order. */
  async news({ transaction: { tenantId, id } }: DecisionV1): Promise<(DecisionRevisionV1 & { ceId: string })[]> {
    const rows = await this.db.database.query<{ value: Buffer; headers: Record<string, string> }>(
      [tenantId],
      'select value, headers from persistence.outbox where topic = $1 and key = $2 order by id',
      [topics.decisionRevisions.name, `${tenantId}/${id}`],
    );
    return rows.map(({ value, headers }) => ({
      ...decisionRevisionV1.decode(value),
      ceId: headers['ce_id'] ?? '',
    }));
  }
}

export function matchOf(change: Partial<PatternMatchV1> = {}): PatternMatchV1 {
  return {
    patternId: 'testing',
    patternVersion: 1,
    entityType: 'card',
    entityId: 'card-1',
    reason: 'CARD_TESTING',
    risk: 0.5,
    action: 'review',
    steps: [{ step: 'small', events: [{ transactionId: 'txn_0', occurredAtMs: NOW, amountMinor: 100 }] }],
    ...change,
  };
}

let made = 0;
export function revisionOf(decision: DecisionV1, change: Partial<MatchRevisionV1> = {}): MatchRevisionV1 {
  const { tenantId, id } = decision.transaction;
  return {
    id: `rev-${made++}`,
    tenantId,
    transactionId: id,
    cause: 'late_transaction',
    causeTransactionId: 'txn_late',
    atMs: NOW + 1,
    appeared: [],
    vanished: [],
    shadowAppeared: [],
    shadowVanished: [],
    ...change,
  };
}

/** With a score and a probability that go with it. */
export const approved = (parts: DecisionParts = {}): DecisionV1 =>
  decisionOf({ score: 20, probability: 0.02, ...parts });

import { type MatchRevisionV1, matchRevisionV1, type Outcome } from '#contracts';
import { type Clock, faultPoint } from '#kernel';
import type { Database, Sql } from '#persistence';
import { addCounts } from './add-counts.js';
import type { CaseSettings } from './case-settings.js';
import { CountBatch } from './decision-counts.js';
import type { DecisionReviser } from './decision-reviser.js';
import { keepRevisions } from './match-revisions.js';
import type { KeptRevision, RevisionStore, WaitingPage } from './revision-store.js';
import { type CaseRules, settleDecisions, type TransactionKey } from './settle-decisions.js';

const DAY_MS = 86_400_000;
/** As long as decisions.v1 is kept: what has not come by then does not come any more. */
const WAIT_MS_MAX = 7 * DAY_MS;
/** So long an analyst sees why a decision was revised; the decision itself stays as it became. */
const KEPT_MS = 180 * DAY_MS;
const PAGE = 200;
const SHOWN_MAX = 50;
const COUNTED_BY_SWEEP = -1;

/** The tables `cases.match_revisions` and, of those that it concerns, `cases.decisions`. */
export class PgRevisionStore implements RevisionStore {
  constructor(
    private readonly database: Database,
    private readonly settings: CaseSettings,
    private readonly reviser: DecisionReviser,
    private readonly clock: Clock,
  ) {}

  async saveRevisions(revisions: readonly MatchRevisionV1[], partition: number): Promise<void> {
    if (revisions.length === 0) return;
    const tenants = [...new Set(revisions.map(({ tenantId }) => tenantId))];
    const rules = await this.prepare(tenants);
    await this.database.withTenants(tenants, async (sql) => {
      await keepRevisions(sql, revisions, this.clock.now());
      await this.apply(sql, distinct(revisions), rules, COUNTED_BY_SWEEP - 1 - partition);
      await faultPoint('cases.revised');
    });
  }

  async applyWaiting(after: number): Promise<WaitingPage> {
    const rows = await this.database.query<WaitingRow>([], WAITING, [after, PAGE]);
    if (rows.length === 0) return { next: 0, letGo: [], failures: [] };
    const waiting = distinct(rows.map((row) => ({ tenantId: row.tenant_id, transactionId: row.transaction_id })));
    const tenants = [...new Set(waiting.map(({ tenantId }) => tenantId))];
    const decided = await this.database.query<TransactionKey>(tenants, DECIDED, [JSON.stringify(waiting)]);
    const rules = await this.prepare(tenants);
    const failures: unknown[] = [];
    // Each by itself, so that one that fails doesn't hold up the others.
    for (const key of decided)
      await this.database
        .withTenants([key.tenantId], (sql) => this.apply(sql, [key], rules, COUNTED_BY_SWEEP))
        .catch((error: unknown) => failures.push(error));
    const gone = await this.database.query<{ transaction_id: string }>(tenants, LET_GO, [
      JSON.stringify(waiting),
      this.clock.now() - WAIT_MS_MAX,
    ]);
    return {
      next: rows.length === PAGE ? rows.at(-1)!.position : 0,
      letGo: gone.map((row) => row.transaction_id),
      failures,
    };
  }

  async ofTransaction(tenantId: string, transactionId: string): Promise<KeptRevision[]> {
    const rows = await this.database.query<KeptRow>([tenantId], OF_TRANSACTION, [tenantId, transactionId, SHOWN_MAX]);
    return rows.toReversed().map((row) => ({
      revision: matchRevisionV1.decode(row.record),
      receivedAtMs: row.received_at_ms,
      before: row.outcome_before ?? undefined,
      after: row.outcome_after ?? undefined,
    }));
  }

  async prune(tenantId: string): Promise<void> {
    await this.database.query([tenantId], PRUNE, [tenantId, this.clock.now() - KEPT_MS]);
  }

  private async prepare(tenants: readonly string[]): Promise<CaseRules> {
    await this.reviser.prepare(tenants);
    return await this.settings.rulesOf(tenants);
  }

  private async apply(sql: Sql, keys: readonly TransactionKey[], rules: CaseRules, counter: number): Promise<void> {
    const revised = await this.reviser.apply(sql, keys);
    const batch = new CountBatch();
    for (const { decision } of revised) batch.revised(decision);
    await addCounts(sql, batch, counter);
    const settled = revised.map(({ decision: { transaction } }) => ({
      tenantId: transaction.tenantId,
      transactionId: transaction.id,
    }));
    await settleDecisions(sql, settled, rules);
  }
}

interface WaitingRow {
  readonly position: number;
  readonly tenant_id: string;
  readonly transaction_id: string;
}

interface KeptRow {
  readonly received_at_ms: number;
  readonly record: Buffer;
  readonly outcome_before: Outcome | null;
  readonly outcome_after: Outcome | null;
}

function distinct(keys: readonly TransactionKey[]): TransactionKey[] {
  const byId = new Map(
    keys.map(({ tenantId, transactionId }) => [`${tenantId}/${transactionId}`, { tenantId, transactionId }]),
  );
  return [...byId.values()];
}

const WAITING = {
  name: 'revisions-waiting',
  text: 'select position, tenant_id, transaction_id from cases.unapplied_revisions($1, $2)',
};
const DECIDED = {
  name: 'revisions-decided',
  text: `select d.tenant_id as "tenantId", d.transaction_id as "transactionId"
    from json_to_recordset($1::json) as k ("tenantId" text, "transactionId" text)
    join cases.decisions d on d.tenant_id = k."tenantId" and d.transaction_id = k."transactionId"`,
};
const LET_GO = {
  name: 'revisions-let-go',
  text: `delete from cases.match_revisions r
    using json_to_recordset($1::json) as k ("tenantId" text, "transactionId" text)
    where r.tenant_id = k."tenantId" and r.transaction_id = k."transactionId" and not r.applied
      and r.received_at_ms < $2
    returning r.transaction_id`,
};
const OF_TRANSACTION = {
  name: 'revisions-of-transaction',
  text: `select received_at_ms, record, outcome_before, outcome_after from cases.match_revisions
    where tenant_id = $1 and transaction_id = $2 order by position desc limit $3`,
};
const PRUNE = {
  name: 'revisions-prune',
  text: 'delete from cases.match_revisions where tenant_id = $1 and received_at_ms < $2 and applied',
};

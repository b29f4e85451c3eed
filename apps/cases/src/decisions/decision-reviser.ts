import {
  type DecisionRevisionV1,
  decisionRevisionV1,
  decisionV1,
  HybridLogicalClock,
  recordHeaders,
  recordKey,
  topics,
} from '#contracts';
import type { Clock } from '#kernel';
import type { OutRecord } from '#messaging';
import { type Outbox, PackedBytes, type Sql } from '#persistence';
import type { FeatureBook, PolicyBook } from '#tenancy';
import { forgetTrialMatches, saveTrialMatches } from '../patterns/trial-matches.js';
import { markApplied, nameOf, revisionsOf, type StoredRevision } from './match-revisions.js';
import { type Revised, reviseStored } from './revise-stored.js';
import { lockTransactions, type TransactionKey } from './settle-decisions.js';

/**
 * Brings the latest decision of a transaction to what its match revisions say, inside the caller's transaction: the
 * decision, the matches on trial, and, where the outcome changed, a record for `decision-revisions.v1`. Whoever calls it
 * settles the decisions afterwards.
 */
export class DecisionReviser {
  private readonly stamps = new HybridLogicalClock();

  constructor(
    private readonly policies: Pick<PolicyBook, 'load' | 'of'>,
    private readonly features: Pick<FeatureBook, 'learn' | 'set'>,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Has the policies and features of these tenants at hand. To be called before the transaction of the database is begun. */
  async prepare(tenantIds: Iterable<string>): Promise<void> {
    const ids = [...tenantIds];
    await this.policies.load(ids);
    for (const id of ids) await this.features.learn(id);
  }

  /**
   * Applies what is not applied yet, where the decision is there; its row is locked until the transaction ends, so that
   * revisions are applied one after the other and none twice. The decisions that were revised.
   */
  async apply(sql: Sql, keys: readonly TransactionKey[]): Promise<Revised[]> {
    if (keys.length === 0) return [];
    await lockTransactions(sql, keys);
    const rows = await sql.query<DecisionRow>(LOCK_DECISIONS, [JSON.stringify(keys)]);
    if (rows.length === 0) return [];
    return await this.revise(sql, rows, await revisionsOf(sql, rows.map(keyOf), { applied: false }));
  }

  /**
   * Applies again what had been applied to a lower rung, where a higher one has taken its place since. The caller holds
   * the locks of the rows.
   */
  async reapply(sql: Sql, keys: readonly TransactionKey[]): Promise<void> {
    if (keys.length === 0) return;
    const revisions = await revisionsOf(sql, keys, { applied: true });
    if (revisions.size === 0) return;
    const rows = await sql.query<DecisionRow>(DECISIONS, [
      JSON.stringify(keys.filter((key) => revisions.has(nameOf(key)))),
    ]);
    const asDecided = rows.filter(({ latest }) => decisionV1.decode(latest).revision === 0);
    await this.revise(sql, asDecided, revisions);
  }

  private async revise(
    sql: Sql,
    rows: readonly DecisionRow[],
    revisions: ReadonlyMap<string, readonly StoredRevision[]>,
  ): Promise<Revised[]> {
    const all: Revised[] = [];
    for (const row of rows) {
      const own = revisions.get(nameOf(keyOf(row)));
      if (!own) continue;
      const decision = decisionV1.decode(row.latest);
      const features = this.features.set(row.tenant_id, decision.featureSet);
      all.push(reviseStored(decision, own, { policy: this.policies.of(row.tenant_id), features }));
    }
    if (all.length === 0) return all;
    await this.store(sql, all);
    await markApplied(
      sql,
      all.flatMap(({ applied }) => applied),
    );
    await forgetTrialMatches(
      sql,
      all.flatMap(({ decision, gone }) => gone.map((version) => ({ decision, ...version }))),
    );
    await saveTrialMatches(
      sql,
      all.map(({ decision }) => decision),
    );
    await this.outbox.addAll(
      sql,
      all.flatMap(({ news }) => (news ? [this.recordOf(news)] : [])),
    );
    return all;
  }

  private async store(sql: Sql, all: readonly Revised[]): Promise<void> {
    const bytes = new PackedBytes();
    const rows = all.map(({ decision, worsenedAtMs }) => {
      const [from, length] = bytes.add(decisionV1.encode(decision));
      const { tenantId, id } = decision.transaction;
      const { outcome, score } = decision;
      return { tenant: tenantId, transaction: id, outcome, score, worsened: worsenedAtMs ?? null, from, length };
    });
    await sql.query(STORE, [JSON.stringify(rows), bytes.concat()]);
  }

  private recordOf(news: DecisionRevisionV1): OutRecord {
    const { id, revision, transaction } = news.decision;
    return {
      topic: topics.decisionRevisions.name,
      key: recordKey(transaction.tenantId, transaction.id),
      value: decisionRevisionV1.encode(news),
      headers: recordHeaders({
        id: `${id}_r${revision}`,
        type: decisionRevisionV1.type,
        source: 'cases',
        tenantId: transaction.tenantId,
        hlc: this.stamps.tick(this.clock.now()),
      }),
    };
  }
}

interface DecisionRow {
  readonly tenant_id: string;
  readonly transaction_id: string;
  readonly latest: Buffer;
}

function keyOf(row: DecisionRow): TransactionKey {
  return { tenantId: row.tenant_id, transactionId: row.transaction_id };
}

const OF_KEYS = `select d.tenant_id, d.transaction_id, coalesce(d.latest, d.answered) as latest
    from json_to_recordset($1::json) as k ("tenantId" text, "transactionId" text)
    join cases.decisions d on d.tenant_id = k."tenantId" and d.transaction_id = k."transactionId"
    order by d.transaction_id collate "C"`;
const DECISIONS = { name: 'revise-decisions', text: OF_KEYS };
/** In the order in which batches of decisions lock them. */
const LOCK_DECISIONS = { name: 'revise-lock-decisions', text: `${OF_KEYS} for update of d` };
const STORE = {
  name: 'revise-store',
  text: `update cases.decisions d
    set latest = substring($2::bytea from r."from" for r.length), outcome = r.outcome, score = r.score,
      worsened_at_ms = coalesce(r.worsened, d.worsened_at_ms)
    from json_to_recordset($1::json) as r (tenant text, transaction text, outcome text, score smallint, worsened bigint,
      "from" integer, length integer)
    where d.tenant_id = r.tenant and d.transaction_id = r.transaction`,
};

import type { DecisionV1, LabelV1, VerificationV1 } from '#contracts';
import { Database, PackedBytes, type Sql } from '#persistence';
import type { CaseSettings } from './case-settings.js';
import { addCounts } from './add-counts.js';
import { CountBatch } from './decision-counts.js';
import type { DecisionReviser } from './decision-reviser.js';
import type { DecisionStore } from './decision-store.js';
import { addModelCounts } from '../models/add-model-counts.js';
import { saveTrialMatches } from '../patterns/trial-matches.js';
import type { Rungs } from './rungs.js';
import { lockTransactions, settleDecisions, type TransactionKey } from './settle-decisions.js';

/**
 * The table `cases.decisions` and what hangs on it. Most decisions are approved on one rung and cost their share of two
 * statements; only what could be challenged, reviewed or revised is looked at again.
 */
export class PgDecisionStore implements DecisionStore {
  constructor(
    private readonly database: Database,
    private readonly settings: CaseSettings,
    private readonly reviser: Pick<DecisionReviser, 'prepare' | 'reapply'>,
  ) {}

  async saveDecisions(decisions: readonly Rungs[], partition: number): Promise<void> {
    if (decisions.length === 0) return;
    const rows = inKeyOrder(decisions);
    const bytes = new PackedBytes();
    const records = rows.map((row) => recordOf(row, bytes));
    const tenants = tenantsOf(rows.map(keyOf));
    const rules = await this.settings.rulesOf(tenants);
    await this.reviser.prepare(tenants);
    await this.database.withTenants(tenants, async (sql) => {
      await lockTransactions(sql, rows.filter(isChallenged).map(keyOf));
      const saved = await sql.query<SavedRow>(SAVE, [JSON.stringify(records), bytes.concat()]);
      const fresh = new Set(saved.filter((row) => row.fresh).map((row) => row.transaction_id));
      const changed = new Set(saved.filter((row) => !row.fresh).map((row) => row.transaction_id));
      await saveEntities(
        sql,
        rows.filter(({ answered }) => fresh.has(answered.decision.transaction.id)),
      );
      await this.count(sql, rows, fresh, changed, partition);
      await saveTrialMatches(sql, decisionsIn(rows));
      const replaced = rows.map(keyOf).filter(({ transactionId }) => changed.has(transactionId));
      await this.reviser.reapply(sql, replaced);
      const unsettled = rows.filter((row) => needsSettling(row, fresh, changed)).map(keyOf);
      await settleDecisions(sql, unsettled, rules);
    });
  }

  async saveVerifications(verifications: readonly VerificationV1[]): Promise<void> {
    if (verifications.length === 0) return;
    const tenants = tenantsOf(verifications);
    const rules = await this.settings.rulesOf(tenants);
    await this.database.withTenants(tenants, async (sql) => {
      await lockTransactions(sql, verifications);
      await sql.query(SAVE_VERIFICATIONS, [JSON.stringify(verifications)]);
      await settleDecisions(
        sql,
        verifications.map(({ tenantId, transactionId }) => ({ tenantId, transactionId })),
        rules,
      );
    });
  }

  async saveLabels(labels: readonly LabelV1[]): Promise<void> {
    if (labels.length === 0) return;
    const rows = labels.map(({ entities: _entities, ...label }) => label);
    await this.database.query(tenantsOf(labels), SAVE_LABELS, [JSON.stringify(rows)]);
  }

  private async count(
    sql: Sql,
    rows: readonly Rungs[],
    fresh: ReadonlySet<string>,
    changed: ReadonlySet<string>,
    partition: number,
  ): Promise<void> {
    const batch = new CountBatch();
    for (const { answered, latest } of rows) {
      const { id } = answered.decision.transaction;
      if (fresh.has(id)) batch.answered(answered.decision);
      if (changed.has(id) || (fresh.has(id) && latest !== answered)) batch.revised(latest.decision);
    }
    await addCounts(sql, batch, partition);
    // Models are asked for whole decisions alone, of which there is one for each transaction: it is new, or takes a lower rung's place.
    const isNews = ({ answered }: Rungs) => {
      const { id } = answered.decision.transaction;
      return fresh.has(id) || changed.has(id);
    };
    await addModelCounts(
      sql,
      rows.filter(isNews).map(({ latest }) => latest.decision),
      partition,
    );
  }
}

interface SavedRow {
  readonly transaction_id: string;
  readonly fresh: boolean;
}

function keyOf({ answered }: Rungs): TransactionKey {
  const { tenantId, id } = answered.decision.transaction;
  return { tenantId, transactionId: id };
}

/** Of both rungs, where they differ: a later one may know of more matches. */
function decisionsIn(rows: readonly Rungs[]): DecisionV1[] {
  return rows.flatMap(({ answered, latest }) =>
    answered === latest ? [answered.decision] : [answered.decision, latest.decision],
  );
}

/** Batches lock rows in one order, so that two of them can't wait for each other. */
function inKeyOrder(decisions: readonly Rungs[]): Rungs[] {
  const idOf = ({ answered }: Rungs): string => answered.decision.transaction.id;
  return decisions.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

function isChallenged({ answered, latest }: Rungs): boolean {
  return answered.decision.outcome === 'challenge' || latest.decision.outcome === 'challenge';
}

function needsSettling(row: Rungs, fresh: ReadonlySet<string>, changed: ReadonlySet<string>): boolean {
  const { id } = row.answered.decision.transaction;
  if (changed.has(id)) return true;
  return fresh.has(id) && (row.answered !== row.latest || !isPlain(row.answered.decision));
}

function isPlain({ outcome }: DecisionV1): boolean {
  return outcome === 'approve' || outcome === 'decline';
}

function recordOf({ answered, latest }: Rungs, bytes: PackedBytes): object {
  const { transaction } = answered.decision;
  const [from, length] = bytes.add(answered.bytes);
  const [latestFrom, latestLength] = latest === answered ? [null, null] : bytes.add(latest.bytes);
  return {
    tenant: transaction.tenantId,
    id: transaction.id,
    external: transaction.externalId,
    live: transaction.livemode,
    occurred: transaction.occurredAtMs,
    received: transaction.receivedAtMs,
    decided: answered.decision.decidedAtMs,
    account: transaction.account?.id ?? '',
    card: transaction.card?.fingerprint || null,
    device: transaction.device?.id || null,
    ip: transaction.device?.ip || null,
    merchant: transaction.merchant?.id || null,
    amount: transaction.amountMinor,
    currency: transaction.currency,
    told: answered.decision.outcome,
    told_rung: answered.decision.answeredBy,
    outcome: latest.decision.outcome,
    rung: latest.decision.answeredBy,
    score: latest.decision.score,
    status: STATUS_BEFORE_SETTLING[answered.decision.outcome],
    trace: answered.decision.traceId,
    from,
    length,
    latest_from: latestFrom,
    latest_length: latestLength,
  };
}

const STATUS_BEFORE_SETTLING = {
  approve: 'final',
  decline: 'final',
  challenge: 'pending_challenge',
  review: 'pending_review',
} as const;

/** Which entities of declared types a transaction has: it says so itself, on whatever rung it was decided. */
async function saveEntities(sql: Sql, rows: readonly Rungs[]): Promise<void> {
  const entities = rows.flatMap(({ answered }) => {
    const {
      tenantId: tenant,
      id,
      livemode: live,
      occurredAtMs,
      receivedAtMs,
      declared,
    } = answered.decision.transaction;
    const place = { tenant, id, live, occurred: occurredAtMs, received: receivedAtMs };
    return declared.map(({ entityType, entityId }) => ({ ...place, type: entityType, entity: entityId }));
  });
  if (entities.length > 0) await sql.query(SAVE_ENTITIES, [JSON.stringify(entities)]);
}

function tenantsOf(keys: readonly { readonly tenantId: string }[]): string[] {
  return [...new Set(keys.map(({ tenantId }) => tenantId))];
}

/** The same order as `RUNG_RANK`. */
const rank = (rung: string): string => `array_position(array['stand_in', 'degraded', 'full'], ${rung})`;
const LOWER = `${rank('excluded.answered_rung')} < ${rank('d.answered_rung')}`;
const HIGHER = `${rank('excluded.latest_rung')} > ${rank('d.latest_rung')}`;
/**
 * A column that belongs to what the client was told; one that belongs to the best known, where a higher rung takes the
 * place of a lower one and of all that revised that.
 */
const told = (column: string): string => `${column} = case when ${LOWER} then excluded.${column} else d.${column} end`;
const best = (column: string): string => `${column} = case when ${HIGHER} then excluded.${column} else d.${column} end`;

const SAVE = {
  name: 'cases-save-decisions',
  text: `insert into cases.decisions as d (tenant_id, transaction_id, external_id, livemode, occurred_at_ms, received_at_ms,
      decided_at_ms, account_id, card_fingerprint, device_id, ip, merchant_id, amount_minor, currency, answered_outcome,
      answered_rung, outcome, latest_rung, score, status, trace_id, answered, latest)
    select tenant, id, external, live, occurred, received, decided, account, card, device, r.ip, merchant, amount, currency,
      told, told_rung, outcome, rung, score, status, trace, substring($2::bytea from "from" for length),
      substring($2::bytea from latest_from for latest_length)
    from json_to_recordset($1::json) as r (tenant text, id text, external text, live boolean, occurred bigint,
      received bigint, decided bigint, account text, card text, device text, ip text, merchant text, amount bigint,
      currency text, told text, told_rung text, outcome text, rung text, score smallint, status text, trace text,
      "from" integer, length integer, latest_from integer, latest_length integer)
    on conflict (tenant_id, transaction_id) do update set
      ${['answered', 'answered_outcome', 'answered_rung', 'decided_at_ms', 'trace_id'].map(told).join(', ')},
      ${['outcome', 'latest_rung', 'score', 'worsened_at_ms'].map(best).join(', ')},
      latest = case
        when ${HIGHER} then coalesce(excluded.latest, excluded.answered)
        when ${LOWER} then coalesce(d.latest, d.answered)
        else d.latest end
    where ${LOWER} or ${HIGHER}
    returning d.transaction_id, xmax = 0 as fresh`,
};
const SAVE_ENTITIES = {
  name: 'cases-save-decision-entities',
  text: `insert into cases.decision_entities (tenant_id, entity_type, entity_id, livemode, occurred_at_ms, received_at_ms,
      transaction_id)
    select tenant, type, entity, live, occurred, received, id
    from json_to_recordset($1::json) as r (tenant text, type text, entity text, live boolean, occurred bigint,
      received bigint, id text)
    on conflict do nothing`,
};
const SAVE_VERIFICATIONS = {
  name: 'cases-save-verifications',
  text: `insert into cases.verifications (tenant_id, transaction_id, challenge_id, result, attempts, resolved_at_ms)
    select "tenantId", "transactionId", "challengeId", result, attempts, "resolvedAtMs"
    from json_to_recordset($1::json) as r ("tenantId" text, "transactionId" text, "challengeId" text, result text,
      attempts integer, "resolvedAtMs" bigint)
    on conflict do nothing`,
};
const SAVE_LABELS = {
  name: 'cases-save-labels',
  text: `insert into cases.labels (tenant_id, transaction_id, id, event, verdict, source, weight, occurred_at_ms, known_at_ms,
      actor, note)
    select "tenantId", "transactionId", id, event, verdict, source, weight, "occurredAtMs", "knownAtMs", actor, note
    from json_to_recordset($1::json) as r ("tenantId" text, "transactionId" text, id text, event text, verdict text,
      source text, weight float8, "occurredAtMs" bigint, "knownAtMs" bigint, actor text, note text)
    order by "tenantId", "transactionId", id
    on conflict do nothing`,
};

import {
  type CaseCause,
  type CaseVerdict,
  derivedId,
  type Exchange,
  type Outcome,
  roughUsd,
  type VerificationV1,
} from '#contracts';
import type { DecisionStatus, Sql } from '#persistence';
import { type Facts, settle, type Settled } from './settle.js';

/** Names a transaction; the parts in the order of the tables' keys. */
export interface TransactionKey {
  readonly tenantId: string;
  readonly transactionId: string;
}

/**
 * Brings status, resolution and case of these transactions to what all facts about them say. Whoever changes a fact calls
 * it in the same transaction, having locked the decision (`lockTransactions`) so that no two facts miss each other.
 */
export async function settleDecisions(sql: Sql, keys: readonly TransactionKey[], rules: CaseRules): Promise<void> {
  if (keys.length === 0) return;
  const rows = await sql.query<FactRow>(FACTS, [JSON.stringify(keys)]);
  const changed: object[] = [];
  const opened: object[] = [];
  const dropped: string[] = [];
  for (const row of rows) {
    const settled = settle(factsOf(row));
    if (differs(row, settled)) changed.push(statusRow(row, settled));
    if (settled.cause && isNews(row, settled)) opened.push(caseRow(row, settled, settled.cause, rules));
    // What looked like a case no longer is one, and no person has touched it.
    if (!settled.cause && row.case_version === 1) dropped.push(caseIdOf(row.transaction_id));
  }
  if (changed.length > 0) await sql.query(SET_STATUS, [JSON.stringify(changed)]);
  if (opened.length > 0) await sql.query(OPEN_CASES, [JSON.stringify(opened)]);
  if (dropped.length > 0) await sql.query(DROP_CASES, [dropped]);
}

export function caseIdOf(transactionId: string): string {
  return derivedId('case', transactionId);
}

/**
 * Serialises those who bring facts about the same transaction, where its row may not exist yet to be locked. Held to the
 * end of the transaction; taken in one order, so that batches can't block each other for good.
 */
export async function lockTransactions(sql: Sql, keys: readonly TransactionKey[]): Promise<void> {
  if (keys.length > 0) await sql.query(LOCK, [keys.map(({ transactionId }) => transactionId)]);
}

/** What of a case its facts don't say. */
export interface CaseRules {
  readonly reviewWithinMs: number;
  /** The rates by which losses in different currencies are put in one order. */
  readonly exchangeOf: (tenantId: string) => Exchange;
}

interface FactRow {
  readonly tenant_id: string;
  readonly transaction_id: string;
  readonly livemode: boolean;
  readonly answered_outcome: Outcome;
  readonly outcome: Outcome;
  readonly decided_at_ms: number;
  readonly worsened_at_ms: number | null;
  readonly amount_minor: number;
  readonly currency: string;
  readonly score: number;
  readonly status: DecisionStatus;
  readonly resolved_outcome: string | null;
  readonly resolved_by: string | null;
  readonly result: VerificationV1['result'] | null;
  readonly verified_at_ms: number | null;
  readonly cause: CaseCause | null;
  readonly case_version: number | null;
  readonly case_score: number | null;
  readonly opened_at_ms: number | null;
  readonly verdict: CaseVerdict | null;
  readonly decided_by: string | null;
  readonly verdict_at_ms: number | null;
}

function factsOf(row: FactRow): Facts {
  return {
    answered: row.answered_outcome,
    latest: row.outcome,
    decidedAtMs: row.decided_at_ms,
    worsenedAtMs: row.worsened_at_ms ?? undefined,
    verification: row.result === null ? undefined : { result: row.result, atMs: row.verified_at_ms ?? 0 },
    verdict:
      row.verdict === null
        ? undefined
        : { verdict: row.verdict, by: row.decided_by ?? '', atMs: row.verdict_at_ms ?? 0 },
  };
}

function differs(row: FactRow, { status, resolved }: Settled): boolean {
  return (
    row.status !== status ||
    row.resolved_outcome !== (resolved?.outcome ?? null) ||
    row.resolved_by !== (resolved?.by ?? null)
  );
}

/** Whether the case is not there yet, or says something else; one that is decided stays as it was decided. */
function isNews(row: FactRow, { cause, causedAtMs }: Settled): boolean {
  if (row.verdict !== null) return false;
  return row.cause !== cause || row.case_score !== row.score || row.opened_at_ms !== causedAtMs;
}

function statusRow(row: FactRow, { status, resolved }: Settled): object {
  return {
    tenant: row.tenant_id,
    transaction: row.transaction_id,
    status,
    outcome: resolved?.outcome ?? null,
    by: resolved?.by ?? null,
    at: resolved?.atMs ?? null,
  };
}

function caseRow(row: FactRow, { causedAtMs }: Settled, cause: CaseCause, rules: CaseRules): object {
  const loss = (row.amount_minor * row.score) / 1000;
  return {
    id: caseIdOf(row.transaction_id),
    tenant: row.tenant_id,
    transaction: row.transaction_id,
    livemode: row.livemode,
    cause,
    opened: causedAtMs,
    due: causedAtMs + rules.reviewWithinMs,
    loss: Math.round(loss),
    rank: roughUsd(rules.exchangeOf(row.tenant_id), loss, row.currency) || 0,
    score: row.score,
  };
}

const LOCK = {
  name: 'cases-lock-transactions',
  text: `select pg_advisory_xact_lock(key) from (
    select distinct hashtextextended(id, 0) as key from unnest($1::text[]) as id order by key) as keys`,
};
const FACTS = {
  name: 'cases-facts',
  text: `select d.tenant_id, d.transaction_id, d.livemode, d.answered_outcome, d.outcome, d.decided_at_ms, d.worsened_at_ms, d.amount_minor,
      d.currency, d.score, d.status, d.resolved_outcome, d.resolved_by, v.result, v.resolved_at_ms as verified_at_ms,
      c.cause, c.version as case_version, c.score as case_score, c.opened_at_ms, c.verdict, c.decided_by, c.decided_at_ms as verdict_at_ms
    from json_to_recordset($1::json) as k ("tenantId" text, "transactionId" text)
    join cases.decisions d on d.tenant_id = k."tenantId" and d.transaction_id = k."transactionId"
    left join cases.verifications v on v.tenant_id = d.tenant_id and v.transaction_id = d.transaction_id
    left join cases.cases c on c.tenant_id = d.tenant_id and c.transaction_id = d.transaction_id`,
};
const SET_STATUS = {
  name: 'cases-set-status',
  text: `update cases.decisions d
    set status = s.status, resolved_outcome = s.outcome, resolved_by = s.by, resolved_at_ms = s.at
    from json_to_recordset($1::json) as s (tenant text, transaction text, status text, outcome text, by text, at bigint)
    where d.tenant_id = s.tenant and d.transaction_id = s.transaction`,
};
const OPEN_CASES = {
  name: 'cases-open',
  text: `with opened as (
      insert into cases.cases as c (id, tenant_id, transaction_id, livemode, cause, opened_at_ms, due_at_ms, expected_loss,
        loss_rank, score)
      select id, tenant, transaction, livemode, cause, opened, due, loss, rank, score
      from json_to_recordset($1::json) as r (id text, tenant text, transaction text, livemode boolean, cause text,
        opened bigint, due bigint, loss bigint, rank float8, score smallint)
      order by id
      on conflict (tenant_id, transaction_id) do update
        set cause = excluded.cause, opened_at_ms = excluded.opened_at_ms, due_at_ms = excluded.due_at_ms, expected_loss = excluded.expected_loss, loss_rank = excluded.loss_rank, score = excluded.score
        where c.status = 'open'
      returning c.tenant_id, c.id, c.opened_at_ms, c.cause, xmax = 0 as fresh)
    insert into cases.audit (tenant_id, case_id, at_ms, action, detail)
    select tenant_id, id, opened_at_ms, 'opened', cause from opened where fresh`,
};
const DROP_CASES = {
  name: 'cases-drop',
  text: `delete from cases.cases where id = any($1) and status = 'open' and version = 1`,
};

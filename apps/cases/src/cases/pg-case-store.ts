import {
  type CaseCause,
  type CaseVerdict,
  decisionV1,
  HybridLogicalClock,
  type LabelV1,
  newId,
  type Outcome,
  UNDO_WITHIN_MS,
} from '#contracts';
import { CaracalError } from '#kernel';
import { Database, Outbox, type Sql } from '#persistence';
import type { CaseSettings } from '../decisions/case-settings.js';
import { lockTransactions, settleDecisions, type TransactionKey } from '../decisions/settle-decisions.js';
import { analystLabel, labelRecord } from '../labels.js';
import { caseListStatement, writeCursor } from './case-list-statement.js';
import {
  type Actor,
  type Assignment,
  type AuditRow,
  type CaseCounts,
  type CaseQuery,
  CaseStore,
  type Note,
  type StoredCase,
  type Verdict,
} from './case-store.js';

/** How long a case that was taken from the queue stays locked to who took it. */
const LOCK_MS = 15 * 60_000;
const HISTORY_MAX = 500;

/** The tables `cases.*`. What a person does, its place in the history and its label are one transaction. */
export class PgCaseStore extends CaseStore {
  private readonly stamps = new HybridLogicalClock();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly settings: CaseSettings,
  ) {
    super();
  }

  override async find(tenantId: string, caseId: string): Promise<StoredCase | undefined> {
    const [row] = await this.database.query<CaseRow>([tenantId], FIND, [tenantId, caseId]);
    return row && caseOf(row);
  }

  override async list(
    tenantId: string,
    query: CaseQuery,
  ): Promise<{ items: StoredCase[]; nextCursor: string | undefined }> {
    const { text, params } = caseListStatement(tenantId, query, COLUMNS);
    const rows = await this.database.query<CaseRow & { sort_value: number }>([tenantId], text, params);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(caseOf),
      nextCursor: rows.length > query.limit && last ? writeCursor(last.sort_value, last.id) : undefined,
    };
  }

  override async counts({ tenantId, userId }: Actor, livemode: boolean, nowMs: number): Promise<CaseCounts> {
    const [row] = await this.database.query<CaseCounts>([tenantId], COUNTS, [tenantId, livemode, userId, nowMs]);
    return row!;
  }

  override async idsOf(tenantId: string, transactionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (transactionIds.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; transaction_id: string }>([tenantId], IDS, [
      tenantId,
      transactionIds,
    ]);
    return new Map(rows.map(({ id, transaction_id: transactionId }) => [transactionId, id]));
  }

  override async labelsOf(
    tenantId: string,
    transactionIds: readonly string[],
  ): Promise<Omit<LabelV1, 'entities' | 'amountMinor'>[]> {
    if (transactionIds.length === 0) return [];
    return await this.database.query([tenantId], LABELS, [tenantId, transactionIds]);
  }

  override async notes(tenantId: string, caseId: string): Promise<Note[]> {
    return await this.database.query<Note>([tenantId], NOTES, [tenantId, caseId, HISTORY_MAX]);
  }

  override async audit(tenantId: string, caseId: string): Promise<AuditRow[]> {
    const rows = await this.database.query<AuditRow & { actor: string | null }>([tenantId], AUDIT, [
      tenantId,
      caseId,
      HISTORY_MAX,
    ]);
    return rows.map((row) => ({ ...row, actor: row.actor ?? undefined }));
  }

  override async takeNext(actor: Actor, livemode: boolean, nowMs: number): Promise<string | undefined> {
    const { tenantId, userId } = actor;
    return await this.database.withTenants([tenantId], async (sql) => {
      const [taken] = await sql.query<{ id: string }>(TAKE, [tenantId, livemode, nowMs, userId, nowMs + LOCK_MS]);
      if (taken) await note(sql, actor, taken.id, nowMs, 'taken', '');
      return taken?.id;
    });
  }

  override async decide(
    actor: Actor,
    caseId: string,
    { verdict, reason, note: text }: Verdict,
    nowMs: number,
  ): Promise<void> {
    const rules = await this.settings.rulesOf([actor.tenantId]);
    await this.database.withTenants([actor.tenantId], async (sql) => {
      const row = await this.lock(sql, actor.tenantId, caseId);
      if (row.status === 'decided') throw new CaracalError('conflict', 'The case has been decided already');
      if (isLockedToOther(row, actor, nowMs))
        throw new CaracalError('conflict', 'Another analyst is working on this case');
      await sql.query(DECIDE, [actor.tenantId, caseId, verdict, reason, nowMs, actor.userId]);
      await note(sql, actor, caseId, nowMs, verdict === 'approve' ? 'approved' : 'declined', reason);
      if (text !== undefined) await insertNote(sql, actor, caseId, text, nowMs);
      await settleDecisions(sql, [keyOf(actor, row)], rules);
      await this.label(sql, actor, row, verdict, reason, nowMs);
    });
  }

  override async undo(actor: Actor, caseId: string, nowMs: number): Promise<void> {
    const rules = await this.settings.rulesOf([actor.tenantId]);
    await this.database.withTenants([actor.tenantId], async (sql) => {
      const row = await this.lock(sql, actor.tenantId, caseId);
      if (row.status !== 'decided') throw new CaracalError('conflict', 'The case has not been decided');
      if (row.decided_by !== actor.userId && !actor.isAdmin)
        throw new CaracalError('forbidden', 'Only who decided it, or an administrator, can take it back');
      if (nowMs > (row.decided_at_ms ?? 0) + UNDO_WITHIN_MS)
        throw new CaracalError('conflict', 'It is too late to take the verdict back');
      await sql.query(REOPEN, [actor.tenantId, caseId]);
      await note(sql, actor, caseId, nowMs, 'undone', '');
      await settleDecisions(sql, [keyOf(actor, row)], rules);
      await this.label(sql, actor, row, undefined, 'taken back', nowMs);
    });
  }

  override async assign(actor: Actor, caseId: string, assignment: Assignment, nowMs: number): Promise<void> {
    const { assignee, assigneeName, version } = assignment;
    await this.database.withTenants([actor.tenantId], async (sql) => {
      const row = await this.lock(sql, actor.tenantId, caseId);
      if (version !== undefined && version !== row.version)
        throw new CaracalError('conflict', 'The case has changed meanwhile; look at it again');
      if (row.status === 'decided') throw new CaracalError('conflict', 'The case has been decided already');
      if (isLockedToOther(row, actor, nowMs) && !actor.isAdmin)
        throw new CaracalError('conflict', 'Another analyst is working on this case');
      if ((row.assignee ?? undefined) === assignee && row.locked_until_ms === null) return;
      await sql.query(ASSIGN, [actor.tenantId, caseId, assignee ?? null]);
      await note(sql, actor, caseId, nowMs, assignee === undefined ? 'unassigned' : 'assigned', assigneeName);
    });
  }

  override async addNote(actor: Actor, caseId: string, text: string, nowMs: number): Promise<Note> {
    return await this.database.withTenants([actor.tenantId], async (sql) => {
      await this.lock(sql, actor.tenantId, caseId);
      await sql.query(TOUCH, [actor.tenantId, caseId]);
      return await insertNote(sql, actor, caseId, text, nowMs);
    });
  }

  /** The decision first, then the case: the order in which the consumers lock them. */
  private async lock(sql: Sql, tenantId: string, caseId: string): Promise<CaseRow> {
    const [known] = await sql.query<{ transaction_id: string }>(TRANSACTION_OF, [tenantId, caseId]);
    if (known) await lockTransactions(sql, [{ tenantId, transactionId: known.transaction_id }]);
    const [row] = known ? await sql.query<CaseRow>(LOCK, [tenantId, caseId]) : [];
    if (!row) throw new CaracalError('not_found', 'There is no such case');
    return row;
  }

  private async label(
    sql: Sql,
    { userId }: Actor,
    row: CaseRow,
    verdict: CaseVerdict | undefined,
    reason: string,
    atMs: number,
  ): Promise<void> {
    const { transaction } = decisionV1.decode(row.record);
    const label = analystLabel({
      id: newId('label', atMs),
      transaction,
      verdict,
      actor: userId,
      reason,
      atMs,
    });
    await this.outbox.add(sql, labelRecord(label, this.stamps.tick(atMs), undefined));
  }
}

function keyOf({ tenantId }: Actor, row: CaseRow): TransactionKey {
  return { tenantId, transactionId: row.transaction_id };
}

interface CaseRow {
  readonly id: string;
  readonly transaction_id: string;
  readonly livemode: boolean;
  readonly status: 'open' | 'decided';
  readonly cause: CaseCause;
  readonly opened_at_ms: number;
  readonly due_at_ms: number;
  readonly expected_loss: number;
  readonly score: number;
  readonly assignee: string | null;
  readonly locked_until_ms: number | null;
  readonly verdict: CaseVerdict | null;
  readonly verdict_reason: string | null;
  readonly decided_at_ms: number | null;
  readonly decided_by: string | null;
  readonly version: number;
  readonly answered_outcome: Outcome;
  readonly record: Buffer;
}

function caseOf(row: CaseRow): StoredCase {
  return {
    id: row.id,
    transactionId: row.transaction_id,
    livemode: row.livemode,
    status: row.status,
    cause: row.cause,
    openedAtMs: row.opened_at_ms,
    dueAtMs: row.due_at_ms,
    expectedLoss: row.expected_loss,
    score: row.score,
    assignee: row.assignee ?? undefined,
    lockedUntilMs: row.locked_until_ms ?? undefined,
    verdict: row.verdict ?? undefined,
    verdictReason: row.verdict_reason ?? undefined,
    decidedAtMs: row.decided_at_ms ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    version: row.version,
    answeredOutcome: row.answered_outcome,
    record: row.record,
  };
}

function isLockedToOther(row: CaseRow, { userId }: Actor, nowMs: number): boolean {
  return (row.locked_until_ms ?? 0) > nowMs && row.assignee !== userId;
}

async function note(
  sql: Sql,
  { tenantId, userId }: Actor,
  caseId: string,
  atMs: number,
  action: AuditRow['action'],
  detail: string,
): Promise<void> {
  await sql.query(ADD_AUDIT, [tenantId, caseId, atMs, userId, action, detail]);
}

async function insertNote(
  sql: Sql,
  { tenantId, userId }: Actor,
  caseId: string,
  text: string,
  atMs: number,
): Promise<Note> {
  const id = newId('note', atMs);
  await sql.query(ADD_NOTE, [id, tenantId, caseId, userId, text, atMs]);
  return { id, atMs, author: userId, text };
}

const COLUMNS = `c.id, c.transaction_id, c.livemode, c.status, c.cause, c.opened_at_ms, c.due_at_ms, c.expected_loss, c.score,
  c.assignee, c.locked_until_ms, c.verdict, c.verdict_reason, c.decided_at_ms, c.decided_by, c.version, d.answered_outcome,
  coalesce(d.latest, d.answered) as record`;
const WITH_DECISION =
  'from cases.cases c join cases.decisions d on d.tenant_id = c.tenant_id and d.transaction_id = c.transaction_id';
const FIND = { name: 'case-find', text: `select ${COLUMNS} ${WITH_DECISION} where c.tenant_id = $1 and c.id = $2` };
const TRANSACTION_OF = {
  name: 'case-transaction',
  text: 'select transaction_id from cases.cases where tenant_id = $1 and id = $2',
};
const LOCK = { name: 'case-lock', text: `${FIND.text} for update of d, c` };
const COUNTED_MAX = 10_000;
const counted = (condition: string): string =>
  `(select count(*) from (select from cases.cases where tenant_id = $1 and livemode = $2 and ${condition} limit ${COUNTED_MAX}) as counted)`;
const COUNTS = {
  name: 'case-counts',
  text: `select ${counted(`status = 'open'`)} as open, ${counted(`status = 'open' and assignee = $3`)} as mine,
    ${counted(`status = 'open' and assignee is null`)} as unassigned,
    ${counted(`status = 'open' and due_at_ms < $4`)} as overdue, ${counted(`status = 'decided'`)} as decided`,
};
const IDS = {
  name: 'case-ids',
  text: 'select id, transaction_id from cases.cases where tenant_id = $1 and transaction_id = any($2)',
};
const LABELS = {
  name: 'case-labels',
  text: `select id, tenant_id as "tenantId", transaction_id as "transactionId", event, verdict, source, weight,
      occurred_at_ms as "occurredAtMs", known_at_ms as "knownAtMs", actor, note
    from cases.labels where tenant_id = $1 and transaction_id = any($2) order by known_at_ms, id limit 2000`,
};
const NOTES = {
  name: 'case-notes',
  text: `select id, at_ms as "atMs", author, body as text from cases.notes
    where tenant_id = $1 and case_id = $2 order by at_ms, id limit $3`,
};
const AUDIT = {
  name: 'case-audit',
  text: `select at_ms as "atMs", actor, action, detail from cases.audit
    where tenant_id = $1 and case_id = $2 order by id limit $3`,
};
const TAKE = {
  name: 'case-take',
  text: `update cases.cases set assignee = $4, locked_until_ms = $5, version = version + 1
    where tenant_id = $1 and id = (
      select id from cases.cases
      where tenant_id = $1 and livemode = $2 and status = 'open'
        and (assignee is null or locked_until_ms <= $3 or (assignee = $4 and locked_until_ms is null))
      order by loss_rank desc, id desc limit 1 for update skip locked)
    returning id`,
};
const DECIDE = {
  name: 'case-decide',
  text: `update cases.cases set status = 'decided', verdict = $3, verdict_reason = $4, decided_at_ms = $5, decided_by = $6,
      assignee = $6, locked_until_ms = null, version = version + 1
    where tenant_id = $1 and id = $2`,
};
const REOPEN = {
  name: 'case-reopen',
  text: `update cases.cases set status = 'open', verdict = null, verdict_reason = null, decided_at_ms = null,
      decided_by = null, version = version + 1
    where tenant_id = $1 and id = $2`,
};
const ASSIGN = {
  name: 'case-assign',
  text: `update cases.cases set assignee = $3, locked_until_ms = null, version = version + 1
    where tenant_id = $1 and id = $2`,
};
const TOUCH = {
  name: 'case-touch',
  text: 'update cases.cases set version = version + 1 where tenant_id = $1 and id = $2',
};
const ADD_AUDIT = {
  name: 'case-add-audit',
  text: 'insert into cases.audit (tenant_id, case_id, at_ms, actor, action, detail) values ($1, $2, $3, $4, $5, $6)',
};
const ADD_NOTE = {
  name: 'case-add-note',
  text: 'insert into cases.notes (id, tenant_id, case_id, author, body, at_ms) values ($1, $2, $3, $4, $5, $6)',
};

import type { CASE_SORTS } from '#contracts';
import { CaracalError } from '#kernel';
import type { CaseQuery } from './case-store.js';

/**
 * The statement that reads one page of cases. Pages go on from the last row's sort value and id, so rows that come or go
 * meanwhile shift nothing.
 */
export function caseListStatement(
  tenantId: string,
  query: CaseQuery,
  columns: string,
): { text: string; params: unknown[]; sortColumn: string } {
  const { column, descending } = query.status === 'decided' ? DECIDED : SORTS[query.sort];
  const direction = descending ? 'desc' : 'asc';
  const params: unknown[] = [tenantId, query.livemode];
  const param = (value: unknown): string => `$${params.push(value)}`;
  // The status is part of the text, so that the partial index for it is used.
  const conditions = ['c.tenant_id = $1', 'c.livemode = $2', `c.status = '${query.status}'`];
  if (query.assignee === 'none') conditions.push('c.assignee is null');
  else if (query.assignee !== undefined) conditions.push(`c.assignee = ${param(query.assignee)}`);
  if (query.cursor !== undefined) {
    const after = readCursor(query.cursor);
    conditions.push(`(c.${column}, c.id) ${descending ? '<' : '>'} (${param(after.value)}, ${param(after.id)})`);
  }
  const text = `select ${columns}, c.${column} as sort_value
    from cases.cases c join cases.decisions d on d.tenant_id = c.tenant_id and d.transaction_id = c.transaction_id
    where ${conditions.join(' and ')} order by c.${column} ${direction}, c.id ${direction} limit ${param(query.limit + 1)}`;
  return { text, params, sortColumn: column };
}

const DECIDED = { column: 'decided_at_ms', descending: true };
const SORTS: Readonly<Record<(typeof CASE_SORTS)[number], { column: string; descending: boolean }>> = {
  expected_loss: { column: 'loss_rank', descending: true },
  score: { column: 'score', descending: true },
  newest: { column: 'opened_at_ms', descending: true },
  oldest: { column: 'opened_at_ms', descending: false },
  due: { column: 'due_at_ms', descending: false },
};

export function writeCursor(sortValue: number, id: string): string {
  return Buffer.from(`${sortValue}~${id}`).toString('base64url');
}

function readCursor(cursor: string): { value: number; id: string } {
  const text = Buffer.from(cursor.slice(0, 200), 'base64url').toString('latin1');
  const match = /^(-?\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?)~(cas_[\w-]{1,64})$/.exec(text);
  if (!match) throw new CaracalError('invalid_request', 'The cursor is not one that a list gave; start without it');
  return { value: Number(match[1]), id: match[2]! };
}

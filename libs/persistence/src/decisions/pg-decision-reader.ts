import { CaracalError } from '#kernel';
import {
  type BuiltInEntityType,
  type DecisionV1,
  decisionV1,
  type EntityRef,
  type Outcome,
  type TransactionV1,
} from '#contracts';
import { Database, type Statement } from '../database.js';
import {
  DecisionReader,
  type DecisionPage,
  type DecisionQuery,
  type DecisionStatus,
  type Receipt,
  type StoredDecision,
  type StoredEntity,
} from './decision-reader.js';

/** `DecisionReader` on the table `cases.decisions`. */
export class PgDecisionReader extends DecisionReader {
  constructor(private readonly database: Database) {
    super();
  }

  override async byTransactionId(tenantId: string, transactionId: string): Promise<StoredDecision | undefined> {
    const [row] = await this.database.query<DecisionRow>([tenantId], BY_TRANSACTION, [tenantId, transactionId]);
    return row && decoded(row);
  }

  override async byExternalId(
    tenantId: string,
    externalId: string,
    livemode?: boolean,
  ): Promise<StoredDecision | undefined> {
    const [row] = await this.database.query<DecisionRow>([tenantId], BY_EXTERNAL, [
      tenantId,
      externalId,
      livemode ?? null,
    ]);
    return row && decoded(row);
  }

  override async byTransactionIds(tenantId: string, transactionIds: readonly string[]): Promise<StoredDecision[]> {
    if (transactionIds.length === 0) return [];
    const rows = await this.database.query<DecisionRow>([tenantId], BY_TRANSACTIONS, [tenantId, transactionIds]);
    return rows.map(decoded);
  }

  override async newestOf(
    tenantId: string,
    entity: StoredEntity,
    limit: number,
    untilMs = Number.MAX_SAFE_INTEGER,
  ): Promise<TransactionV1[]> {
    const params = [tenantId, entity.id, entity.livemode, limit, untilMs];
    const rows = await this.database.query<{ answered: Buffer }>([tenantId], ...ofEntity(NEWEST_OF, entity, params));
    return rows.map(({ answered }) => decisionV1.decode(answered).transaction);
  }

  override async receivedUntil(
    tenantId: string,
    entity: StoredEntity,
    untilMs: number,
    after: Receipt | undefined,
    limit: number,
  ): Promise<DecisionV1[]> {
    const { receivedAtMs, id } = after ?? { receivedAtMs: 0, id: '' };
    const params = [tenantId, entity.id, entity.livemode, untilMs, receivedAtMs, id, limit];
    const rows = await this.database.query<{ latest: Buffer }>([tenantId], ...ofEntity(RECEIVED_UNTIL, entity, params));
    return rows.map(({ latest }) => decisionV1.decode(latest));
  }

  override async list(tenantId: string, query: DecisionQuery): Promise<DecisionPage> {
    const limit = Math.min(Math.max(query.limit ?? 50, 1), PAGE_MAX);
    const declared = await this.transactionsOf(tenantId, query.anyDeclared ?? []);
    const { text, params } = listStatement(tenantId, query, declared, limit + 1);
    const rows = await this.database.query<DecisionRow>([tenantId], text, params);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(decoded),
      nextCursor: rows.length > limit && last ? cursorAfter(last) : undefined,
    };
  }

  /** Looked up first: in one statement with other ids, none of them would be looked up by its index. */
  private async transactionsOf(tenantId: string, entities: readonly EntityRef[]): Promise<string[]> {
    if (entities.length === 0) return [];
    const types = entities.map(({ entityType }) => entityType);
    const ids = entities.map(({ entityId }) => entityId);
    const params = [tenantId, types, ids, ANY_DECLARED_MAX];
    const rows = await this.database.query<{ id: string }>([tenantId], TRANSACTIONS_OF, params);
    return rows.map(({ id }) => id);
  }
}

interface DecisionRow {
  readonly transaction_id: string;
  readonly received_at_ms: number;
  readonly status: DecisionStatus;
  readonly resolved_outcome: Outcome | null;
  readonly resolved_by: string | null;
  readonly resolved_at_ms: number | null;
  readonly answered: Buffer;
  readonly latest: Buffer | null;
}

const PAGE_MAX = 200;
const ANY_DECLARED_MAX = 1000;
const COLUMNS =
  'transaction_id, received_at_ms, status, resolved_outcome, resolved_by, resolved_at_ms, answered, latest';
const BY_TRANSACTION = {
  name: 'decision-by-transaction',
  text: `select ${COLUMNS} from cases.decisions where tenant_id = $1 and transaction_id = $2`,
};
const BY_TRANSACTIONS = {
  name: 'decisions-by-transactions',
  text: `select ${COLUMNS} from cases.decisions where tenant_id = $1 and transaction_id = any($2)`,
};
const BY_EXTERNAL = {
  name: 'decision-by-external',
  text: `select ${COLUMNS} from cases.decisions
    where tenant_id = $1 and external_id = $2 and livemode = coalesce($3, livemode)
    order by received_at_ms desc limit 1`,
};
const ENTITY_COLUMNS: Readonly<Record<BuiltInEntityType, string>> = {
  account: 'account_id',
  card: 'card_fingerprint',
  device: 'device_id',
  ip: 'ip',
  merchant: 'merchant_id',
};
/** Statements for the built-in types, each by a column of its own; and for those that tenants declare. */
interface OfEntity {
  readonly builtIn: Readonly<Record<string, Statement>>;
  readonly declared: Statement;
}

/** Each by an index; but for cards, which have few, it is in the order of time. */
const NEWEST_OF: OfEntity = {
  builtIn: byColumn(
    (column) => `select answered from cases.decisions where tenant_id = $1 and ${column} = $2 and livemode = $3
        and occurred_at_ms <= $5
      order by occurred_at_ms desc limit $4`,
    'newest',
  ),
  declared: {
    name: 'decisions-newest-of-declared',
    text: `select answered from (
        select tenant_id, transaction_id, occurred_at_ms from cases.decision_entities
        where tenant_id = $1 and entity_id = $2 and livemode = $3 and occurred_at_ms <= $5 and entity_type = $6
        order by occurred_at_ms desc limit $4
      ) e join cases.decisions d using (tenant_id, transaction_id)
      order by e.occurred_at_ms desc`,
  },
};
const RECEIVED_UNTIL: OfEntity = {
  builtIn: byColumn(
    (
      column,
    ) => `select coalesce(latest, answered) as latest from cases.decisions where tenant_id = $1 and ${column} = $2
        and livemode = $3 and received_at_ms <= $4 and (received_at_ms, transaction_id) > ($5, $6)
      order by received_at_ms, transaction_id limit $7`,
    'received',
  ),
  declared: {
    name: 'decisions-received-of-declared',
    text: `select coalesce(latest, answered) as latest from cases.decision_entities e
        join cases.decisions d using (tenant_id, transaction_id)
      where e.tenant_id = $1 and e.entity_id = $2 and e.livemode = $3 and e.received_at_ms <= $4
        and (e.received_at_ms, e.transaction_id) > ($5, $6) and e.entity_type = $8
      order by e.received_at_ms, e.transaction_id limit $7`,
  },
};

function byColumn(text: (column: string) => string, what: string): Record<string, Statement> {
  return Object.fromEntries(
    Object.entries(ENTITY_COLUMNS).map(([type, column]) => [
      type,
      { name: `decisions-${what}-of-${type}`, text: text(column) },
    ]),
  );
}

/** The type itself is the last parameter where no column is its own. */
function ofEntity(
  { builtIn, declared }: OfEntity,
  { type }: StoredEntity,
  params: readonly unknown[],
): [Statement, readonly unknown[]] {
  const own = builtIn[type];
  return own === undefined ? [declared, [...params, type]] : [own, params];
}

const TRANSACTIONS_OF = {
  name: 'decisions-transactions-of-declared',
  text: `select e.transaction_id as id from unnest($2::text[], $3::text[]) as asked (type, id)
      cross join lateral (
        select transaction_id, occurred_at_ms from cases.decision_entities
        where tenant_id = $1 and entity_type = asked.type and entity_id = asked.id
        order by occurred_at_ms desc limit $4
      ) e
    order by e.occurred_at_ms desc limit $4`,
};
/** Each has an index, so a search for any of them is a few short look-ups. */
const ID_COLUMNS = ['transaction_id', 'external_id', 'trace_id', ...Object.values(ENTITY_COLUMNS)];

function listStatement(
  tenantId: string,
  query: DecisionQuery,
  declared: readonly string[],
  rows: number,
): { readonly text: string; readonly params: readonly unknown[] } {
  const params: unknown[] = [tenantId];
  const conditions = ['tenant_id = $1'];
  const param = (value: unknown): string => `$${params.push(value)}`;
  const equal = (column: string, value: unknown): void => {
    if (value !== undefined) conditions.push(`${column} = ${param(value)}`);
  };
  equal('livemode', query.livemode);
  equal('answered_outcome', query.outcome);
  equal('answered_rung', query.answeredBy);
  equal('status', query.status);
  if (query.entity) {
    const { type, id } = query.entity;
    const column = (ENTITY_COLUMNS as Readonly<Record<string, string>>)[type];
    if (column !== undefined) equal(column, id);
    else
      conditions.push(`transaction_id in (select transaction_id from cases.decision_entities
        where tenant_id = $1 and entity_type = ${param(type)} and entity_id = ${param(id)})`);
  }
  if (query.anyId !== undefined) {
    const id = param(query.anyId);
    const named = declared.length > 0 ? [`transaction_id = any(${param(declared)})`] : [];
    conditions.push(`(${[...ID_COLUMNS.map((column) => `${column} = ${id}`), ...named].join(' or ')})`);
  }
  if (query.fromMs !== undefined) conditions.push(`received_at_ms >= ${param(query.fromMs)}`);
  if (query.toMs !== undefined) conditions.push(`received_at_ms < ${param(query.toMs)}`);
  if (query.cursor !== undefined) {
    const after = readCursor(query.cursor);
    conditions.push(`(received_at_ms, transaction_id) < (${param(after.receivedAtMs)}, ${param(after.transactionId)})`);
  }
  const text = `select ${COLUMNS} from cases.decisions where ${conditions.join(' and ')}
    order by received_at_ms desc, transaction_id desc limit ${param(rows)}`;
  return { text, params };
}

function decoded(row: DecisionRow): StoredDecision {
  const answered = decisionV1.decode(row.answered);
  return {
    transactionId: row.transaction_id,
    status: row.status,
    resolved:
      row.resolved_outcome === null
        ? undefined
        : { outcome: row.resolved_outcome, by: row.resolved_by ?? '', atMs: row.resolved_at_ms ?? 0 },
    answered,
    latest: row.latest === null ? answered : decisionV1.decode(row.latest),
  };
}

/** Where the next page begins; opaque to clients, who may not build or keep one. */
function cursorAfter(row: DecisionRow): string {
  return Buffer.from(`${row.received_at_ms}.${row.transaction_id}`).toString('base64url');
}

function readCursor(cursor: string): { readonly receivedAtMs: number; readonly transactionId: string } {
  const match = /^(\d{1,15})\.([\w-]{1,64})$/.exec(Buffer.from(cursor.slice(0, 200), 'base64url').toString('latin1'));
  if (!match) throw new CaracalError('invalid_request', 'The cursor is not one that a list gave; start without it');
  return { receivedAtMs: Number(match[1]), transactionId: match[2]! };
}

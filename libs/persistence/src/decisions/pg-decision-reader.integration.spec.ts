import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DecisionV1, decisionV1, type TransactionV1 } from '#contracts';
import { type TestDatabase, testDatabase } from '../testing/index.js';
import { PgDecisionReader } from './pg-decision-reader.js';
import type { DecisionQuery, Receipt } from './decision-reader.js';

let db: TestDatabase;
let reader: PgDecisionReader;
beforeAll(async () => {
  db = await testDatabase();
  reader = new PgDecisionReader(db.database);
  // 0 … 24; neighbours were received in the same millisecond.
  for (let n = 0; n < 25; n++) await store('ten_a', n);
  await store('ten_b', 3);
  for (const n of [0, 3, 6, 9]) await link('ten_a', n);
  await link('ten_b', 3);
});

function decision(tenantId: string, n: number): DecisionV1 {
  const transaction: TransactionV1 = {
    id: `txn_${String(n).padStart(3, '0')}`,
    tenantId,
    externalId: `order-${n}`,
    livemode: n % 5 === 0,
    occurredAtMs: 1_000_000 + n,
    receivedAtMs: 2_000_000 + Math.floor(n / 2),
    amountMinor: 100 * n,
    currency: 'USD',
    channel: 'card_not_present',
    outcome: 'authorised',
    account: { id: `acc-${n % 4}`, createdAtMs: 0, email: '' },
    card: n % 2 === 0 ? { fingerprint: `card-${n}`, bin: '', country: '' } : null,
    device: null,
    merchant: null,
    location: null,
    attributes: [],
    declared: [],
  };
  return {
    id: `dec_${n}`,
    transaction,
    outcome: n % 3 === 0 ? 'review' : 'approve',
    score: n,
    probability: 0.5,
    answeredBy: 'stand_in',
    reasons: [],
    policyVersion: 1,
    modelId: '',
    modelRole: '',
    challengeId: '',
    challengeExpiresAtMs: 0,
    decidedAtMs: 2_000_500,
    featureSet: '',
    features: [],
    entities: [],
    matches: [],
    traceId: `trace${n}`,
    latencyMs: 3,
    contributions: [],
    shadowMatches: [],
    revision: 0,
    customerMessage: '',
    explanation: null,
    models: [],
  };
}

/** Says that a transaction was paid with an e-mail address. */
async function link(tenantId: string, n: number): Promise<void> {
  const { id, livemode, occurredAtMs, receivedAtMs } = decision(tenantId, n).transaction;
  await db.database.query(
    [tenantId],
    `insert into cases.decision_entities (tenant_id, entity_type, entity_id, livemode, occurred_at_ms, received_at_ms,
       transaction_id) values ($1, 'email', 'h', $2, $3, $4, $5)`,
    [tenantId, livemode, occurredAtMs, receivedAtMs, id],
  );
}

async function store(tenantId: string, n: number): Promise<void> {
  const answered = decision(tenantId, n);
  const { transaction } = answered;
  const latest: DecisionV1 | undefined =
    n % 10 === 1 ? { ...answered, answeredBy: 'full', outcome: 'decline' } : undefined;
  await db.database.query(
    [tenantId],
    `insert into cases.decisions (tenant_id, transaction_id, external_id, livemode, occurred_at_ms, received_at_ms,
       decided_at_ms, account_id, card_fingerprint, amount_minor, currency, answered_outcome, answered_rung, outcome,
       latest_rung, score, status, resolved_outcome, resolved_by, resolved_at_ms, trace_id, answered, latest)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23)`,
    [
      tenantId,
      transaction.id,
      transaction.externalId,
      transaction.livemode,
      transaction.occurredAtMs,
      transaction.receivedAtMs,
      answered.decidedAtMs,
      transaction.account!.id,
      transaction.card?.fingerprint ?? null,
      transaction.amountMinor,
      transaction.currency,
      answered.outcome,
      answered.answeredBy,
      (latest ?? answered).outcome,
      (latest ?? answered).answeredBy,
      answered.score,
      answered.outcome === 'review' ? 'pending_review' : 'final',
      n === 6 ? 'decline' : null,
      n === 6 ? 'usr_1' : null,
      n === 6 ? 3_000_000 : null,
      answered.traceId,
      decisionV1.encode(answered),
      latest ? decisionV1.encode(latest) : null,
    ],
  );
}

const listed = async (query: DecisionQuery, tenant = 'ten_a'): Promise<number[]> =>
  (await reader.list(tenant, query)).items.map((item) => item.answered.score);

describe('one decision', () => {
  test('by transaction: the answer and, where there is one, the fuller result', async () => {
    const plain = await reader.byTransactionId('ten_a', 'txn_002');
    expect(plain).toMatchObject({ transactionId: 'txn_002', status: 'final', resolved: undefined });
    expect(plain!.answered).toEqual(decision('ten_a', 2));
    expect(plain!.latest).toBe(plain!.answered);
    const revised = await reader.byTransactionId('ten_a', 'txn_001');
    expect(revised).toMatchObject({
      answered: { answeredBy: 'stand_in', outcome: 'approve' },
      latest: { answeredBy: 'full', outcome: 'decline' },
    });
    const resolved = await reader.byTransactionId('ten_a', 'txn_006');
    expect(resolved!.resolved).toEqual({ outcome: 'decline', by: 'usr_1', atMs: 3_000_000 });
  });

  test('by the payment system’s id, in a mode', async () => {
    expect((await reader.byExternalId('ten_a', 'order-7'))?.transactionId).toBe('txn_007');
    expect((await reader.byExternalId('ten_a', 'order-7', false))?.transactionId).toBe('txn_007');
    expect(await reader.byExternalId('ten_a', 'order-7', true)).toBeUndefined();
  });

  test('several by transaction: those that are known, of this tenant', async () => {
    const found = await reader.byTransactionIds('ten_a', ['txn_002', 'txn_001', 'txn_999']);
    expect(found.map(({ transactionId }) => transactionId).sort()).toEqual(['txn_001', 'txn_002']);
    expect(await reader.byTransactionIds('ten_b', ['txn_002'])).toEqual([]);
    expect(await reader.byTransactionIds('ten_a', [])).toEqual([]);
  });

  test('unknown, or another tenant’s → undefined', async () => {
    expect(await reader.byTransactionId('ten_a', 'txn_999')).toBeUndefined();
    expect(await reader.byTransactionId('ten_b', 'txn_002')).toBeUndefined();
    expect(await reader.byExternalId('ten_b', 'order-2')).toBeUndefined();
    expect((await reader.byTransactionId('ten_b', 'txn_003'))?.answered.transaction.tenantId).toBe('ten_b');
  });
});

describe('the newest of an entity', () => {
  const newest = async (id: string, livemode: boolean, tenant = 'ten_a'): Promise<string[]> =>
    (await reader.newestOf(tenant, { type: 'account', id, livemode }, 3)).map((transaction) => transaction.id);

  test('of one mode, newest first, as many as asked for', async () => {
    expect(await newest('acc-1', false)).toEqual(['txn_021', 'txn_017', 'txn_013']);
    expect(await newest('acc-1', true)).toEqual(['txn_005']);
  });

  test('up to a moment → the newest of then, however many came since', async () => {
    const entity = { type: 'account', id: 'acc-1', livemode: false } as const;
    const [last] = await reader.newestOf('ten_a', entity, 1);
    const before = await reader.newestOf('ten_a', entity, 2, last!.occurredAtMs - 1);
    expect(before.map(({ id }) => id)).toEqual(['txn_017', 'txn_013']);
    expect(await reader.newestOf('ten_a', entity, 2, 0)).toEqual([]);
  });

  test('unknown, or another tenant’s → none', async () => {
    expect(await newest('acc-9', false)).toEqual([]);
    expect(await newest('acc-1', false, 'ten_b')).toEqual([]);
  });
});

describe('those of an entity that were received up to a moment', () => {
  const pages = async (tenant: string): Promise<string[][]> => {
    const read: string[][] = [];
    let after: Receipt | undefined;
    for (;;) {
      const entity = { type: 'account', id: 'acc-1', livemode: false } as const;
      const page = await reader.receivedUntil(tenant, entity, 2_000_008, after, 2);
      if (page.length === 0) return read;
      read.push(page.map(({ transaction, answeredBy }) => `${transaction.id} ${answeredBy}`));
      after = page.at(-1)!.transaction;
    }
  };

  test('in the order of receipt, a page at a time, as decided last, not the other mode’s', async () => {
    expect(await pages('ten_a')).toEqual([
      ['txn_001 full', 'txn_009 stand_in'],
      ['txn_013 stand_in', 'txn_017 stand_in'],
    ]);
  });

  test('another tenant’s → none', async () => {
    expect(await pages('ten_b')).toEqual([]);
  });
});

describe('list', () => {
  test('pages: newest first, each decision once, the last without a cursor', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await reader.list('ten_a', { limit: 4, cursor });
      seen.push(...page.items.map((item) => item.answered.score));
      cursor = page.nextCursor;
      pages++;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => 24 - i));
    expect(pages).toBe(7);
  });

  test('decisions that come in between: neither repeat nor hide others', async () => {
    for (let n = 0; n < 6; n++) await store('ten_e', n);
    const first = await reader.list('ten_e', { limit: 3 });
    await store('ten_e', 90);
    const second = await reader.list('ten_e', { limit: 3, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map((item) => item.answered.score)).toEqual([5, 4, 3, 2, 1, 0]);
  });

  test.each<[string, DecisionQuery, number[]]>([
    ['outcome that was told', { outcome: 'review', toMs: 2_000_005 }, [9, 6, 3, 0]],
    ['mode', { livemode: true, fromMs: 2_000_000 }, [20, 15, 10, 5, 0]],
    ['status', { status: 'pending_review', fromMs: 2_000_008 }, [24, 21, 18]],
    ['rung', { answeredBy: 'full' }, []],
    ['account', { entity: { type: 'account', id: 'acc-1' }, fromMs: 2_000_006 }, [21, 17, 13]],
    ['card', { entity: { type: 'card', id: 'card-8' } }, [8]],
    ['time', { fromMs: 2_000_003, toMs: 2_000_004 }, [7, 6]],
    ['any id: the transaction', { anyId: 'txn_004' }, [4]],
    ['any id: the payment system’s', { anyId: 'order-4' }, [4]],
    ['any id: an entity', { anyId: 'acc-3', toMs: 2_000_004 }, [7, 3]],
    ['any id: a trace', { anyId: 'trace12' }, [12]],
    ['any id: SQL', { anyId: `' or true --` }, []],
  ])('by %s', async (_, query, expected) => {
    expect(await listed(query)).toEqual(expected);
  });

  test('by an entity of a declared type: in the order of time, of its mode, of its tenant', async () => {
    const entity = { type: 'email', id: 'h', livemode: false };
    const own = async (tenant: string) => (await reader.newestOf(tenant, entity, 2)).map(({ id }) => id);
    expect(await own('ten_a')).toEqual(['txn_009', 'txn_006']);
    expect(await own('ten_b')).toEqual(['txn_003']);
    expect((await reader.newestOf('ten_a', { ...entity, type: 'phone' }, 2)).length).toBe(0);
    const received = await reader.receivedUntil('ten_a', entity, 2_000_003, undefined, 5);
    expect(received.map(({ transaction }) => transaction.id)).toEqual(['txn_003', 'txn_006']);
    const after = await reader.receivedUntil('ten_a', entity, 2_000_009, received[0]!.transaction, 5);
    expect(after.map(({ transaction }) => transaction.id)).toEqual(['txn_006', 'txn_009']);
    expect(await listed({ entity: { type: 'email', id: 'h' } })).toEqual([9, 6, 3, 0]);
    const anyDeclared = [{ entityType: 'email', entityId: 'h' }];
    expect(await listed({ anyId: 'order-1', anyDeclared })).toEqual([9, 6, 3, 1, 0]);
    expect(await listed({ anyId: 'order-1', anyDeclared }, 'ten_c')).toEqual([]);
  });

  test('another tenant: its own', async () => {
    expect(await listed({}, 'ten_b')).toEqual([3]);
    expect(await listed({}, 'ten_c')).toEqual([]);
  });

  test.each(['', 'x', 'AAAA', Buffer.from('1.txn_1;drop').toString('base64url'), 'é'.repeat(500)])(
    'cursor %j that is not ours → refused',
    async (cursor) => {
      await expect(reader.list('ten_a', { cursor })).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );

  test('among many: a page and look-ups by id read a few rows by their index', async () => {
    await db.database.query(['ten_f'], MANY);
    const root = new pg.Client({ connectionString: db.superuserUrl });
    await root.connect();
    await root.query('analyze cases.decisions');
    await root.end();
    const plan = async (condition: string): Promise<string> =>
      JSON.stringify(
        await db.database.query(
          ['ten_f'],
          `explain (format json) select * from cases.decisions where tenant_id = 'ten_f' and ${condition}`,
        ),
      );
    for (const [condition, index] of [
      [
        `(received_at_ms, transaction_id) < (9000, 'x') order by received_at_ms desc, transaction_id desc limit 5`,
        'received',
      ],
      [`account_id = 'acc-7' order by occurred_at_ms desc limit 5`, 'account'],
      [`external_id = 'order-7'`, 'external'],
      [`card_fingerprint = 'card-7'`, 'card_fingerprint'],
      [`merchant_id = 'mer-7' and not livemode order by occurred_at_ms desc limit 5`, 'merchant_id'],
      [`trace_id = 'trace-7'`, 'trace'],
    ] as const) {
      expect(await plan(condition)).toMatch(new RegExp(`"Index Name":"decisions_[a-z_]*${index}`));
    }
  });
});

const MANY = `
  insert into cases.decisions (tenant_id, transaction_id, external_id, livemode, occurred_at_ms, received_at_ms,
    decided_at_ms, account_id, card_fingerprint, merchant_id, amount_minor, currency, answered_outcome, answered_rung,
    outcome, latest_rung, score, status, trace_id, answered)
  select 'ten_f', 'txn_' || n, 'order-' || n, false, n, n, n, 'acc-' || n % 500, 'card-' || n % 700, 'mer-' || n % 9, 1, 'USD', 'approve',
    'full', 'approve', 'full', 0, 'final', 'trace-' || n, '\\x00'
  from generate_series(1, 10000) n`;

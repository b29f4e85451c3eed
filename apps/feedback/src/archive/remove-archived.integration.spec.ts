import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ArchivePartition, decisionRows, labelRows, partsIn } from '#archive';
import { type DecisionV1, decisionV1, type LabelV1, labelV1 } from '#contracts';
import { testDatabase, type TestDatabase } from '#persistence/testing';
import { archivedDecision, archivedLabel } from '../../../../libs/archive/src/testing/archived-records.js';
import { PgFeedbackStore } from '../pg-feedback-store.js';
import { PgWarmRows } from './pg-warm-rows.js';
import { type KeptFor, RemoveArchived } from './remove-archived.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 1);
const KEPT = 100 * DAY_MS;
const ALL: KeptFor = { features: KEPT, claims: KEPT, decisions: KEPT };

let db: TestDatabase;
let folder: string;
let tenant = 0;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remove-archived-'));
  tenant++;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tenantId = (letter = 'a'): string => `ten_r${letter}${tenant}`;
const paid = (daysAgo: number, over: Partial<DecisionV1['transaction']> = {}, decided: Partial<DecisionV1> = {}) =>
  archivedDecision(NOW - daysAgo * DAY_MS, { tenantId: tenantId(), ...over }, decided);

async function archive(decisions: readonly DecisionV1[], labels: readonly LabelV1[] = []): Promise<void> {
  const one = await ArchivePartition.open(folder, decisionRows, 0);
  await one.write(
    decisions.map((decision, offset) =>
      decisionRows.rowOf(decision, { partition: 0, offset, value: decisionV1.encode(decision) }),
    ),
    decisions.length,
  );
  const other = await ArchivePartition.open(folder, labelRows, 0);
  await other.write(
    labels.map((label, offset) => labelRows.rowOf(label, { partition: 0, offset, value: labelV1.encode(label) })),
    labels.length,
  );
}

/** In every table that has something of it. */
async function store(decision: DecisionV1, status = 'final'): Promise<void> {
  const { tenantId: of, id, externalId, livemode, occurredAtMs, receivedAtMs } = decision.transaction;
  await new PgFeedbackStore(db.database).logFeatures([decision]);
  await db.database.query(
    [of],
    `insert into ingestion.claims (tenant_id, livemode, external_id, transaction_id, body_hash) values ($1, $2, $3, $4, '')
     on conflict do nothing`,
    [of, livemode, externalId, id],
  );
  await db.database.query(
    [of],
    `insert into cases.decisions (tenant_id, transaction_id, external_id, livemode, occurred_at_ms, received_at_ms,
       decided_at_ms, account_id, amount_minor, currency, answered_outcome, answered_rung, outcome, latest_rung, score,
       status, trace_id, answered)
     values ($1, $2, $3, $4, $5, $6, $6, 'alice', 1, 'USD', 'approve', $7, 'approve', $7, 1, $8, '', '')
     on conflict do nothing`,
    [of, id, externalId, livemode, occurredAtMs, receivedAtMs, decision.answeredBy, status],
  );
  await db.database.query(
    [of],
    `insert into cases.decision_entities (tenant_id, entity_type, entity_id, livemode, occurred_at_ms, received_at_ms,
       transaction_id)
     select $1, key, value, $2, $3, $4, $5 from json_each_text($6) on conflict do nothing`,
    [of, livemode, occurredAtMs, receivedAtMs, id, declaredOf(decision)],
  );
}

function declaredOf({ transaction: { declared } }: DecisionV1): string {
  return JSON.stringify(Object.fromEntries(declared.map(({ entityType, entityId }) => [entityType, entityId])));
}

async function left(of = tenantId()): Promise<Record<string, string[]>> {
  const ids = async (table: string, column: string): Promise<string[]> =>
    (await db.database.query([of], `select ${column} as id from ${table} where tenant_id = $1 order by 1`, [of])).map(
      ({ id }) => id as string,
    );
  return {
    features: await ids('feedback.feature_log', 'transaction_id'),
    claims: await ids('ingestion.claims', 'transaction_id'),
    decisions: await ids('cases.decisions', 'transaction_id'),
  };
}

async function remove(kept: KeptFor = ALL): Promise<void> {
  await new RemoveArchived(folder, kept, new PgWarmRows(db.database), () => NOW).removeOnce();
}

describe('what is archived and old', () => {
  it('goes from the feature log, the claims and the decisions; the young and what no file has stay', async () => {
    const [old, young, unarchived] = [paid(200), paid(20), paid(300)];
    for (const one of [old, young, unarchived]) await store(one);
    await archive([old, young]);
    await remove();
    const kept = [young, unarchived].map(({ transaction }) => transaction.id).sort();
    expect(await left()).toEqual({ features: kept, claims: kept, decisions: kept });
  });

  it('which declared entities a payment has goes with its decision', async () => {
    const declared = [
      { entityType: 'email', entityId: 'a' },
      { entityType: 'iban', entityId: 'b' },
    ];
    const [old, young] = [paid(200, { declared }), paid(20, { declared })];
    for (const one of [old, young]) await store(one);
    await archive([old, young]);
    await remove();
    const rows = await db.database.query(
      [tenantId()],
      'select transaction_id as id from cases.decision_entities where tenant_id = $1',
      [tenantId()],
    );
    expect(rows).toEqual(declared.map(() => ({ id: young.transaction.id })));
  });

  it('0 days: kept for ever', async () => {
    const old = paid(5000);
    await store(old);
    await archive([old]);
    await remove({ features: 0, claims: 0, decisions: KEPT });
    const id = [old.transaction.id];
    expect(await left()).toEqual({ features: id, claims: id, decisions: [] });
  });

  it('made long ago and posted lately: stays until it was posted long ago', async () => {
    const late = paid(200, { receivedAtMs: NOW - 10 * DAY_MS });
    await store(late);
    await archive([late]);
    await remove();
    expect((await left())['claims']).toEqual([late.transaction.id]);
    await new RemoveArchived(folder, ALL, new PgWarmRows(db.database), () => NOW + KEPT).removeOnce();
    expect((await left())['claims']).toEqual([]);
  });

  it('a payment with a case, and one that waits for an answer: their decisions stay', async () => {
    const [withCase, pending] = [paid(200), paid(201)];
    await store(withCase);
    await store(pending, 'pending_review');
    await db.database.query(
      [tenantId()],
      `insert into cases.cases (id, tenant_id, transaction_id, livemode, cause, opened_at_ms, due_at_ms, expected_loss,
         loss_rank, score) values ($1, $2, $3, false, 'review', 0, 0, 0, 0, 0)`,
      [`cas_${tenantId()}`, tenantId(), withCase.transaction.id],
    );
    await archive([withCase, pending]);
    await remove();
    const ids = [withCase, pending].map(({ transaction }) => transaction.id).sort();
    expect(await left()).toEqual({ features: [], claims: [], decisions: ids });
  });

  it('a rung that no file has: its features and its decision stay', async () => {
    const standIn = paid(200, {}, { answeredBy: 'stand_in', features: [] });
    const full = { ...standIn, answeredBy: 'full' as const, features: [1] };
    await store(standIn);
    await store(full);
    await archive([full]);
    await remove();
    expect(await left()).toEqual({
      features: [full.transaction.id],
      claims: [],
      decisions: [full.transaction.id],
    });
  });

  it('labels: go by when they were known; keys of events by when they were reported', async () => {
    const { transaction } = paid(300);
    const [old, young] = [250, 50].map((days) => archivedLabel(transaction, NOW - days * DAY_MS));
    await new PgFeedbackStore(db.database).storeLabels([old!, young!]);
    for (const [key, days] of [
      ['old', 250],
      ['young', 50],
    ] as const)
      await db.database.query(
        [tenantId()],
        `insert into ingestion.event_claims (tenant_id, livemode, idempotency_key, body_hash, reported_at_ms)
         values ($1, false, $2, '', $3)`,
        [tenantId(), key, NOW - days * DAY_MS],
      );
    await archive([paid(300)], [old!, young!]);
    await remove();
    const kept = await db.database.query([tenantId()], 'select id from feedback.labels where tenant_id = $1', [
      tenantId(),
    ]);
    expect(kept).toEqual([{ id: young!.id }]);
    const keys = await db.database.query(
      [tenantId()],
      'select idempotency_key as key from ingestion.event_claims where tenant_id = $1',
      [tenantId()],
    );
    expect(keys).toEqual([{ key: 'young' }]);
  });
});

describe('what must not go', () => {
  it('rows of a part that can’t be read: stay, and other parts have their turn', async () => {
    const [broken, whole] = [paid(200), paid(150)];
    for (const one of [broken, whole]) await store(one);
    await archive([broken, whole]);
    const [part] = await partsIn(join(folder, `tenant=${tenantId()}`), 'decisions');
    const bytes = readFileSync(part!.path);
    truncateSync(part!.path, bytes.length - 9);
    await remove();
    expect((await left())['features']).toEqual([broken.transaction.id]);
  });

  it('another tenant’s payment of the same id: stays', async () => {
    const mine = paid(200);
    const theirs = { ...mine, transaction: { ...mine.transaction, tenantId: tenantId('b') } };
    for (const one of [mine, theirs]) await store(one);
    await archive([mine]);
    await remove();
    expect((await left())['decisions']).toEqual([]);
    const id = [mine.transaction.id];
    expect(await left(tenantId('b'))).toEqual({ features: id, claims: id, decisions: id });
  });

  it('a second round: reads no part again, and what came back under an old id stays', async () => {
    const old = paid(200);
    await store(old);
    await archive([old]);
    await remove();
    expect((await left())['claims']).toEqual([]);
    await store(old);
    await remove();
    expect((await left())['claims']).toEqual([old.transaction.id]);
  });

  it('an archive that is gone: nothing goes', async () => {
    const old = paid(200);
    await store(old);
    rmSync(folder, { recursive: true });
    await remove();
    expect((await left())['decisions']).toEqual([old.transaction.id]);
  });
});

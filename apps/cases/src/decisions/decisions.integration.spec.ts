import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type DecisionV1,
  decisionV1,
  derivedId,
  labelV1,
  newId,
  OUTCOMES,
  type VerificationV1,
  verificationV1,
} from '#contracts';
import { ManualClock } from '#kernel';
import { Outbox, PgDecisionReader } from '#persistence';
import { FeatureBook, PolicyBook, type Tenant } from '#tenancy';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import { testDatabase, type TestDatabase } from '../../../../libs/persistence/src/testing/index.js';
import { decisionOf, NOW, recordOf } from '../testing/records.js';
import { CaseSettings } from './case-settings.js';
import { DecisionReviser } from './decision-reviser.js';
import { PgDecisionStore } from './pg-decision-store.js';
import { ResolveDecisions } from './resolve-decisions.handler.js';
import { StoreDecisions } from './store-decisions.handler.js';
import { StoreLabels } from './store-labels.handler.js';

let db: TestDatabase;
let storeDecisions: StoreDecisions;
let resolveDecisions: ResolveDecisions;
let storeLabels: StoreLabels;
let reader: PgDecisionReader;
beforeAll(async () => {
  db = await testDatabase();
  // What comes before tenants are looked up in the database; `ten_yen` has rates of its own.
  const exchange = { referenceCurrency: 'USD', unitsPerUsd: { JPY: 100 } };
  const byId = (id: string) =>
    Promise.resolve(id === 'ten_yen' ? ({ exchange, policy } as unknown as Tenant) : undefined);
  const policy = { version: 1, definition: { policy: 'test', rules: [], otherwise: 'approve' } };
  const settings = new CaseSettings(3_600_000, { byId });
  const reviser = new DecisionReviser(
    new PolicyBook({ byId }, () => undefined),
    new FeatureBook({ plan: FEATURES, documents: [] }),
    new Outbox(),
    new ManualClock(NOW),
  );
  const store = new PgDecisionStore(db.database, settings, reviser);
  storeDecisions = new StoreDecisions(store);
  resolveDecisions = new ResolveDecisions(store, new PgDecisionReader(db.database));
  storeLabels = new StoreLabels(store);
  reader = new PgDecisionReader(db.database);
});

const store = async (...decisions: DecisionV1[]): Promise<void> => {
  await storeDecisions.handle(
    decisions.map((decision) => recordOf(decisionV1, decision)),
    0,
  );
};
const verificationOf = (decision: DecisionV1, result: VerificationV1['result']): VerificationV1 => ({
  challengeId: derivedId('challenge', decision.transaction.id),
  tenantId: decision.transaction.tenantId,
  transactionId: decision.transaction.id,
  result,
  method: 'otp',
  attempts: 2,
  resolvedAtMs: NOW + 5000,
});
const caseOf = async (decision: DecisionV1): Promise<Record<string, unknown> | undefined> =>
  (
    await db.database.query([decision.transaction.tenantId], 'select * from cases.cases where transaction_id = $1', [
      decision.transaction.id,
    ])
  )[0];

describe('stored decisions', () => {
  it('a batch of several tenants: each is read back as it was, by its tenant alone', async () => {
    const a = decisionOf({ features: [1, Number.NaN] });
    const b = decisionOf({ transaction: { tenantId: 'ten_b' } });
    await store(a, b);
    const found = await reader.byTransactionId('ten_a', a.transaction.id);
    expect(found).toMatchObject({ status: 'final', resolved: undefined, answered: { id: a.id, score: 640 } });
    expect([...found!.answered.features]).toEqual([1, Number.NaN]);
    expect(found!.latest).toBe(found!.answered);
    expect(await reader.byTransactionId('ten_a', b.transaction.id)).toBeUndefined();
    expect(await reader.byTransactionId('ten_b', b.transaction.id)).toMatchObject({ answered: { id: b.id } });
  });

  it('decisions that models had their word in: counted once for each transaction, by model, role and day', async () => {
    const tenantId = 'ten_counted';
    const [champion, second] = [
      { id: 'trees@3', role: 'champion', probability: 0.4 },
      { id: 'net@1', role: 'tier2', probability: 0.5 },
    ] as const;
    const full = (models: DecisionV1['models'], transaction = {}) =>
      decisionOf({ transaction: { tenantId, livemode: true, ...transaction }, models });
    const late = full([champion]);
    await store(full([champion]), full([champion, second]), full([]));
    await store({ ...late, id: `${late.id}_s`, answeredBy: 'stand_in', models: [] });
    await store(late, full([champion], { livemode: false }));
    await store(late);
    const rows = await db.database.query(
      [tenantId],
      'select model, role, livemode, day::text, decisions::int from models.decision_counts order by 1, 2, 3',
    );
    const day = new Date(late.decidedAtMs).toISOString().slice(0, 10);
    expect(rows).toEqual([
      { model: 'net@1', role: 'tier2', livemode: true, day, decisions: 1 },
      { model: 'trees@3', role: 'champion', livemode: false, day, decisions: 1 },
      { model: 'trees@3', role: 'champion', livemode: true, day, decisions: 3 },
    ]);
  });

  it('any order, any batches, any repeats of rungs and of the step-up’s result: the same rows as in order and once', async () => {
    const rungs = ['stand_in', 'degraded', 'full'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          outcomes: fc.tuple(fc.constantFrom(...OUTCOMES), fc.constantFrom(...OUTCOMES), fc.constantFrom(...OUTCOMES)),
          present: fc.uniqueArray(fc.constantFrom(0, 1, 2), { minLength: 1 }),
          result: fc.constantFrom(undefined, 'passed' as const, 'failed' as const, 'expired' as const),
          deliveries: fc.array(fc.nat(3), { maxLength: 6 }),
          cut: fc.nat(6),
        }),
        async ({ outcomes, present, result, deliveries, cut }) => {
          const run = async (order: readonly number[], batchAt: number): Promise<unknown> => {
            const transaction = { id: newId('transaction', NOW), externalId: 'order' };
            const decisions = rungs.map((answeredBy, i) =>
              decisionOf({
                transaction,
                answeredBy,
                outcome: outcomes[i]!,
                score: 100 * (i + 1),
                decidedAtMs: NOW + i,
              }),
            );
            let batch: DecisionV1[] = [];
            const flush = async (): Promise<void> => {
              await store(...batch);
              batch = [];
            };
            for (const [i, what] of order.entries()) {
              if (what < 3) batch.push(decisions[what]!);
              else if (result)
                await resolveDecisions.handle([recordOf(verificationV1, verificationOf(decisions[0]!, result))]);
              if (i % (batchAt + 1) === 0) await flush();
            }
            await flush();
            const stored = await reader.byTransactionId('ten_a', transaction.id);
            const opened = await caseOf(decisions[0]!);
            return {
              status: stored!.status,
              resolved: stored!.resolved,
              answered: [stored!.answered.answeredBy, stored!.answered.outcome],
              latest: [stored!.latest.answeredBy, stored!.latest.outcome],
              case: opened && [opened['cause'], opened['opened_at_ms'], opened['expected_loss'], opened['score']],
            };
          };
          const inOrder: number[] = [...present.toSorted((a, b) => a - b), 3];
          // All that was sent, in some other order and with repeats.
          const shuffled = [
            ...deliveries.filter((what) => what === 3 || inOrder.includes(what)),
            ...inOrder.toReversed(),
          ];
          expect(await run(shuffled, cut)).toEqual(await run(inOrder, 6));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a repeat: changes no count', async () => {
    const decision = decisionOf({ transaction: { tenantId: 'ten_counts' } });
    await store(decision);
    await store(decision, decision);
    await store({ ...decision, answeredBy: 'stand_in', id: `${decision.id}_s` });
    const [row] = await db.database.query<{ counts: number[] }>(
      ['ten_counts'],
      'select counts from cases.decision_counts',
    );
    expect(row!.counts.slice(0, 8)).toEqual([1, 0, 0, 0, 1, 0, 0, 1]);
  });

  it('a bad record: named, the others stored', async () => {
    const decision = decisionOf();
    const bad = { ...recordOf(decisionV1, decision), value: Uint8Array.of(0x0a, 0xff) };
    const handled = await storeDecisions.handle([bad, recordOf(decisionV1, decision)], 0);
    expect(handled.poison).toMatchObject([{ record: bad }]);
    expect(await reader.byTransactionId('ten_a', decision.transaction.id)).toBeDefined();
  });
});

describe('cases', () => {
  it('a review: opens one, with its loss, its rank at rough rates and when it is due', async () => {
    const decision = decisionOf({ outcome: 'review', score: 500, transaction: { amountMinor: 1000, currency: 'JPY' } });
    await store(decision);
    expect(await caseOf(decision)).toMatchObject({
      id: derivedId('case', decision.transaction.id),
      status: 'open',
      cause: 'review',
      opened_at_ms: NOW,
      due_at_ms: NOW + 3_600_000,
      expected_loss: 500,
      loss_rank: 500 / 148,
    });
    const theirs = decisionOf({
      outcome: 'review',
      score: 500,
      transaction: { amountMinor: 1000, currency: 'JPY', tenantId: 'ten_yen' },
    });
    await store(theirs);
    expect(await caseOf(theirs)).toMatchObject({ expected_loss: 500, loss_rank: 5 });
  });

  it('approved, then declined by a fuller result: opens one; a person who touched it keeps it whatever comes', async () => {
    const transaction = { id: newId('transaction', NOW) };
    const full = decisionOf({ transaction, outcome: 'decline' });
    await store(decisionOf({ transaction, answeredBy: 'degraded', outcome: 'approve' }), full);
    expect(await caseOf(full)).toMatchObject({ cause: 'worse_after_answer' });
    await db.database.query(['ten_a'], 'update cases.cases set version = 2 where transaction_id = $1', [
      transaction.id,
    ]);
    await store(decisionOf({ transaction, answeredBy: 'stand_in', outcome: 'decline' }));
    expect(await caseOf(full)).toMatchObject({ version: 2 });
  });

  it('a step-up: passed → approved; failed → declined with a case; each gives the same label every time', async () => {
    const passed = decisionOf({ outcome: 'challenge' });
    const failed = decisionOf({ outcome: 'challenge' });
    await store(passed, failed);
    expect(await reader.byTransactionId('ten_a', passed.transaction.id)).toMatchObject({ status: 'pending_challenge' });
    const records = [verificationOf(passed, 'passed'), verificationOf(failed, 'failed')].map((v) =>
      recordOf(verificationV1, v),
    );
    const first = await resolveDecisions.handle(records);
    const second = await resolveDecisions.handle(records);

    expect(await reader.byTransactionId('ten_a', passed.transaction.id)).toMatchObject({
      status: 'final',
      resolved: { outcome: 'approve', by: 'step_up', atMs: NOW + 5000 },
    });
    expect(await reader.byTransactionId('ten_a', failed.transaction.id)).toMatchObject({
      resolved: { outcome: 'decline' },
    });
    expect(await caseOf(passed)).toBeUndefined();
    expect(await caseOf(failed)).toMatchObject({ cause: 'challenge_failed', opened_at_ms: NOW + 5000 });
    expect(first.publish.map(({ value }) => value)).toEqual(second.publish.map(({ value }) => value));
    expect(first.publish.map(({ value, headers }) => [labelV1.decode(value).event, headers['ce_id']])).toEqual([
      ['step_up_passed', derivedId('label', passed.transaction.id)],
      ['step_up_failed', derivedId('label', failed.transaction.id)],
    ]);
    await storeLabels.handle(
      [...first.publish, ...second.publish].map((out) => ({ ...recordOf(labelV1, labelV1.decode(out.value)) })),
    );
    const labels = await db.database.query(['ten_a'], 'select event from cases.labels where transaction_id = $1', [
      passed.transaction.id,
    ]);
    expect(labels).toEqual([{ event: 'step_up_passed' }]);
  });

  it('decisions and results at the same time, many at once: none is missed', async () => {
    const decisions = Array.from({ length: 40 }, () => decisionOf({ outcome: 'challenge' }));
    await Promise.all(
      decisions.flatMap((decision) => [
        store(decision),
        resolveDecisions.handle([recordOf(verificationV1, verificationOf(decision, 'passed'))]),
      ]),
    );
    for (const { transaction } of decisions)
      expect(await reader.byTransactionId('ten_a', transaction.id)).toMatchObject({ status: 'final' });
  });
});

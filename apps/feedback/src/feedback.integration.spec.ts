import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DecisionV1, decisionV1, derivedId, type LabelV1, labelV1, newId, type Verdict } from '#contracts';
import { standingLabels } from '#features';
import type { LogRecord } from '#messaging';
import { testDatabase, type TestDatabase } from '../../../libs/persistence/src/testing/index.js';
import { LogFeatures } from './log-features.handler.js';
import { unpackFloats } from '#bytes';
import { PgFeedbackStore } from './pg-feedback-store.js';
import { StoreLabels } from './store-labels.handler.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});

const NOW = 1_795_000_000_000;

describe('feature log', () => {
  it('decisions of several tenants and rungs, twice and with a bad record: one row each, values as they were, the bad one named', async () => {
    const handler = new LogFeatures(new PgFeedbackStore(db.database));
    const a = decision('ten_fa', { features: [1.5, Number.NaN, -3] });
    const aStandIn = { ...a, id: `${a.id}_s`, answeredBy: 'stand_in' as const, features: [], probability: Number.NaN };
    const b = decision('ten_fb', { features: [0] });
    const bad = record(Uint8Array.of(0x0a, 0xff));
    const records = [a, aStandIn, b].map((one) => record(decisionV1.encode(one)));

    expect((await handler.handle([...records, bad])).poison).toMatchObject([{ record: bad }]);
    await handler.handle(records.toReversed());

    const rows = await db.database.query(
      ['ten_fa', 'ten_fb'],
      'select * from feedback.feature_log order by tenant_id, rung',
    );
    expect(rows.map((row) => ({ ...row, features: unpackFloats(row['features'] as Buffer) }))).toMatchObject([
      {
        tenant_id: 'ten_fa',
        rung: 'full',
        features: [1.5, Number.NaN, -3],
        score: 700,
        probability: 0.7,
        decided_at_ms: NOW,
      },
      { tenant_id: 'ten_fa', rung: 'stand_in', features: [], probability: null },
      { tenant_id: 'ten_fb', rung: 'full', features: [0] },
    ]);
    expect(await db.database.query(['ten_fb'], 'select tenant_id from feedback.feature_log')).toEqual([
      { tenant_id: 'ten_fb' },
    ]);
  });

  it('only bad records: named, nothing written', async () => {
    const handler = new LogFeatures(new PgFeedbackStore(db.database));
    expect((await handler.handle([record(Uint8Array.of(0xff))])).poison).toHaveLength(1);
  });
});

describe('labels', () => {
  it.each([
    [
      'a chargeback after an approval by the analyst: the stronger of the two',
      [
        ['analyst_approved', 'legitimate', 0.8, 1],
        ['chargeback', 'fraud', 0.9, 2],
      ],
      'fraud',
    ],
    [
      'a weaker word of another source that comes later: does not win',
      [
        ['chargeback', 'fraud', 0.9, 1],
        ['customer_confirmed', 'legitimate', 0.7, 2],
      ],
      'fraud',
    ],
    [
      'one source: its newest word, though a weaker one',
      [
        ['customer_denied', 'fraud', 0.8, 1],
        ['customer_confirmed', 'legitimate', 0.7, 2],
      ],
      'legitimate',
    ],
    [
      'equals: the newest',
      [
        ['customer_denied', 'fraud', 0.8, 1],
        ['analyst_approved', 'legitimate', 0.8, 2],
      ],
      'legitimate',
    ],
    [
      'an analyst takes a verdict back: what others said stays',
      [
        ['step_up_passed', 'legitimate', 0.5, 1],
        ['analyst_declined', 'fraud', 0.8, 2],
        ['analyst_withdrawn', 'unknown', 0.8, 3],
      ],
      'legitimate',
    ],
    [
      'taken back and given again: the new one',
      [
        ['analyst_declined', 'fraud', 0.8, 1],
        ['analyst_withdrawn', 'unknown', 0.8, 2],
        ['analyst_approved', 'legitimate', 0.8, 3],
      ],
      'legitimate',
    ],
    [
      'a remark without weight: takes nothing back',
      [
        ['step_up_failed', 'fraud', 0.5, 1],
        ['step_up_failed', 'unknown', 0, 2],
      ],
      'fraud',
    ],
    [
      'a chargeback that was reversed: what else the payment system said stays',
      [
        ['customer_confirmed', 'legitimate', 0.7, 1],
        ['chargeback', 'fraud', 0.9, 2],
        ['chargeback_reversed', 'unknown', 0.9, 3],
      ],
      'legitimate',
    ],
    [
      'all taken back: none',
      [
        ['analyst_declined', 'fraud', 0.8, 1],
        ['analyst_withdrawn', 'unknown', 0.8, 2],
      ],
      undefined,
    ],
  ] as const)('%s', async (_title, said, believed) => {
    const handler = new StoreLabels(new PgFeedbackStore(db.database));
    const transactionId = newId('transaction', NOW);
    const labels = said.map(([event, verdict, weight, at]) =>
      label({ transactionId, event, verdict, weight, occurredAtMs: NOW + at, knownAtMs: NOW + at }),
    );
    const records = labels.map((one) => record(labelV1.encode(one)));
    await handler.handle(records.toReversed());
    await handler.handle(records);

    const kept = await db.database.query(['ten_l'], 'select id from feedback.labels where transaction_id = $1', [
      transactionId,
    ]);
    expect(kept).toHaveLength(said.length);
    const current = await db.database.query(
      ['ten_l'],
      'select verdict from feedback.current_labels where transaction_id = $1',
      [transactionId],
    );
    expect(current[0]?.['verdict']).toBe(believed);
  });

  it('anything said in any order, at any moment → what stands by the labels of then', async () => {
    const handler = new StoreLabels(new PgFeedbackStore(db.database));
    const said = fc.record({
      word: fc.constantFrom<[string, Verdict, number][]>(
        ['chargeback', 'fraud', 0.9],
        ['chargeback_reversed', 'unknown', 0.9],
        ['early_fraud_warning', 'fraud', 0.8],
        ['early_fraud_warning_withdrawn', 'unknown', 0.8],
        ['customer_denied', 'fraud', 0.8],
        ['customer_confirmed', 'legitimate', 0.7],
        ['customer_withdrawn', 'unknown', 0.8],
        ['analyst_declined', 'fraud', 0.85],
        ['analyst_withdrawn', 'unknown', 0.85],
        ['captured', 'unknown', 0],
      ),
      occurred: fc.nat(8),
    });
    const payments = fc.sample(fc.array(said, { maxLength: 7 }), { numRuns: 150, seed: 1 }).map((words) => ({
      transactionId: newId('transaction', NOW),
      labels: words.map(({ word: [event, verdict, weight], occurred }, i) => ({ event, verdict, weight, occurred, i })),
    }));
    const labels = payments.flatMap(({ transactionId, labels }) =>
      labels.map(({ occurred, i, ...word }) =>
        label({ transactionId, ...word, occurredAtMs: NOW + occurred, knownAtMs: NOW + i }),
      ),
    );
    await handler.handle(labels.map((one) => record(labelV1.encode(one))));
    for (const atMs of [NOW, NOW + 2, NOW + 6]) {
      const rows = await db.database.query<{ transaction_id: string; label_id: string }>(
        ['ten_l'],
        'select transaction_id, label_id from feedback.labels_at($1) where transaction_id = any($2)',
        [atMs, payments.map(({ transactionId }) => transactionId)],
      );
      const stored = new Map(rows.map((row) => [row.transaction_id, row.label_id]));
      for (const { transactionId } of payments) {
        const known = labels.filter((one) => one.transactionId === transactionId && one.knownAtMs <= atMs);
        let strongest: LabelV1 | undefined;
        for (const one of standingLabels(known))
          if (strongest === undefined || one.weight >= strongest.weight) strongest = one;
        expect(stored.get(transactionId)).toBe(strongest?.id);
      }
    }
  });

  it('what was believed at an earlier time: later labels and later withdrawals are not known yet', async () => {
    const handler = new StoreLabels(new PgFeedbackStore(db.database));
    const transactionId = newId('transaction', NOW);
    const said = [
      label({ transactionId, event: 'analyst_declined', verdict: 'fraud', knownAtMs: NOW + 10 }),
      label({ transactionId, event: 'analyst_withdrawn', verdict: 'unknown', knownAtMs: NOW + 20 }),
    ];
    await handler.handle(said.map((one) => record(labelV1.encode(one))));
    const at = async (ms: number): Promise<unknown> =>
      (
        await db.database.query(['ten_l'], 'select verdict from feedback.labels_at($1) where transaction_id = $2', [
          ms,
          transactionId,
        ])
      )[0]?.['verdict'];
    expect([await at(NOW + 9), await at(NOW + 10), await at(NOW + 20)]).toEqual([undefined, 'fraud', undefined]);
  });

  it('another tenant: sees neither labels nor what they come to', async () => {
    for (const relation of ['feedback.labels', 'feedback.current_labels', 'feedback.feature_log'])
      expect(await db.database.query(['ten_other'], `select 1 from ${relation}`)).toEqual([]);
  });
});

function decision(tenantId: string, over: Partial<DecisionV1>): DecisionV1 {
  const id = newId('transaction', NOW);
  return {
    id: derivedId('decision', id),
    transaction: {
      id,
      tenantId,
      externalId: 'x',
      livemode: false,
      occurredAtMs: NOW,
      receivedAtMs: NOW,
      amountMinor: 1,
      currency: 'USD',
      channel: 'other',
      outcome: 'authorised',
      attributes: [],
      declared: [],
    },
    outcome: 'approve',
    score: 700,
    probability: 0.7,
    answeredBy: 'full',
    reasons: [],
    policyVersion: 1,
    modelId: 'm',
    modelRole: 'champion',
    challengeId: '',
    challengeExpiresAtMs: 0,
    decidedAtMs: NOW,
    featureSet: 'v1',
    features: [],
    entities: [],
    matches: [],
    traceId: '',
    latencyMs: 1,
    contributions: [],
    shadowMatches: [],
    revision: 0,
    customerMessage: '',
    models: [],
    ...over,
  };
}

function label(over: Partial<LabelV1>): LabelV1 {
  return {
    id: newId('label', NOW),
    tenantId: 'ten_l',
    transactionId: 'txn',
    event: 'e',
    verdict: 'fraud',
    source: 'analyst',
    weight: 0.8,
    occurredAtMs: NOW,
    knownAtMs: NOW,
    actor: '',
    note: '',
    entities: [],
    amountMinor: 0,
    mode: 'test',
    paidAtMs: NOW,
    ...over,
  };
}

function record(value: Uint8Array): LogRecord {
  return { topic: 't', partition: 0, offset: 0, key: 'k', value, headers: {}, appendedAtMs: NOW };
}

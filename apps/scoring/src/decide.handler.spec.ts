import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decisionV1, derivedId, topics, type SignalV1, type TransactionV1 } from '#contracts';
import { CaracalError } from '#kernel';
import { decodeOnce } from '#messaging';
import { entityOf, matchOf, NOW, recordOf, replyTo, signalOf, TRACE_ID, transactionOf } from './testing/signals.js';
import {
  decisionsIn,
  decisionsInLog,
  handle,
  loadModel,
  POLICY,
  repliesIn,
  scoringParts,
  tenantOf,
} from './testing/scoring-parts.js';

let model: Awaited<ReturnType<typeof loadModel>>;
beforeAll(async () => {
  model = await loadModel();
});
afterAll(() => model.close());

function signalWith(count1h: number, change: Partial<SignalV1> = {}): SignalV1 {
  return signalOf({ entities: [entityOf('card', { card_count_1h: count1h })], ...change });
}

function sandbox(name: string, change: Partial<TransactionV1> = {}): TransactionV1 {
  return transactionOf({
    livemode: false,
    card: { fingerprint: `card_test_${name}`, bin: '', country: '' },
    ...change,
  });
}

describe('DecideHandler: one partition', () => {
  it('a usual payment → approved in full, with features, trace id, latency and a reply to the waiting partition', async () => {
    const parts = scoringParts({ model });
    const signal = signalWith(1);
    const { publish, poison } = await handle(parts, [signal]);
    const [decision] = decisionsIn(publish);
    const { id } = signal.transaction;
    expect(poison).toEqual([]);
    expect(decision).toMatchObject({
      id: derivedId('decision', id),
      transaction: { id },
      outcome: 'approve',
      score: 18,
      answeredBy: 'full',
      reasons: [],
      policyVersion: 7,
      modelId: 'test-model@2',
      modelRole: 'champion',
      models: [{ id: 'test-model@2', role: 'champion', probability: expect.any(Number) }],
      challengeId: '',
      challengeExpiresAtMs: 0,
      decidedAtMs: NOW,
      traceId: TRACE_ID,
      latencyMs: 10,
      entities: [{ entityType: 'card', values: [] }],
    });
    expect(decision!.probability).toBeCloseTo(1 / (1 + Math.exp(4)), 5);
    expect(decision).toMatchObject({ explanation: { method: 'not_needed' }, contributions: [], customerMessage: '' });
    expect(decision!.features.filter((value) => !Number.isNaN(value)).length).toBeGreaterThan(5);
    const answer = { ...decision, features: [], entities: [], matches: [], contributions: [], models: [] };
    expect(repliesIn(publish)).toEqual([{ partition: 7, reply: { transactionId: id, decision: answer } }]);
    expect(publish.map(({ key }) => key)).toEqual(Array(2).fill(`${signal.transaction.tenantId}/${id}`));
    expect(publish[0]!.headers).toMatchObject({ ce_id: decision!.id, ce_source: '/caracal/scoring' });
    expect(publish[0]!.headers['traceparent']).toContain(TRACE_ID);
    expect(parts.handler.holdFrom(0)).toBeUndefined();
  });

  it('readers in this process are given what the bytes say', async () => {
    const match = matchOf({ entityType: 'card', action: 'review' });
    for (const signal of [signalWith(1), signalWith(9), signalOf({ matches: [match], shadowMatches: [match] })]) {
      const { publish } = await handle(scoringParts({ model }), [signal]);
      const [record] = publish.filter(({ topic }) => topic === topics.decisions.name);
      const given = decodeOnce(decisionV1, record!);
      expect({ ...given, features: [...given.features] }).toEqual(decisionV1.decode(record!.value));
    }
  });

  it('many payments in an hour → challenged, with a sentence that says how many and what is usual', async () => {
    const { publish } = await handle(scoringParts({ model }), [signalWith(11)]);
    const [decision] = decisionsIn(publish);
    expect(decision).toMatchObject({ outcome: 'challenge', score: 731, challengeExpiresAtMs: NOW + 600_000 });
    expect(decision!.challengeId).toBe(derivedId('challenge', decision!.transaction.id));
    expect(decision!.reasons).toEqual([
      { code: 'LIKELY_FRAUD', kind: 'rule', text: 'Rule 2: probability >= 0.5', weight: 1 },
      {
        code: 'UNUSUAL_VELOCITY',
        kind: 'model',
        text: 'This card: 11 payments in the last hour; usual: 1',
        weight: 5,
      },
    ]);
    expect(decision!.contributions).toEqual([
      { feature: 'card_count_1h', value: 11, weight: 5, group: 'velocity', typical: 1 },
    ]);
    const { base, others, ...explanation } = decision!.explanation!;
    expect(explanation).toEqual({
      method: 'model_output',
      features: 2,
      groups: [
        { group: 'velocity', weight: 5, features: 1 },
        { group: 'account', weight: 0, features: 1 },
      ],
    });
    expect([base, others]).toEqual([-4, expect.closeTo(0, 4)]);
    expect(decision!.customerMessage).toBe(
      'This payment is unlike your other payments. Please confirm that it is you.',
    );
  });

  it('a pattern matched and no rule holds → its action, its risk as score, its reason', async () => {
    const steps = [
      { step: 'probe', events: [1, 2, 3].map((n) => ({ transactionId: `t${n}`, occurredAtMs: n, amountMinor: n })) },
    ];
    const { publish } = await handle(scoringParts({ model }), [signalWith(1, { matches: [matchOf({ steps })] })]);
    expect(decisionsIn(publish)[0]).toMatchObject({
      outcome: 'challenge',
      score: 850,
      reasons: [
        {
          code: 'CARD_TESTING',
          kind: 'pattern',
          text: 'Card testing on this card: probe ×3',
          weight: 0.85,
        },
      ],
    });
  });

  it('a rule holds → it decides, whatever a pattern asks for', async () => {
    const transaction = transactionOf({ amountMinor: 600_000 });
    const matches = [matchOf({ action: 'decline' })];
    const { publish } = await handle(scoringParts({ model }), [signalWith(1, { transaction, matches })]);
    expect(decisionsIn(publish)[0]!.outcome).toBe('review');
  });

  it('nobody waits → a decision and no reply', async () => {
    const { publish } = await handle(scoringParts({ model }), [
      signalWith(1, { replyTo: replyTo({ awaited: false }) }),
    ]);
    expect(publish.map(({ topic }) => topic)).toEqual([topics.decisions.name]);
  });

  it('more than one slice → all decided, in order', async () => {
    const signals = Array.from({ length: 200 }, (_, i) => signalWith(i % 20));
    const { publish } = await handle(scoringParts({ model }), signals);
    expect(decisionsIn(publish).map(({ transaction }) => transaction.id)).toEqual(signals.map((s) => s.transaction.id));
    expect(decisionsIn(publish)[19]!.outcome).toBe('decline');
  });

  it('the same signal again → the same decision id', async () => {
    const parts = scoringParts({ model });
    const signal = signalWith(1);
    const ids = [await handle(parts, [signal]), await handle(parts, [signal])].map(
      ({ publish }) => decisionsIn(publish)[0]!.id,
    );
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('DecideHandler: what can be wrong', () => {
  it('a record that is no signal, or one that contradicts itself → set aside with the reason, the others decided', async () => {
    const broken = { ...recordOf(signalWith(1), 1), value: new Uint8Array([255, 1, 2]) };
    const stray = recordOf(signalWith(1, { partitions: [1], partition: 0 }), 2);
    const fine = recordOf(signalWith(1), 3);
    const { publish, poison } = await scoringParts({ model }).handler.handle([broken, stray, fine], 0);
    expect(poison!.map(({ record }) => record.offset)).toEqual([1, 2]);
    expect(String(poison![1]!.error)).toContain('partition 0, which it does not list');
    expect(decisionsIn(publish)).toHaveLength(1);
  });

  it('the directory is down and the tenant is new → the batch is refused before anything changes, then works', async () => {
    let down = true;
    const byId = async (id: string) => {
      if (down) throw new CaracalError('unavailable', 'no database');
      return tenantOf(id);
    };
    const parts = scoringParts({ model, tenants: { byId } });
    const signal = signalWith(1, { partitions: [0, 1] });
    await expect(handle(parts, [signal])).rejects.toThrow('no database');
    expect(parts.joins.openCount).toBe(0);
    down = false;
    await handle(parts, [signal]);
    down = true;
    const { publish } = await handle(parts, [{ ...signal, partition: 1 }]);
    expect(decisionsIn(publish)[0]).toMatchObject({ outcome: 'approve', answeredBy: 'full' });
  });

  it('a new policy version → used at once; one that does not compile → the last good one stays, and is reported', async () => {
    let definition = POLICY;
    let version = 1;
    const parts = scoringParts({ model, tenants: { byId: async (id) => tenantOf(id, definition, version) } });
    const outcomes: unknown[] = [];
    const next = async () => {
      const [decision] = decisionsIn((await handle(parts, [signalWith(1)])).publish);
      outcomes.push([decision!.policyVersion, decision!.outcome]);
    };
    await next();
    definition = { ...POLICY, otherwise: 'review' };
    version = 2;
    await next();
    definition = { ...POLICY, rules: [{ when: 'no_such_thing > 1', outcome: 'decline', reason: 'X' }] };
    version = 3;
    await next();
    expect(outcomes).toEqual([
      [1, 'approve'],
      [2, 'review'],
      [2, 'review'],
    ]);
    expect(parts.problems).toHaveLength(1);
  });

  it('a tenant that does not exist → a person decides', async () => {
    const { publish } = await handle(scoringParts({ model, tenants: { byId: async () => undefined } }), [
      signalWith(1),
    ]);
    expect(decisionsIn(publish)[0]).toMatchObject({
      outcome: 'review',
      policyVersion: 0,
      reasons: [{ code: 'POLICY_UNAVAILABLE' }],
    });
  });

  it('no model → the rules alone, degraded, and the answer says so', async () => {
    const { publish } = await handle(scoringParts(), [signalWith(11)]);
    const [decision] = decisionsIn(publish);
    expect(decision).toMatchObject({
      id: `${derivedId('decision', decision!.transaction.id)}_d`,
      outcome: 'approve',
      answeredBy: 'degraded',
      probability: Number.NaN,
      modelId: '',
      reasons: [{ code: 'MODEL_UNAVAILABLE', kind: 'model', weight: 0 }],
    });
    expect(repliesIn(publish)).toHaveLength(1);
  });

  it('signals of another feature set → not fed to the model, and the answer says so', async () => {
    const { publish } = await handle(scoringParts({ model }), [signalWith(11, { featureSet: 'v0' })]);
    const [decision] = decisionsIn(publish);
    expect(decision).toMatchObject({ answeredBy: 'degraded', reasons: [{ code: 'MODEL_UNAVAILABLE' }] });
    expect(decision!.reasons[0]!.text).toContain('set v0');
  });
});

describe('DecideHandler: several partitions', () => {
  const parted = (transaction: TransactionV1, partition: number, count1h?: number): SignalV1 =>
    signalOf({
      transaction,
      partitions: [0, 1],
      partition,
      entities: count1h === undefined ? [entityOf('account')] : [entityOf('card', { card_count_1h: count1h })],
    });

  it('one signal missing → held; near the deadline → degraded with a reply, appended by itself; the rest → full without', async () => {
    const parts = scoringParts({ model });
    const transaction = transactionOf();
    expect((await handle(parts, [parted(transaction, 0)], 41)).publish).toEqual([]);
    expect(parts.handler.holdFrom(0)).toBe(41);
    parts.clock.advance(220);
    const [degraded] = await vi.waitFor(async () => {
      const found = await decisionsInLog(parts.log);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(degraded).toMatchObject({
      id: `${derivedId('decision', transaction.id)}_d`,
      answeredBy: 'degraded',
      reasons: [{ code: 'SIGNALS_MISSING', text: expect.stringContaining('1 of 2 signals') }],
    });
    expect(await parts.log.readFrom(topics.decisionReplies.name, 7, 0, 10)).toHaveLength(1);
    expect(parts.handler.holdFrom(0)).toBe(41);

    const { publish } = await handle(parts, [parted(transaction, 1, 11)], 42);
    expect(decisionsIn(publish)).toMatchObject([{ id: derivedId('decision', transaction.id), outcome: 'challenge' }]);
    expect(repliesIn(publish)).toEqual([]);
    expect(parts.handler.holdFrom(0)).toBeUndefined();
    expect(parts.problems).toEqual([]);
  });

  it('the first signal comes inside the margin → degraded with the batch, without waiting for the sweep', async () => {
    const parts = scoringParts({ model });
    parts.clock.advance(230);
    const { publish } = await handle(parts, [parted(transactionOf(), 0)]);
    expect(decisionsIn(publish)).toMatchObject([{ answeredBy: 'degraded' }]);
    expect(repliesIn(publish)).toHaveLength(1);
  });

  it('the log is away when the deadline comes → tried again, the offset held until it is written', async () => {
    const parts = scoringParts({ model });
    const append = parts.log.append.bind(parts.log);
    let down = true;
    parts.log.append = async (records) => {
      if (down) throw new CaracalError('unavailable', 'no log');
      return append(records);
    };
    await handle(parts, [{ ...parted(sandbox('slow'), 0), partitions: [0] }], 5);
    parts.clock.advance(220);
    await vi.waitFor(() => expect(parts.problems).not.toEqual([]));
    expect(parts.joins.openCount).toBe(0);
    expect(parts.handler.holdFrom(0)).toBe(5);
    down = false;
    await vi.waitFor(() => expect(parts.handler.holdFrom(0)).toBeUndefined());
    expect(await decisionsInLog(parts.log)).toHaveLength(1);
  });

  it('revoked while open → no decision any more, the offset stays held; assigned again → starts afresh', async () => {
    const parts = scoringParts({ model });
    await parts.handler.assigned(0);
    await handle(parts, [parted(transactionOf(), 0)], 9);
    await parts.handler.revoked(0);
    parts.clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await decisionsInLog(parts.log)).toEqual([]);
    expect(parts.handler.holdFrom(0)).toBe(9);
    await parts.handler.assigned(0);
    expect(parts.handler.holdFrom(0)).toBeUndefined();
  });
});

describe('DecideHandler: sandbox values', () => {
  it.each(['approve', 'challenge', 'review', 'decline'])(
    'card_test_%s → that outcome, whatever the model says',
    async (name) => {
      const parts = scoringParts({ model });
      const { publish } = await handle(parts, [
        signalWith(name === 'approve' ? 30 : 1, { transaction: sandbox(name) }),
      ]);
      const [decision] = decisionsIn(publish);
      expect(decision).toMatchObject({ outcome: name, answeredBy: 'full' });
      expect(decision!.reasons[0]).toMatchObject({
        code: 'SANDBOX_VALUE',
        text: expect.stringContaining(`card_test_${name}`),
      });
      expect(decision!.challengeId !== '').toBe(name === 'challenge');
    },
  );

  it('a magic card in live mode → an ordinary card', async () => {
    const transaction = sandbox('decline', { livemode: true });
    const { publish } = await handle(scoringParts({ model }), [signalWith(1, { transaction })]);
    expect(decisionsIn(publish)[0]).toMatchObject({ outcome: 'approve', reasons: [] });
  });

  it('card_test_slow → nothing until the deadline, then degraded, and only that', async () => {
    const parts = scoringParts({ model });
    expect((await handle(parts, [signalWith(1, { transaction: sandbox('slow') })])).publish).toEqual([]);
    parts.clock.advance(220);
    await vi.waitFor(async () => expect(await decisionsInLog(parts.log)).toHaveLength(1));
    parts.clock.advance(100_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const [decision, ...more] = await decisionsInLog(parts.log);
    expect(more).toEqual([]);
    expect(decision).toMatchObject({ answeredBy: 'degraded' });
    expect(decision!.reasons.map(({ text }) => text)).toContain(
      'Decided by the rules alone: the time was up before the model could be asked',
    );
  });

  it('card_test_late → approved by the lower rung, then declined in full', async () => {
    const parts = scoringParts({ model });
    await handle(parts, [signalWith(1, { transaction: sandbox('late') })]);
    parts.clock.advance(220);
    await vi.waitFor(async () => expect(await decisionsInLog(parts.log)).toHaveLength(1));
    parts.clock.advance(400);
    await vi.waitFor(async () => expect(await decisionsInLog(parts.log)).toHaveLength(2));
    const decisions = await decisionsInLog(parts.log);
    expect(decisions.map(({ answeredBy, outcome }) => [answeredBy, outcome])).toEqual([
      ['degraded', 'approve'],
      ['full', 'decline'],
    ]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trace } from '@opentelemetry/api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decisionV1, newId, topics, transactionAcceptedV1, type DecisionV1, type TransactionV1 } from '#contracts';
import { SystemClock } from '#kernel';
import { topicSettings } from '#messaging';
import type { DecisionReader, StoredDecision } from '#persistence';
import type { Tenant } from '#tenancy';
import { AcceptTransactions } from './accept-transactions.js';
import type { Acceptance, Accepted } from './acceptance.js';
import type { Claim } from './claim-store.js';
import { RecentDecisions } from './recent-decisions.js';
import { Spool } from './spool.js';
import { StandIn } from './stand-in.js';
import { FakeInbox, FlakyClaimStore, PausableLog } from './testing/unsteady-parts.js';

const tenant = {
  id: 'ten_a',
  policy: {
    version: 3,
    definition: {
      policy: 'default',
      rules: [],
      otherwise: 'approve',
      stand_in: [{ when: 'event.amount > 100000', outcome: 'review', reason: 'LARGE' }],
    },
  },
  exchange: { referenceCurrency: 'USD', unitsPerUsd: {} },
} as unknown as Tenant;

describe.each(['apart', 'together'] as const)('accept transactions, claims and appends %s', (how) => {
  it('a decision in time → it is the answer, and the record names all partitions once', async () => {
    const world = await openWorld(how);
    const pending = world.accept({ amountMinor: 500 });
    await world.until(() => world.transactionsInLog().length > 0);
    const [first] = world.transactionsInLog();
    world.inbox.listen(fullDecision(first!.transaction, 'approve'));
    const answer = await pending;
    expect(answer).toMatchObject({ kind: 'decided', replayed: false, decision: { answeredBy: 'full' } });
    expect(new Set(first!.partitions).size).toBe(first!.partitions.length);
    expect(world.transactionsInLog().length).toBe(first!.partitions.length);
    expect(first!.replyTo).toMatchObject({ partition: 2, awaited: true });
  });

  it('no decision by the deadline → the stand-in answers, and its decision is in the log', async () => {
    const world = await openWorld(how);
    const answer = await world.accept({ amountMinor: 100_001 }, 80);
    expect(answer).toMatchObject({
      kind: 'decided',
      decision: {
        answeredBy: 'stand_in',
        outcome: 'review',
        reasons: [{ code: 'LARGE' }, { code: 'SIGNALS_MISSING' }],
      },
    });
    expect(world.decisionsInLog()).toHaveLength(1);
    expect(world.spool.size).toBe(0);
  });

  it('the log is away → stand-in from the spool; when it is back, transaction and decision are sent and the spool is empty', async () => {
    const world = await openWorld(how);
    const back = world.log.goAway();
    const answer = await world.accept({}, 60);
    expect(answer).toMatchObject({ kind: 'decided', decision: { answeredBy: 'stand_in' } });
    expect(world.spool.size).toBe(1);
    back();
    await world.until(() => world.spool.size === 0);
    expect(new Set(world.transactionsInLog().map((t) => t.transaction.id)).size).toBe(1);
    expect(world.decisionsInLog()).toHaveLength(1);
  });

  it('the log has the transaction and is slow with the decision → the spool vouches for it until the log has it too', async () => {
    const world = await openWorld(how);
    const pending = world.accept({}, 60);
    await world.until(() => world.transactionsInLog().length > 0);
    const before = world.transactionsInLog().length;
    const back = world.log.goAway();
    expect(await pending).toMatchObject({ kind: 'decided', decision: { answeredBy: 'stand_in' } });
    expect(world.spool.size).toBe(1);
    back();
    await world.until(() => world.spool.size === 0);
    expect(world.decisionsInLog()).toHaveLength(1);
    expect(world.transactionsInLog()).toHaveLength(before);
  });

  it('a decision in full while the stand-in decision is being stored → the stand-in stays the answer', async () => {
    const world = await openWorld(how);
    const pending = world.accept({}, 60);
    await world.until(() => world.transactionsInLog().length > 0);
    const { transaction } = world.transactionsInLog()[0]!;
    world.log.beforeAppend = () => world.inbox.listen(fullDecision(transaction, 'decline'));
    expect(await pending).toMatchObject({ kind: 'decided', decision: { answeredBy: 'stand_in', outcome: 'approve' } });
    expect(await world.accept({ externalId: transaction.externalId })).toMatchObject({
      replayed: true,
      decision: { answeredBy: 'stand_in' },
    });
    expect(world.decisionsInLog().map(({ answeredBy }) => answeredBy)).toEqual(['stand_in']);
  });

  it('the claim store is away → stand-in from the spool, repeats get the same answer, another body a conflict', async () => {
    const world = await openWorld(how);
    world.claims.away = true;
    const first = await world.accept({ externalId: 'order-1' }, 60);
    const repeat = await world.accept({ externalId: 'order-1' }, 60);
    const other = await world.accept({ externalId: 'order-1', amountMinor: 1 }, 60);
    expect(first).toMatchObject({ kind: 'decided', replayed: false });
    expect(repeat).toMatchObject({ kind: 'decided', replayed: true });
    expect(decisionOf(repeat).id).toBe(decisionOf(first).id);
    expect(other).toEqual({ kind: 'conflict', on: 'id' });
    world.claims.away = false;
    await world.until(() => world.spool.size === 0);
    expect(world.decisionsInLog().map((d) => d.id)).toEqual([decisionOf(first).id]);
  });

  it('the claim store says nothing until the deadline → repeats at once get one answer', async () => {
    const world = await openWorld(how);
    const back = world.claims.hang();
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.accept({ externalId: 'order-1' }, 60)));
    expect(new Set(answers.map((answer) => decisionOf(answer).transaction.id)).size).toBe(1);
    back();
    await world.until(() => world.spool.size === 0);
    expect(new Set(world.transactionsInLog().map(({ transaction }) => transaction.id)).size).toBe(1);
    expect(world.decisionsInLog().map(({ id }) => id)).toEqual([decisionOf(answers[0]!).id]);
  });

  it('a repeat that the spool had to answer → what its client was told counts for the first, and its id finds that', async () => {
    const world = await openWorld(how);
    const first = world.accept({ externalId: 'order-1' });
    await world.until(() => world.transactionsInLog().length > 0);
    const { transaction } = world.transactionsInLog()[0]!;
    world.inbox.listen(fullDecision(transaction, 'decline'));
    const copies = world.transactionsInLog().length;
    const other = await openWorld(how, undefined, world.claims, decisionOf(await first));
    other.claims.away = true;
    const told = decisionOf(await other.accept({ externalId: 'order-1' }, 60));
    expect(told).toMatchObject({ answeredBy: 'stand_in', outcome: 'approve' });
    expect(told.transaction.id).not.toBe(transaction.id);
    other.claims.away = false;
    await other.until(() => other.spool.size === 0);
    expect(other.decisionsInLog()).toMatchObject([
      { id: `dec_${transaction.id.slice(4)}_s`, outcome: 'approve', transaction: { id: transaction.id } },
    ]);
    expect(world.transactionsInLog().length + other.transactionsInLog().length).toBe(copies);
    expect(await other.claims.firstIdOf('ten_a', told.transaction.id)).toBe(transaction.id);
  });

  it('the same, and the first attempt had died after its claim → sent under the first id', async () => {
    const world = await openWorld(how);
    await world.claims.claim([claimed('order-1', 'txn_first')]);
    world.claims.away = true;
    const told = decisionOf(await world.accept({ externalId: 'order-1' }, 60));
    world.claims.away = false;
    await world.until(() => world.spool.size === 0);
    expect(new Set(world.transactionsInLog().map((one) => one.transaction.id))).toEqual(new Set(['txn_first']));
    expect(world.decisionsInLog().map((one) => one.transaction.id)).toEqual(['txn_first']);
    expect(await world.claims.firstIdOf('ten_a', told.transaction.id)).toBe('txn_first');
  });

  it('a crash while spooled: the next start sends what was left', async () => {
    const world = await openWorld(how);
    world.claims.away = true;
    const first = await world.accept({}, 60);
    const again = await openWorld(how, world.spoolPath);
    again.acceptance.onModuleInit();
    await again.until(() => again.spool.size === 0);
    expect(again.decisionsInLog().map((d) => d.id)).toEqual([decisionOf(first).id]);
    expect(again.transactionsInLog()[0]!.replyTo.awaited).toBe(false);
  });

  it('a repeat: the first answer again, also when only the store knows it', async () => {
    const world = await openWorld(how);
    const first = world.accept({ externalId: 'order-1' });
    await world.until(() => world.transactionsInLog().length > 0);
    world.inbox.listen(fullDecision(world.transactionsInLog()[0]!.transaction, 'challenge'));
    const before = world.transactionsInLog().length;
    const repeat = await world.accept({ externalId: 'order-1' });
    expect(repeat).toMatchObject({ kind: 'decided', replayed: true, decision: { outcome: 'challenge' } });
    const other = await openWorld(how, undefined, world.claims, decisionOf(await first));
    expect(await other.accept({ externalId: 'order-1' })).toMatchObject({ kind: 'decided', replayed: true });
    expect(world.transactionsInLog().length + other.transactionsInLog().length).toBe(before);
  });

  it('a repeat whose first attempt died after the claim → the transaction is sent under the first id', async () => {
    const world = await openWorld(how);
    await world.claims.claim([claimed('order-1', 'txn_first')]);
    expect(await answerUnderFirstId(world)).toMatchObject({ kind: 'decided', replayed: true });
  });

  it('a repeat whose first attempt the log refused → the transaction is sent under the first id', async () => {
    const world = await openWorld(how);
    world.log.beforeAppend = () => {
      throw new Error('the log takes no more records now');
    };
    expect(await world.accept({ id: 'txn_first', externalId: 'order-1' }, 300)).toEqual({ kind: 'unavailable' });
    world.log.beforeAppend = () => undefined;
    expect(await answerUnderFirstId(world)).toMatchObject({ kind: 'decided', replayed: true });
  });

  it('a payment twice in one batch, undecided at their deadline → both get the one stand-in answer', async () => {
    const world = await openWorld(how);
    const both = await Promise.all([
      world.accept({ externalId: 'order-1' }, 120),
      world.accept({ externalId: 'order-1' }, 120),
    ]);
    expect(both).toMatchObject([
      { kind: 'decided', replayed: false, decision: { answeredBy: 'stand_in' } },
      { kind: 'decided', replayed: true, decision: { answeredBy: 'stand_in' } },
    ]);
  });

  it('a repeat whose answer stays unknown → in progress at the deadline, never another rung', async () => {
    const world = await openWorld(how);
    world.accept({ externalId: 'order-1' }, 2000).catch(() => undefined);
    await world.until(() => world.transactionsInLog().length > 0);
    expect(await world.accept({ externalId: 'order-1' }, 80)).toMatchObject({ kind: 'in_progress' });
  });

  it('a repeat whose first answer is lost for good → the stand-in under the first id, and the same to the next', async () => {
    const world = await openWorld(how);
    const firstId = newId('transaction', Date.now() - 61_000);
    await world.claims.claim([claimed('order-1', firstId)]);
    const answer = await world.accept({ externalId: 'order-1' }, 80);
    expect(answer).toMatchObject({ kind: 'decided', replayed: false, decision: { answeredBy: 'stand_in' } });
    expect(decisionOf(answer).transaction.id).toBe(firstId);
    expect(world.decisionsInLog().map(({ id }) => id)).toEqual([decisionOf(answer).id]);
    expect(await world.accept({ externalId: 'order-1' }, 80)).toMatchObject({ kind: 'decided', replayed: true });
  });

  it('a first answer that the store can not be asked for → in progress, however old', async () => {
    const world = await openWorld(how);
    world.storeIsAway();
    await world.claims.claim([claimed('order-1', newId('transaction', Date.now() - 61_000))]);
    expect(await world.accept({ externalId: 'order-1' }, 80)).toMatchObject({ kind: 'in_progress' });
  });

  it('nobody waits → accepted once it is in the log, and the record asks for no reply', async () => {
    const world = await openWorld(how);
    expect(await world.accept({}, 'not at all')).toMatchObject({ kind: 'accepted', replayed: false });
    expect(world.transactionsInLog()[0]!.replyTo.awaited).toBe(false);
  });

  it('spool and store both refuse → unavailable, nothing accepted', async () => {
    const world = await openWorld(how, undefined, new FlakyClaimStore(), undefined, 0);
    world.claims.away = true;
    expect(await world.accept({}, 60)).toEqual({ kind: 'unavailable' });
  });

  it('in flight: the bound is known before anything is accepted', async () => {
    const world = await openWorld(how);
    const back = world.log.goAway();
    const pending = Array.from({ length: 50 }, () => world.accept({}, 60));
    expect(world.acceptance.hasCapacity()).toBe(false);
    await Promise.all(pending);
    // An outage is what the spool is for.
    expect(world.acceptance.hasCapacity()).toBe(true);
    back();
    await world.until(() => world.transactionsInLog().length > 0);
    for (const { transaction } of world.transactionsInLog()) world.inbox.listen(fullDecision(transaction, 'approve'));
    expect(world.acceptance.hasCapacity()).toBe(true);
  });

  it('a pipeline that is behind → no capacity, though nobody waits any more', async () => {
    const world = await openWorld(how);
    await Promise.all(Array.from({ length: 20 }, () => world.accept({}, 40)));
    expect(world.acceptance.hasCapacity()).toBe(false);
    for (const { transaction } of world.transactionsInLog()) world.inbox.listen(fullDecision(transaction, 'approve'));
    expect(world.acceptance.hasCapacity()).toBe(true);
  });
});

/** What an attempt to post the usual payment left behind. */
function claimed(externalId: string, transactionId: string): Claim {
  const bodyHash = Buffer.from('{"amount":12990}');
  return { tenantId: 'ten_a', livemode: false, externalId, idempotencyKey: undefined, transactionId, bodyHash };
}

/** The answer to a repeat of `order-1`, which nobody has sent under its first id, `txn_first`, before. */
async function answerUnderFirstId(world: Awaited<ReturnType<typeof openWorld>>): Promise<unknown> {
  const pending = world.accept({ externalId: 'order-1' }, 300);
  await world.until(() => world.transactionsInLog().length > 0);
  const { transaction } = world.transactionsInLog()[0]!;
  expect(transaction.id).toBe('txn_first');
  world.inbox.listen(fullDecision(transaction, 'approve'));
  return await pending;
}

async function newSpoolPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accept-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'spool.jsonl');
}

async function openWorld(
  how: 'apart' | 'together',
  path?: string,
  claims: FlakyClaimStore = new FlakyClaimStore(),
  stored?: DecisionV1,
  spoolBytesMax = 1 << 20,
) {
  const spoolPath = path ?? (await newSpoolPath());
  const spool = await Spool.open(spoolPath, spoolBytesMax);
  onTestFinished(() => spool.close());
  const log = new PausableLog({ topics: topicSettings(6) });
  if (how === 'together') claims.appendTo(log);
  const inbox = new FakeInbox();
  let storeAway = false;
  const reader = {
    async byTransactionId() {
      if (storeAway) throw new Error('the store is away');
      return stored ? ({ answered: stored } as StoredDecision) : undefined;
    },
  } as unknown as DecisionReader;
  const acceptance = new AcceptTransactions(
    new SystemClock(),
    claims,
    log,
    spool,
    new StandIn(),
    reader,
    new RecentDecisions(),
    inbox,
    { answerMarginMs: 10, inFlightMax: 50, undecidedMax: 20 },
  );
  return {
    acceptance,
    claims,
    inbox,
    log,
    spool,
    spoolPath,
    storeIsAway: () => void (storeAway = true),
    accept: (over: Partial<TransactionV1>, withinMs: number | 'not at all' = 500): Promise<Accepted> =>
      acceptance.accept(acceptanceOf(over, withinMs === 'not at all' ? undefined : withinMs)),
    transactionsInLog: () =>
      log.appended
        .filter((record) => record.topic === topics.transactions.name)
        .map((record) => transactionAcceptedV1.decode(record.value)),
    decisionsInLog: () =>
      log.appended
        .filter((record) => record.topic === topics.decisions.name)
        .map((record) => decisionV1.decode(record.value)),
    async until(holds: () => boolean, withinMs = 20_000) {
      const deadline = Date.now() + withinMs;
      while (!holds()) {
        if (Date.now() > deadline) throw new Error('it did not come to hold');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

function acceptanceOf(over: Partial<TransactionV1>, withinMs: number | undefined): Acceptance {
  const now = Date.now();
  const transaction: TransactionV1 = {
    id: newId('transaction', now),
    tenantId: 'ten_a',
    externalId: newId('transaction', now),
    livemode: false,
    occurredAtMs: now,
    receivedAtMs: now,
    amountMinor: 12990,
    currency: 'USD',
    channel: 'card_not_present',
    outcome: 'authorised',
    account: { id: 'acc-1', createdAtMs: 0, email: '' },
    card: { fingerprint: 'fp-1', bin: '', country: '' },
    merchant: { id: 'mer-1', mcc: '', country: '' },
    attributes: [],
    declared: [],
    ...over,
  };
  return {
    tenant,
    transaction,
    idempotencyKey: undefined,
    bodyHash: Buffer.from(JSON.stringify({ amount: transaction.amountMinor })),
    span: trace.getTracer('test').startSpan('test'),
    deadlineAtMs: withinMs === undefined ? undefined : now + withinMs,
  };
}

function fullDecision(transaction: TransactionV1, outcome: DecisionV1['outcome']): DecisionV1 {
  return {
    ...new StandIn().decide(tenant, transaction, Date.now(), ''),
    id: `dec_${transaction.id}`,
    answeredBy: 'full',
    outcome,
  };
}

function decisionOf(accepted: Accepted): DecisionV1 {
  if (accepted.kind !== 'decided') throw new Error(`not decided but ${accepted.kind}`);
  return accepted.decision;
}

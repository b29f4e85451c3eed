import { beforeAll, describe, expect, it } from 'vitest';
import {
  decisionDetail,
  type DecisionV1,
  lateList,
  type LateTransactionV1,
  lateTransactionV1,
  matchRevisionV1,
  newId,
} from '#contracts';
import { StoreRevisions } from '../decisions/store-revisions.handler.js';
import { ConsoleApp, type Person } from '../testing/console-app.js';
import { type DecisionParts, decisionOf, recordOf } from '../testing/records.js';
import { matchOf, revisionOf } from '../testing/revision-parts.js';
import { LateStore } from './late-store.js';
import { StoreLate } from './store-late.handler.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let console: ConsoleApp;
let now: number;
beforeAll(async () => {
  console = await ConsoleApp.start();
  now = Date.now();
});

function at(tenantId: string, occurredAtMs: number, receivedAtMs: number, parts: DecisionParts = {}): DecisionV1 {
  const transaction = {
    id: newId('transaction', receivedAtMs),
    tenantId,
    occurredAtMs,
    receivedAtMs,
    ...parts.transaction,
  };
  return decisionOf({ ...parts, decidedAtMs: receivedAtMs + 5, transaction });
}

function lateOf({ transaction }: DecisionV1, change: Partial<LateTransactionV1['entities'][number]> = {}) {
  const entity = { entityType: 'account', entityId: 'acc-1', behindMs: 90_000, reason: 'beyond_lateness' } as const;
  return { transaction, partition: 0, entities: [{ ...entity, ...change }] };
}

async function tell(...late: LateTransactionV1[]): Promise<void> {
  const handled = await console.app
    .get(StoreLate, { strict: false })
    .handle(late.map((one) => recordOf(lateTransactionV1, one)));
  expect(handled).toEqual({ publish: [], poison: [] });
}

async function tenantWithAnalyst(name: string): Promise<{ tenantId: string; analyst: Person }> {
  const tenantId = await console.tenant(name);
  return { tenantId, analyst: await console.person(tenantId, name, 'analyst') };
}

describe('late transactions', () => {
  it('listed newest first, page by page; counted by reason; nobody else sees them', async () => {
    const { tenantId, analyst } = await tenantWithAnalyst('late');
    const { analyst: stranger } = await tenantWithAnalyst('stranger');
    const times = [now - 2000, now - HOUR, now - 3 * DAY, now - 8 * DAY];
    const decisions = times.map((receivedAtMs) => at(tenantId, receivedAtMs - 60_000, receivedAtMs));
    const [first, second, third] = decisions as [DecisionV1, DecisionV1, DecisionV1];
    await tell(...decisions.map((decision) => lateOf(decision)));
    // Another matcher says so of the card; and says it again.
    const card = lateOf(second, { entityType: 'card', entityId: 'card-1', behindMs: 5, reason: 'beyond_reach' });
    await tell(card, card, lateOf(second));
    await tell(lateOf(at(tenantId, now, now, { transaction: { livemode: true } })));

    const page = await analyst.get('/late-transactions?limit=3');
    const { items, next_cursor: cursor, counts } = lateList.parse(page.body);
    expect(items.map((item) => item.transaction_id)).toEqual(
      [first, second, third].map(({ transaction: { id } }) => id),
    );
    expect(items[1]!.entities).toHaveLength(2);
    expect(items[1]!.entities).toEqual(
      expect.arrayContaining([
        { type: 'account', id: 'acc-1', behind_ms: 90_000, reason: 'beyond_lateness' },
        { type: 'card', id: 'card-1', behind_ms: 5, reason: 'beyond_reach' },
      ]),
    );
    expect(counts).toEqual({
      last_24h: { transactions: 2, beyond_lateness: 2, beyond_reach: 1 },
      last_7d: { transactions: 3, beyond_lateness: 3, beyond_reach: 1 },
    });
    const rest = lateList.parse((await analyst.get(`/late-transactions?cursor=${cursor}`)).body);
    expect([rest.items.length, rest.next_cursor]).toEqual([1, null]);
    expect((await analyst.get('/late-transactions?mode=live')).body).toMatchObject({ items: [{}] });
    expect((await analyst.get('/late-transactions?cursor=nonsense')).status).toBe(422);
    const nothing = lateList.parse((await stranger.get('/late-transactions')).body);
    expect([nothing.items, nothing.counts.last_7d.transactions]).toEqual([[], 0]);
  });

  it('older than 30 days → let go; a bad record: named', async () => {
    const { tenantId, analyst } = await tenantWithAnalyst('kept');
    const old = at(tenantId, now - 31 * DAY, now - 30 * DAY - 1000);
    const young = at(tenantId, now - 31 * DAY, now - 30 * DAY + 60_000);
    await tell(lateOf(old), lateOf(young));
    await console.app.get(LateStore, { strict: false }).prune(tenantId);
    const { items } = lateList.parse((await analyst.get('/late-transactions')).body);
    expect(items.map((item) => item.transaction_id)).toEqual([young.transaction.id]);
    const bad = { ...recordOf(lateTransactionV1, lateOf(old)), value: Uint8Array.of(0x0a, 0xff) };
    const handled = await console.app.get(StoreLate, { strict: false }).handle([bad]);
    expect(handled.poison).toMatchObject([{ record: bad }]);
  });

  it('a decision that a late payment revised: says why, and what was answered; the timeline marks who came late', async () => {
    const { tenantId, analyst } = await tenantWithAnalyst('revised');
    const subject = at(tenantId, now - 10_000, now - 9_990, { score: 20, probability: 0.02 });
    const late = at(tenantId, now - 40_000, now - 5_000);
    const tooLate = at(tenantId, now - 90_000, now - 4_000);
    await console.store(subject, late, tooLate);
    await tell(lateOf(tooLate));
    const revision = revisionOf(subject, {
      causeTransactionId: late.transaction.id,
      atMs: late.transaction.occurredAtMs,
      appeared: [matchOf()],
      shadowVanished: [matchOf({ patternVersion: 2 })],
    });
    await console.app.get(StoreRevisions, { strict: false }).handle([recordOf(matchRevisionV1, revision)], 0);

    const detail = decisionDetail.parse((await analyst.get(`/decisions/${subject.transaction.id}`)).body);
    expect(detail.summary).toMatchObject({ outcome: 'approve', latest_outcome: 'review', revised: true });
    expect(detail.decision).toMatchObject({ answered: { outcome: 'approve', score: 20 }, latest: { score: 500 } });
    expect(detail.revisions).toMatchObject([
      {
        cause: 'late_transaction',
        late_transaction_id: late.transaction.id,
        appeared: [{ pattern_id: 'testing', pattern_version: 1, on_trial: false }],
        vanished: [{ pattern_id: 'testing', pattern_version: 2, on_trial: true }],
        outcome_before: 'approve',
        outcome_after: 'review',
      },
    ]);
    expect(detail.timeline.map((item) => [item.transaction_id, item.late])).toEqual([
      [tooLate.transaction.id, { behind_ms: 90_000, too_late: true }],
      [late.transaction.id, { behind_ms: 30_000, too_late: false }],
      [subject.transaction.id, undefined],
    ]);
  });
});

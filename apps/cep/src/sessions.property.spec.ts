import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClosedSessionV1,
  type EntitySessionV1,
  type FeatureChangeV1,
  topics,
  type TransactionV1,
} from '#contracts';
import { SESSION_GAP_MS } from '#features';
import { ManualClock } from '#kernel';
import { MemoryEventLog, type OutRecord, topicSettings } from '#messaging';
import { FeatureBook, featurePackOf } from '#tenancy';
import { MatchTransactionsHandler } from './match-transactions.handler.js';
import { accepted, NOON, recordOf } from './testing/accepted.js';
import { CountingPatterns } from './testing/counting-patterns.js';
import { FEATURE_BOOK } from './testing/feature-book.js';
import { MemorySource } from './testing/memory-feature-source.js';
import { MemoryStateStore } from './testing/memory-state-store.js';
import { settingsWith } from './testing/settings.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const payment = fc.record({
  // Gaps of exactly half an hour are frequent.
  minutes: fc.nat({ max: 60 }).map((n) => n * 5),
  merchant: fc.nat({ max: 2 }),
  outcome: fc.constantFrom('authorised', 'declined', 'refunded'),
  channel: fc.constantFrom('card_present', 'card_not_present'),
  amountMinor: fc.nat({ max: 100_000 }),
});
const payments = fc
  .array(payment, { minLength: 1, maxLength: 25 })
  .map((all) => all.map(({ minutes, merchant, ...rest }, i) => transactionOf(i, minutes, merchant, rest)));
/** Any order, and some of them again. */
const deliveries = payments.chain((all) =>
  fc.record({
    all: fc.constant(all),
    delivered: fc
      .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))
      .map(([once, again]) => [...once, ...again]),
    nowMs: fc.constantFrom(NOON, NOON + 10 * HOUR),
    steps: fc.infiniteStream(fc.constantFrom('handle', 'handle', 'handle', 'time', 'save', 'crash')),
  }),
);

function transactionOf(i: number, minutes: number, merchant: number, rest: Partial<TransactionV1>): TransactionV1 {
  const own = { id: `m${merchant}`, mcc: '5411', country: 'DE' };
  return accepted({ id: `txn_${i}`, occurredAtMs: NOON + minutes * MINUTE, merchant: own, device: null, ...rest })
    .transaction;
}

/** The sessions of an account by a scan over its payments in the order of time. */
function scanned(all: readonly TransactionV1[]): ClosedSessionV1[] {
  const runs: TransactionV1[][] = [];
  for (const one of all.toSorted((a, b) => a.occurredAtMs - b.occurredAtMs)) {
    const run = runs.at(-1);
    if (run !== undefined && one.occurredAtMs - run.at(-1)!.occurredAtMs <= SESSION_GAP_MS) run.push(one);
    else runs.push([one]);
  }
  return runs.map((run) => ({
    startedAtMs: run[0]!.occurredAtMs,
    endedAtMs: run.at(-1)!.occurredAtMs,
    count: run.length,
    amountMinor: run.reduce((sum, { outcome, amountMinor }) => sum + (outcome === 'authorised' ? amountMinor : 0), 0),
    counterparts: new Set(run.map(({ merchant }) => merchant!.id)).size,
    capped: false,
    channels: [...new Set(run.map(({ channel }) => channel))].sort(),
  }));
}

/** Who follows the topic, as `cases` does. */
class Follower {
  private readonly known = new Map<number, ClosedSessionV1>();

  follow({ closed, replacesMs }: EntitySessionV1): void {
    for (const start of replacesMs) this.known.delete(start);
    if (!closed) return;
    for (const { startedAtMs } of this.known.values())
      if (startedAtMs >= closed.startedAtMs && startedAtMs <= closed.endedAtMs) this.known.delete(startedAtMs);
    this.known.set(closed.startedAtMs, closed);
  }

  get sessions(): ClosedSessionV1[] {
    return [...this.known.values()].toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  }
}

/** A partition whose process crashes: the log keeps what was sent, the store what was saved. */
class OnePartition {
  readonly log = new MemoryEventLog({ topics: topicSettings(1) });
  readonly sent: OutRecord[] = [];
  private readonly store = new MemoryStateStore();
  private handler!: MatchTransactionsHandler;
  private at = 0;

  constructor(
    private readonly input: readonly TransactionV1[],
    readonly clock: ManualClock,
    private readonly book: FeatureBook = FEATURE_BOOK,
  ) {}

  async boot(): Promise<void> {
    const settings = settingsWith({ latenessMs: 7 * 24 * HOUR });
    this.handler = new MatchTransactionsHandler(
      this.log,
      this.store,
      new CountingPatterns(),
      this.book,
      this.clock,
      settings,
    );
    this.at = (await this.handler.assigned(0))?.startAt ?? 0;
  }

  get atEnd(): boolean {
    return this.at === this.input.length;
  }

  async handle(): Promise<void> {
    if (this.atEnd) return;
    const record = recordOf({ ...accepted(), transaction: this.input[this.at]! }, this.at);
    const { publish } = await this.handler.handle([record], 0);
    await this.log.append(publish);
    this.handler.published(0, ++this.at);
  }

  async time(): Promise<void> {
    this.clock.set(this.clock.now() + 20 * MINUTE);
    await this.handler.passTime();
  }

  async save(): Promise<void> {
    await this.handler.checkpointAll();
  }

  async crash(): Promise<void> {
    await this.boot();
  }

  async sessions(entityType: string): Promise<EntitySessionV1[]> {
    const { name, codec } = topics.sessions;
    const records = await this.log.readFrom(name, 0, 0, 10_000);
    return records.map(({ value }) => codec.decode(value)).filter((one) => one.entityType === entityType);
  }
}

describe('sessions of the topic', () => {
  it('any order, repeats, crashes and time passing between → a follower holds the closed sessions of the sorted order', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ all, delivered, nowMs, steps }) => {
        const partition = new OnePartition(delivered, new ManualClock(nowMs));
        await partition.boot();
        let left = 200;
        for (const step of steps) {
          if (partition.atEnd || left-- === 0) break;
          await partition[step]();
        }
        while (!partition.atEnd) await partition.handle();
        partition.clock.set(NOON + 1000 * HOUR);
        await partition.time();
        const follower = new Follower();
        for (const record of await partition.sessions('account')) follower.follow(record);
        expect(follower.sessions).toEqual(scanned(all));
      }),
      { numRuns: 200 },
    );
  });

  it('a session that was closed and goes on → is taken away, and put in again as it is then; repeats change nothing', async () => {
    const at = (i: number, minutes: number) => transactionOf(i, minutes, i, {});
    const late = at(3, 35);
    const partition = new OnePartition([at(0, 0), at(1, 10), at(2, 90), late, late], new ManualClock(NOON + 2 * HOUR));
    await partition.boot();
    for (let i = 0; i < 5; i++) await partition.handle();
    const records = await partition.sessions('account');
    expect(records).toMatchObject([
      { revision: 1, replacesMs: [], closed: { startedAtMs: NOON, endedAtMs: NOON + 10 * MINUTE, count: 2 } },
      { revision: 1, replacesMs: [NOON] },
      { revision: 2, replacesMs: [], closed: { endedAtMs: NOON + 35 * MINUTE, count: 3, counterparts: 3 } },
    ]);
    expect(records.map(({ closed }) => Boolean(closed))).toEqual([true, false, true]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(3);
    expect(records[0]).toMatchObject({ tenantId: 'ten_a', entityId: 'acc', livemode: false });
  });

  it('a longer gap that comes into force → the session that is open goes on by it, the closed one stays', async () => {
    const book = new FeatureBook(featurePackOf([]), new MemorySource());
    const input = [0, 60, 100, 200].map((minutes, i) => transactionOf(i, minutes, 0, {}));
    const partition = new OnePartition(input, new ManualClock(NOON + 4 * HOUR), book);
    await partition.boot();
    await partition.handle();
    await partition.handle();
    book.apply([gapOf('45m')]);
    await partition.save();
    await partition.crash();
    await partition.handle();
    await partition.handle();
    expect(await partition.sessions('account')).toMatchObject([
      { closed: { startedAtMs: NOON, count: 1 } },
      { closed: { startedAtMs: NOON + 60 * MINUTE, endedAtMs: NOON + 100 * MINUTE, count: 2 } },
    ]);
  });
});

function gapOf(gap: string): FeatureChangeV1 {
  return {
    tenantId: 'ten_a',
    revision: 1,
    documents: [{ name: 'sessions', source: `session_gap: ${gap}` }],
    changedAtMs: NOON,
    actor: '',
    action: 'saved',
    reason: '',
    kept: [],
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MatchRevisionV1, type PatternMatchV1, type TransactionV1 } from '#contracts';
import { PartitionMatcher } from './partition-matcher.js';
import { PartitionState } from './partition-state.js';
import { FEATURE_BOOK } from './testing/feature-book.js';
import { SESSIONS } from './testing/settings.js';
import { accepted, NOON } from './testing/accepted.js';
import { bookOf, changeOf } from './testing/patterns.js';

const LATENESS_MS = 3_600_000;
const MINUTE_MS = 60_000;

const pattern = (id: string, rest: string): string =>
  `pattern: ${id}\nby: card\n${rest}\nthen: {risk: 0.5, action: review, reason: X}\n`;
const where = (...steps: string[]): string =>
  `where:\n${steps.map((step) => `  ${step}: "event.amount == ${'abc'.indexOf(step.charAt(0)) + 1}"`).join('\n')}`;

/** What lateness can disturb: neighbours, order, absences in between and at the end, skips, sessions, iteration, alternation. */
const PATTERNS = [
  pattern('strict', `within: 20m\nsequence: "a b"\n${where('a', 'b')}`),
  pattern('relaxed', `within: 20m\nsequence: "a -> b -> c"\n${where('a', 'b', 'c')}`),
  pattern('any', `within: 10m\nsequence: "a ->> c"\n${where('a', 'c')}`),
  pattern('loop', `within: 15m\nskip: past-last\nsequence: "a{2,} -> c"\n${where('a', 'c')}`),
  pattern('skip-next', `within: 15m\nskip: next\nsequence: "a+ -> b"\n${where('a', 'b')}`),
  pattern('not-between', `within: 20m\nsequence: "a -> !b -> c"\n${where('a', 'b', 'c')}`),
  pattern('absent', `within: 12m\nsequence: "a -> !b"\n${where('a', 'b')}`),
  pattern('absent-skip', `within: 12m\nskip: past-last\nsequence: "a -> c -> !b"\n${where('a', 'b', 'c')}`),
  pattern('session', `session: 6m\nsequence: "a -> c"\n${where('a', 'c')}`),
  pattern(
    'sum',
    `within: 20m\nsequence: "a{2} -> d"\nwhere:\n  a: "event.amount < 3"\n  d: "event.amount == sum(matched.a.map(e, e.amount))"`,
  ),
];

/** Times in whole minutes, so that some are the same; the ids don't follow the order of arrival. */
const streams = fc.record({
  events: fc.uniqueArray(
    fc.record({
      minute: fc.integer({ min: 0, max: 55 }),
      amount: fc.integer({ min: 1, max: 4 }),
      id: fc.nat({ max: 999 }),
    }),
    { minLength: 2, maxLength: 40, selector: ({ id }) => id, size: 'max' },
  ),
  patterns: fc.uniqueArray(fc.nat({ max: PATTERNS.length - 1 }), { minLength: 1, maxLength: 4 }),
  restarts: fc.array(fc.boolean(), { maxLength: 40, size: 'max' }),
  passes: fc.array(fc.option(fc.integer({ min: 1, max: 60 }), { freq: 2 }), { maxLength: 40, size: 'max' }),
});

/** Everything that is said of matches, put together as those who read it do. */
class Told {
  /** Of what can't be: told twice, or taken back untold; and what came too late. */
  readonly faults: string[] = [];
  private readonly keys = new Set<string>();

  signal(transaction: string, matches: readonly PatternMatchV1[]): void {
    for (const match of matches) this.appears(keyOf(transaction, match));
  }

  revisions(revisions: readonly MatchRevisionV1[]): void {
    for (const { transactionId, appeared, vanished } of revisions) {
      for (const match of vanished) {
        const key = keyOf(transactionId, match);
        if (!this.keys.delete(key)) this.faults.push(`taken back untold: ${key}`);
      }
      for (const match of appeared) this.appears(keyOf(transactionId, match));
    }
  }

  get sorted(): string[] {
    return [...this.keys].toSorted();
  }

  private appears(key: string): void {
    if (this.keys.has(key)) this.faults.push(`told twice: ${key}`);
    this.keys.add(key);
  }
}

function keyOf(transactionId: string, { patternId, entityType, steps }: PatternMatchV1): string {
  const of = steps.map(({ step, events }) => `${step}:${events.map((event) => event.transactionId).join(',')}`);
  return `${transactionId} ${entityType} ${patternId} ${of.join(' ')}`;
}

/** One matcher, and the clock by which time passes while nothing comes. */
class Matching {
  readonly told = new Told();
  private readonly book;
  private state;
  private matcher;
  private position = 0;

  constructor(sources: readonly string[]) {
    this.book = bookOf();
    this.book.apply(sources.map((source, i) => changeOf(1, { id: `p${i}`, live: [1, source, 0] })));
    this.state = this.fresh();
    this.matcher = this.matching();
  }

  take(transaction: TransactionV1): void {
    const { signal, revisions, late } = this.matcher.match(
      accepted(transaction),
      transaction.occurredAtMs,
      ++this.position,
    )!;
    if (late !== undefined) this.told.faults.push(`too late: ${transaction.id}`);
    this.told.signal(transaction.id, signal.matches);
    this.told.revisions(revisions);
  }

  passTime(nowMs: number): void {
    for (let more = this.matcher.passTime(nowMs); more !== undefined; more = this.matcher.passTime(nowMs))
      this.told.revisions(more.revisions);
  }

  restart(nowMs: number): void {
    const snapshot = this.state.beginSnapshot();
    snapshot.encodeSome(1_000);
    this.state = this.fresh();
    for (const row of snapshot.rows) this.state.load(row!, nowMs);
    this.matcher = this.matching();
  }

  private fresh(): PartitionState {
    return new PartitionState(
      { patterns: this.book, features: FEATURE_BOOK, sessions: SESSIONS },
      { outOfOrderMs: 2 * MINUTE_MS, idleMs: MINUTE_MS },
    );
  }

  private matching(): PartitionMatcher {
    const options = {
      partition: 0,
      partitionOf: () => 0,
      books: { patterns: this.book, features: FEATURE_BOOK, sessions: SESSIONS },
      latenessMs: LATENESS_MS,
    };
    return new PartitionMatcher(this.state, options);
  }
}

const transactionOf = ({ minute, amount, id }: { minute: number; amount: number; id: number }): TransactionV1 =>
  accepted({
    id: `txn_${id}`,
    occurredAtMs: NOON + minute * MINUTE_MS,
    amountMinor: amount,
    account: null,
    device: null,
    merchant: null,
  }).transaction;

const END_MS = NOON + 24 * 60 * MINUTE_MS;

describe('transactions that come late', () => {
  it('any order of arrival, with restarts and time passing in between → in the end the matches of the sorted order', () => {
    fc.assert(
      fc.property(streams, ({ events, patterns, restarts, passes }) => {
        const sources = patterns.map((i) => PATTERNS[i]!);
        const inOrder = new Matching(sources);
        const transactions = events.map(transactionOf);
        for (const transaction of transactions.toSorted(
          (a, b) => a.occurredAtMs - b.occurredAtMs || (a.id < b.id ? -1 : 1),
        ))
          inOrder.take(transaction);
        inOrder.passTime(END_MS);

        const late = new Matching(sources);
        for (const [i, transaction] of transactions.entries()) {
          late.take(transaction);
          const pass = passes[i];
          if (pass !== undefined && pass !== null) late.passTime(transaction.occurredAtMs + pass * MINUTE_MS);
          if (restarts[i] === true) late.restart(transaction.occurredAtMs);
        }
        late.passTime(END_MS);
        expect(late.told.sorted).toEqual(inOrder.told.sorted);
        expect([...late.told.faults, ...inOrder.told.faults]).toEqual([]);
      }),
      {
        numRuns: Number(process.env['LATE_RUNS'] ?? 500),
        ...(process.env['LATE_SEED'] && { seed: Number(process.env['LATE_SEED']) }),
      },
    );
  });
});

/** The life of entities in a partition: thawed, saved or not, frozen, let go, and looked up again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitiesOf, recordKey, scopedEntityId, type TransactionAcceptedV1 } from '#contracts';
import type { EntityKey } from './entity-key.js';
import { PartitionMatcher } from './partition-matcher.js';
import { type EntityRow, PartitionState, type Snapshot } from './partition-state.js';
import { accepted, NOON } from './testing/accepted.js';
import { FEATURE_BOOK } from './testing/feature-book.js';
import { bookOf, cardTesting } from './testing/patterns.js';
import { SESSIONS } from './testing/settings.js';

const MINUTE_MS = 60_000;
const BOOKS = { patterns: bookOf(cardTesting({ above: 400 })), features: FEATURE_BOOK, sessions: SESSIONS };

/** The same names everywhere: of several types, modes and tenants, some with what keys are joined with. */
const names = fc.constantFrom('a', 'test/a', 'live/a', 'a/card/test/a', 'ten_a/card/a');
const payment = fc.record({
  tenantId: fc.constantFrom('ten_a', 'ten_b'),
  livemode: fc.boolean(),
  account: names,
  card: names,
  merchant: names,
  minutes: fc.integer({ min: 0, max: 40 }),
  amountMinor: fc.constantFrom(100, 500),
});
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: payment },
    { weight: 3, arbitrary: fc.constantFrom('begin', 'encode', 'saved', 'failed') },
    { weight: 3, arbitrary: fc.constantFrom('freeze', 'evict', 'time') },
  ),
  { maxLength: 120, size: 'max' },
);

/** A partition, and the store that it saves to. */
class Partition {
  readonly state = new PartitionState(BOOKS, { outOfOrderMs: 5_000, idleMs: 10_000 });
  readonly matcher = new PartitionMatcher(this.state, {
    partition: 0,
    partitionOf: () => 0,
    books: BOOKS,
    latenessMs: SESSIONS.latenessMs,
  });
  private readonly stored = new Map<string, EntityRow>();
  private snapshot: Snapshot | undefined;

  match(one: TransactionAcceptedV1, position: number): unknown {
    const missing = new Map<string, EntityKey>();
    if (!this.state.isComplete) this.matcher.missing(one, missing);
    const nowMs = one.transaction.occurredAtMs;
    for (const key of missing.keys()) {
      const row = this.stored.get(key);
      if (row !== undefined) this.state.load(row, nowMs);
    }
    const { entities, matches } = this.matcher.match(one, nowMs, position)!.signal;
    return { entities, matches };
  }

  does(what: 'begin' | 'encode' | 'saved' | 'failed' | 'freeze' | 'evict' | 'time', nowMs: number): void {
    if (what === 'begin') this.snapshot ??= this.state.beginSnapshot();
    else if (what === 'encode') this.snapshot?.encodeSome(2);
    else if (what === 'saved' || what === 'failed') this.settle(what === 'saved');
    else if (what === 'freeze') this.state.freezeSome(3);
    else if (what === 'time') this.matcher.passTime(nowMs);
    else this.evict(this.state.bytes / 2);
  }

  evict(bytesMax: number): void {
    this.state.bytesMax = bytesMax;
    this.state.evict();
    this.state.bytesMax = Number.POSITIVE_INFINITY;
  }

  settle(saved: boolean): void {
    const { snapshot } = this;
    if (snapshot === undefined) return;
    this.snapshot = undefined;
    if (saved) while (!snapshot.encodeSome(8));
    if (saved)
      for (const row of snapshot.rows)
        this.stored.set(recordKey(row!.tenantId, row!.entityType, row!.entityId), {
          ...row!,
          state: Uint8Array.from(row!.state),
        });
    this.state.settle(snapshot, saved);
  }
}

describe('entities of a partition', () => {
  it('saved or not, frozen, let go and looked up again at any time → what is said is the same; no byte is left at the end', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const [partition, plain] = [new Partition(), new Partition()];
        const paid = new Set<string>();
        const said: unknown[] = [];
        const plainlySaid: unknown[] = [];
        let nowMs = NOON;
        for (const [i, step] of all.entries()) {
          if (typeof step === 'string') partition.does(step, nowMs);
          else {
            nowMs += step.minutes * MINUTE_MS;
            const one = paymentOf(step, i, nowMs);
            const { transaction } = one;
            for (const { entityType, entityId } of entitiesOf(transaction))
              paid.add(JSON.stringify([step.tenantId, entityType, scopedEntityId(step.livemode, entityId)]));
            said.push(partition.match(one, i + 1));
            plainlySaid.push(plain.match(one, i + 1));
          }
          expect(partition.state.size).toBeLessThanOrEqual(paid.size);
          expect(partition.state.bytes).toBeGreaterThanOrEqual(0);
        }
        expect(said).toEqual(plainlySaid);
        expect(plain.state.size).toBe(paid.size);
        partition.settle(false);
        partition.does('begin', nowMs);
        partition.settle(true);
        for (let i = 0; i < 20 && partition.state.size > 0; i++) partition.evict(-1);
        const { size, bytes, dirtyCount, timers } = partition.state;
        expect([size, bytes, dirtyCount, timers.count]).toEqual([0, 0, 0, 0]);
      }),
      { numRuns: 60 },
    );
  });
});

function paymentOf(
  {
    tenantId,
    livemode,
    account,
    card,
    merchant,
    amountMinor,
  }: typeof payment extends fc.Arbitrary<infer P> ? P : never,
  i: number,
  occurredAtMs: number,
): TransactionAcceptedV1 {
  return accepted({
    id: `txn_${i}`,
    tenantId,
    livemode,
    occurredAtMs,
    amountMinor,
    outcome: amountMinor < 500 ? 'declined' : 'authorised',
    account: { id: account, createdAtMs: 0, email: '' },
    card: { fingerprint: card, bin: '400000', country: 'DE' },
    device: null,
    merchant: { id: merchant, mcc: '5411', country: 'DE' },
  });
}

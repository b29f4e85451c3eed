import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { backFill, decodeEntity, encodeEntity, EntityState, type FeaturePlan, readFeatures } from './index.js';
import { hash53 } from './hash.js';
import { NOON, transaction, transactions } from './testing/transactions.js';

const plan = (...texts: string[]) => readFeatures(texts.map((text, i) => ({ path: String(i), text })));
const COUNT = '{feature: n, by: card, aggregate: count, window: 7d}';
const MERCHANTS = '{feature: m, by: card, aggregate: distinct, of: event.merchant.id, window: 7d}';
const DECLINED = `{feature: d, by: card, aggregate: count, where: "event.outcome == 'declined'", window: 7d}`;
const before = plan(COUNT);
const after = plan(COUNT, MERCHANTS, DECLINED);

function step(state: EntityState, event: ReturnType<typeof transaction>): number[] {
  const facts = new Float64Array(state.features.factsLength);
  state.features.read(event, facts);
  return [...state.advance(facts, event)!.subarray(0, state.plan.valueCount)];
}

function under(features: FeaturePlan, state: EntityState): EntityState {
  const out = new ByteWriter();
  encodeEntity(state, out);
  return decodeEntity(features, 'card', new ByteReader(out.take()));
}

describe('back-fill', () => {
  it('all events are still there → as if the features had always been', () => {
    fc.assert(
      fc.property(transactions(20), (list) => {
        const [always, changed] = [new EntityState(after, 'card'), new EntityState(before, 'card')];
        for (const event of list.slice(0, -1)) {
          step(always, event);
          step(changed, event);
        }
        const filled = under(after, changed);
        backFill(filled, list);
        const last = list.at(-1)!;
        expect(filled.isTruncated(last.occurredAtMs)).toBe(false);
        expect(step(filled, last)).toEqual(step(always, last));
      }),
    );
  });

  it('older ones are gone → flagged until the windows have passed them', () => {
    const state = new EntityState(before, 'card');
    const [old, recent] = [
      transaction({ id: 'old', occurredAtMs: NOON - 3_600_000, outcome: 'declined' }),
      transaction({ id: 'recent', occurredAtMs: NOON, outcome: 'declined' }),
    ];
    for (const event of [old, recent]) step(state, event);
    const filled = under(after, state);
    backFill(filled, [recent]);
    const next = transaction({ id: 'next', occurredAtMs: NOON + 1000 });
    expect(step(filled, next)).toEqual([3, 1, 1]);
    expect(filled.isTruncated(NOON + 1000)).toBe(true);
    expect(filled.isTruncated(NOON - 3_600_000 + 7 * 86_400_000 + 1)).toBe(false);
  });

  it('what was let go was too old for the windows of then, not for those of now → flagged until they have passed it', () => {
    const longer = plan(COUNT, MERCHANTS.replace('7d', '30d'));
    const days = (n: number) => NOON + n * 86_400_000;
    const events = [0, 20, 20.5].map((at) => transaction({ id: `day-${at}`, occurredAtMs: days(at) }));
    const state = new EntityState(before, 'card');
    for (const event of events) step(state, event);
    expect(state.rows.length).toBe(2);
    const filled = under(longer, state);
    backFill(filled, events.slice(1));
    expect(filled.isTruncated(days(21))).toBe(true);
    expect(filled.isTruncated(days(31))).toBe(false);
  });

  it('what is asked for of all time after something was let go → flagged for good, also once it is stored', () => {
    const ever = '{feature: e, by: card, aggregate: count, window: ever}';
    const days = (n: number) => NOON + n * 86_400_000;
    const events = [0, 1, 20, 20.5].map((at) => transaction({ id: `day-${at}`, occurredAtMs: days(at) }));
    const state = new EntityState(before, 'card');
    for (const event of events) step(state, event);
    const filled = under(plan(COUNT, ever), state);
    backFill(filled, events.slice(2));
    expect(filled.isTruncated(days(400))).toBe(true);
    expect(under(plan(COUNT, ever), filled).isTruncated(days(400))).toBe(true);
    const without = under(before, filled);
    expect(without.isTruncated(days(400))).toBe(false);
    expect(under(plan(COUNT, ever), without).isTruncated(days(400))).toBe(true);

    const always = new EntityState(plan(COUNT, ever), 'card');
    for (const event of events) step(always, event);
    const stored = under(plan(COUNT, ever), always);
    expect(stored.isTruncated(days(400))).toBe(false);
    expect(step(stored, transaction({ id: 'last', occurredAtMs: days(21) }))[1]).toBe(5);
  });

  it('labels that nobody asked for when they came → count from when they were known on, of every payment that is held', () => {
    const labelled = plan(
      COUNT,
      '{feature: f, by: card, aggregate: count, source: labels, where: label.fraud, window: 7d}',
    );
    const state = new EntityState(before, 'card');
    const labelOf = (id: string, knownAtMs: number) =>
      ({ id: hash53(id), source: 'chargeback', verdict: 'fraud', occurredAtMs: knownAtMs, knownAtMs }) as const;
    for (const id of ['a', 'b']) step(state, transaction({ id }));
    expect(state.label(labelOf('a', NOON + 1000))).toBe(true);
    expect(state.label(labelOf('a', NOON + 1000))).toBe(false);
    expect(state.label(labelOf('of another card', NOON))).toBe(false);
    const later = under(labelled, under(before, state));
    backFill(later, []);
    expect(step(later, transaction({ id: 'c', occurredAtMs: NOON + 1001 }))).toEqual([3, 1]);
    expect(step(later, transaction({ id: 'late', occurredAtMs: NOON + 999 }))).toEqual([3, 0]);
    expect(later.isTruncated(NOON + 1001)).toBe(false);
  });

  it('labels of payments that are let go → go with them, though nobody asks', () => {
    const state = new EntityState(plan(COUNT.replace('7d', '1h')), 'card');
    step(state, transaction({ id: 'a' }));
    state.label({ id: hash53('a'), source: 'analyst', verdict: 'fraud', occurredAtMs: NOON, knownAtMs: NOON });
    expect(state.labels?.size).toBe(1);
    for (const days of [3, 6]) step(state, transaction({ id: `b${days}`, occurredAtMs: NOON + days * 86_400_000 }));
    expect(state.labels?.size).toBe(0);
  });

  it('nothing is missing → nothing changes', () => {
    const state = new EntityState(after, 'card');
    step(state, transaction({ id: 'a' }));
    const same = under(after, state);
    backFill(same, [transaction({ id: 'a', outcome: 'declined' })]);
    expect(step(same, transaction({ id: 'b', occurredAtMs: NOON + 1 }))).toEqual([2, 1, 0]);
  });
});

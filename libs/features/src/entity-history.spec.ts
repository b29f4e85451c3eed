import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import {
  aggregatesOf,
  decodeHistory,
  encodeHistory,
  ENTITY_FEATURES,
  EntityHistory,
  isTruncated,
  sessionOf,
} from './index.js';
import { DAY_MS, LAYOUTS, MINUTE_MS, RETENTION_MS } from './layout.js';
import { factsOf, NOON, transaction } from './testing/transactions.js';

const at = (id: string, occurredAtMs: number) => factsOf(transaction({ id, occurredAtMs }));
const value = (history: EntityHistory, index: number, name: string) =>
  aggregatesOf(history, index)[ENTITY_FEATURES[history.layout.entityType].findIndex((f) => f.name === name)]!;

describe('entity history', () => {
  it('late event → its place in time, and later events keep theirs', () => {
    const history = new EntityHistory('account');
    expect(history.insert(at('a', NOON))).toBe(0);
    expect(history.insert(at('c', NOON + 2000))).toBe(1);
    expect(history.insert(at('b', NOON + 1000))).toBe(1);
    expect(history.lastAt).toBe(NOON + 2000);
    expect(value(history, 1, 'account_count_10m')).toBe(2);
    expect(value(history, 2, 'account_count_10m')).toBe(3);
  });

  it('same time and id → a repeat; same time and another id → another event', () => {
    const history = new EntityHistory('account');
    history.insert(at('a', NOON));
    expect(history.insert(at('a', NOON))).toBe(-1);
    expect(history.insert(at('b', NOON))).toBeGreaterThanOrEqual(0);
    expect(history.length).toBe(2);
  });

  it('more events than the bound → the newest are kept and the cut is said', () => {
    const history = new EntityHistory('merchant');
    const bound = LAYOUTS.merchant.eventsMax;
    let index = -1;
    for (let i = 0; i < 3 * bound; i++) {
      index = history.insert(at(`t${i}`, NOON + i * MINUTE_MS));
      expect(isTruncated(history, index)).toBe(i > bound);
    }
    expect(history.length).toBe(bound + 1);
    expect(value(history, index, 'merchant_count_10m')).toBe(10);
    expect(value(history, index, 'merchant_count_7d')).toBe(bound + 1);
    expect(value(history, index, 'merchant_known_days')).toBeCloseTo(((3 * bound - 1) * MINUTE_MS) / DAY_MS, 9);
  });

  it('events older than any window → let go, without claiming a cut', () => {
    const history = new EntityHistory('card');
    history.insert(at('old', NOON));
    history.insert(at('new', NOON + RETENTION_MS + 1));
    const index = history.insert(at('newer', NOON + RETENTION_MS + 2));
    expect(history.length).toBe(2);
    expect(isTruncated(history, index)).toBe(false);
  });

  it('an event older than all that is kept → evaluated as cut, then let go', () => {
    const history = new EntityHistory('card');
    history.insert(at('new', NOON));
    const ancient = history.insert(at('ancient', NOON - 2 * RETENTION_MS));
    expect(value(history, ancient, 'card_count_1h')).toBe(1);
    history.insert(at('next', NOON + 1));
    expect(history.length).toBe(2);
    expect(isTruncated(history, 1)).toBe(false);
    expect(isTruncated(history, history.insert(at('late', NOON - 2 * RETENTION_MS + 1)))).toBe(true);
  });

  it('session: event exactly at the gap → the same session; a millisecond later → another', () => {
    const history = new EntityHistory('account');
    history.insert(at('a', NOON));
    expect(sessionOf(history, history.insert(at('b', NOON + 30 * MINUTE_MS))).count).toBe(2);
    expect(sessionOf(history, history.insert(at('c', NOON + 60 * MINUTE_MS + 1))).count).toBe(1);
    expect(sessionOf(history, history.insert(at('bridge', NOON + 45 * MINUTE_MS))).count).toBe(4);
  });

  it('speed: Berlin to Lisbon in an hour → about 2,300 km/h; without a place before → missing', () => {
    const history = new EntityHistory('card');
    const berlin = transaction({ id: 'a', location: { lat: 52.52, lon: 13.405 } });
    const lisbon = transaction({
      id: 'b',
      occurredAtMs: NOON + 60 * MINUTE_MS,
      location: { lat: 38.722, lon: -9.139 },
    });
    expect(value(history, history.insert(factsOf(berlin)), 'card_speed_kmh')).toBeNaN();
    expect(value(history, history.insert(factsOf(lisbon)), 'card_speed_kmh')).toBeCloseTo(2313, -1);
  });

  it('amounts far from zero with a small spread → the deviation does not cancel out', () => {
    const history = new EntityHistory('account');
    let index = -1;
    for (const [i, amountMinor] of [900_000_000_001, 900_000_000_003, 5].entries()) {
      index = history.insert(factsOf(transaction({ id: `t${i}`, occurredAtMs: NOON + i, amountMinor })));
    }
    expect(value(history, index, 'account_std_30d')).toBe(1);
  });

  it('an entity with a few events → well under a kilobyte in memory, and under 400 bytes encoded with twenty', () => {
    const history = new EntityHistory('account');
    const merchants = ['grocer', 'bakery', 'cinema', 'fuel'];
    const insert = (i: number) =>
      history.insert(
        factsOf(
          transaction({
            id: `txn_${i}`,
            occurredAtMs: NOON + i * 31_234_567,
            amountMinor: 1000 + 97 * i,
            merchant: { id: merchants[i % merchants.length]!, country: 'DE' },
          }),
        ),
      );
    for (let i = 0; i < 4; i++) insert(i);
    expect(history.data.byteLength).toBeLessThan(300);
    for (let i = 4; i < 20; i++) insert(i);
    const out = new ByteWriter();
    encodeHistory(history, out);
    expect(out.length).toBeLessThan(400);
    expect(out.length / history.length).toBeLessThan(17.5);
    expect(decodeHistory(new ByteReader(out.view())).length).toBe(20);
  });
});

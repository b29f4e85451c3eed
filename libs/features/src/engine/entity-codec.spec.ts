import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { readTextFiles } from '#kernel';
import { readFeatures } from '../compile-features.js';
import { hash53 } from '../hash.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import { NOON, transaction, transactions } from '../testing/transactions.js';
import { decodeEntity, encodeEntity, ENTITY_STATE_VERSION } from './entity-codec.js';
import { EntityState } from './entity-state.js';

const DAY_MS = 86_400_000;
const TYPES = ['account', 'card', 'device', 'ip', 'merchant'] as const;
const SNAPSHOTS = new URL('../../snapshots/', import.meta.url);
const pack = readFeatures(readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR'));
/** What the states of earlier encodings gave at a next event, when they were still the ones in use. */
const GAVE = JSON.parse(readFileSync(new URL('values.json', SNAPSHOTS), 'utf8')) as Record<string, Gave>;

interface Gave {
  readonly events: number;
  readonly lastAt: number;
  readonly values: Readonly<Record<string, number | null>>;
}

/** Beside the pack's: what has something put aside, and labels. */
const FURTHER = `
by: account
features:
  - { feature: sum_ever, aggregate: sum, of: event.amount, window: ever }
  - { feature: std_ever, aggregate: stddev, of: event.amount, window: ever }
  - { feature: max_ever, aggregate: max, of: event.amount, where: "event.outcome != 'declined'", window: ever }
  - { feature: count_1h, aggregate: count, window: 1h }
  - { feature: speed, aggregate: haversine_speed }
  - { feature: devices, aggregate: distinct, of: event.device.id, window: 1d }
  - { feature: frauds, aggregate: count, source: labels, where: label.fraud, window: 7d }
  - { feature: unknown, aggregate: count, source: labels, where: '!label.known', window: 7d }
  - { feature: others, aggregate: count, source: labels, where: '!label.fraud', window: 7d }
`;
const further = readFeatures([{ path: 'further', text: FURTHER }], { eventsMax: { account: 12 } });

/** Beyond what is kept of an account, with everything that is counted then. */
const BUSY = `
by: account
window: 1d
features:
  - { feature: n, aggregate: count }
  - { feature: s, aggregate: stddev, of: event.amount }
  - { feature: m, aggregate: max, of: event.amount }
  - { feature: t, aggregate: trend, of: event.amount }
  - { feature: a, aggregate: age_since_first, where: event.amount > 100 }
  - { feature: v, aggregate: haversine_speed }
  - { feature: d, aggregate: distinct, of: event.merchant.id }
  - { feature: p, aggregate: percentile(90), of: event.amount }
  - { feature: f, aggregate: count, source: labels, where: label.fraud }
`;
const busy = readFeatures([{ path: 'busy', text: BUSY }], { eventsMax: { account: 12 } });

describe('encoding of an entity', () => {
  it('written and read anywhere on the way → the same values from there on', () => {
    fc.assert(
      fc.property(transactions(40), fc.nat(), fc.array(fc.nat(), { maxLength: 5 }), (list, cut, frauds) => {
        const events = list.map(asEvent);
        const whole = new EntityState(further, 'account');
        let other = new EntityState(further, 'account');
        for (const [i, event] of events.entries()) {
          if (i === cut % events.length) other = decoded(further, 'account', encoded(other));
          if (frauds.includes(i))
            for (const state of [whole, other]) state.label(fraud(event, event.occurredAtMs + DAY_MS));
          expect(step(other, event)).toEqual(step(whole, event));
          expect(other.isTruncated(event.occurredAtMs)).toBe(whole.isTruncated(event.occurredAtMs));
        }
        expect(encoded(other)).toEqual(encoded(whole));
      }),
      { numRuns: 100 },
    );
  });

  it('other features than it was written by → what both keep is there, what is new is flagged', () => {
    const before = readFeatures([
      { path: 'a', text: '{feature: n, by: card, aggregate: sum, of: event.amount, window: 7d}' },
    ]);
    const after = readFeatures([
      { path: 'a', text: '{feature: n, by: card, aggregate: sum, of: event.amount, window: 7d}' },
      { path: 'b', text: '{feature: d, by: card, aggregate: distinct, of: event.merchant.id, window: 1d}' },
      { path: 'c', text: `{feature: w, by: card, aggregate: count, where: "event.outcome == 'declined'", window: 1d}` },
    ]);
    const state = new EntityState(before, 'card');
    step(state, asEvent(transaction({ id: 'a', amountMinor: 5, merchant: { id: 'x', mcc: '', country: '' } })));
    const read = decoded(after, 'card', encoded(state));
    const next = asEvent(transaction({ id: 'b', amountMinor: 7, occurredAtMs: NOON + 1000 }));
    expect(step(read, next)).toEqual([12, 1, 0]);
    expect(read.isTruncated(NOON + 1000)).toBe(true);
    expect(read.isTruncated(NOON + 8 * DAY_MS)).toBe(false);
  });

  it('bytes that are none → RangeError', () => {
    const state = new EntityState(pack, 'card');
    step(state, asEvent(transaction()));
    const bytes = encoded(state);
    for (let end = 0; end < bytes.length; end++)
      expect(() => decoded(pack, 'card', bytes.subarray(0, end))).toThrow(RangeError);
    expect(() => decoded(pack, 'card', Uint8Array.of(9, 1, 2))).toThrow(RangeError);
  });

  it('a card of 15 payments in a month → at most 400 bytes', () => {
    const state = new EntityState(pack, 'card');
    for (let i = 0; i < 15; i++) {
      const place = { lat: 52.5 + (i % 3) / 10, lon: 13.4 };
      const merchant = { id: `m${i % 6}`, mcc: '', country: 'DE' };
      const occurredAtMs = NOON + i * 1.7 * DAY_MS + i * 1717;
      step(
        state,
        asEvent(transaction({ id: `t${i}`, occurredAtMs, amountMinor: 1000 + 137 * i, merchant, location: place })),
      );
    }
    expect(encoded(state).length).toBeLessThanOrEqual(400);
  });
});

describe('states that were written before', () => {
  it.each(readdirSync(SNAPSHOTS).filter((name) => /-v[12]\.hex$/.test(name)))(
    '%s: → the values that it gave',
    (name) => {
      const type = TYPES.find((one) => name.startsWith(one))!;
      const bytes = Buffer.from(readFileSync(new URL(name, SNAPSHOTS), 'utf8').trim(), 'hex');
      const { events, lastAt, values } = GAVE[name]!;
      const state = decoded(pack, type, bytes);
      expect([state.rows.length, state.rows.lastAt]).toEqual([events, lastAt]);
      const next = transaction({ id: 'next', occurredAtMs: lastAt + 60_000, amountMinor: 4321 });
      const got = step(state, asEvent(next));
      const names = pack.featuresOf(type).map((feature) => feature.name);
      const wrong = Object.entries(values).flatMap(([feature, gave]) => {
        const value = got[names.indexOf(feature)]!;
        const want = gave ?? Number.NaN;
        const same = Number.isNaN(want)
          ? Number.isNaN(value)
          : Math.abs(value - want) <= 1e-9 * Math.max(1, Math.abs(want));
        return same ? [] : [`${feature}: ${value}, it was ${want}`];
      });
      expect(wrong).toEqual([]);
    },
  );

  it.each(TYPES)('%s-v3.hex: → what it holds', (type) => {
    const bytes = Buffer.from(readFileSync(new URL(`${type}-v3.hex`, SNAPSHOTS), 'utf8').trim(), 'hex');
    expect(hexOf(encoded(decoded(pack, type, bytes)))).toBe(hexOf(encoded(sample(type))));
  });

  it('version 3, with a label → occurred when it became known', () => {
    const state = new EntityState(pack, 'card');
    step(state, asEvent(transaction({ id: 'a' })));
    state.label({ ...fraud({ id: 'a' } as FeatureEvent, NOON), occurredAtMs: NOON });
    const bytes = encoded(state);
    const before = Uint8Array.of(3, ...bytes.subarray(1, -1));
    expect(hexOf(encoded(decoded(pack, 'card', before)))).toBe(hexOf(bytes));
  });

  it.each(TYPES)(
    '%s: today’s encoding is that of the snapshot of its version, and is read as it was written',
    async (type) => {
      const state = sample(type);
      for (const [i, id] of ['t8', 't20', 'none'].entries()) state.label(fraud({ id } as FeatureEvent, NOON + i));
      const bytes = encoded(state);
      await expect(hexOf(bytes)).toMatchFileSnapshot(`../../snapshots/${type}-v${ENTITY_STATE_VERSION}.hex`);
      expect(hexOf(encoded(decoded(pack, type, bytes)))).toBe(hexOf(bytes));
    },
  );
});

describe('states of which more was let go than rows tell', () => {
  it('today’s encoding is that of the snapshot of its version, and is read as it was written', async () => {
    const state = new EntityState(busy, 'account');
    for (let i = 0; i < 400; i++) {
      const merchant = { id: `m${i % 150}`, mcc: '', country: '' };
      const next = transaction({
        id: `t${i}`,
        occurredAtMs: NOON + i * 401_000,
        amountMinor: (i * 7919) % 5000,
        merchant,
      });
      step(state, asEvent(next));
      if (i % 100 === 7) state.label({ ...fraud(next, next.occurredAtMs + DAY_MS), paidAtMs: next.occurredAtMs });
    }
    const bytes = encoded(state);
    expect(bytes[0]).toBe(5);
    await expect(hexOf(bytes)).toMatchFileSnapshot('../../snapshots/account-v5.hex');
    expect(hexOf(encoded(decoded(busy, 'account', bytes)))).toBe(hexOf(bytes));
    for (let end = 0; end < bytes.length; end += 7)
      expect(() => decoded(busy, 'account', bytes.subarray(0, end))).toThrow(RangeError);
  });

  it('other features than it was written by → what both count is there, what is new is flagged until it has passed', () => {
    const one = '- { feature: n, aggregate: count, window: 7d }';
    const two = '- { feature: d, aggregate: distinct, of: event.merchant.id, window: 1d }';
    const planOf = (...features: readonly string[]) =>
      readFeatures([{ path: 'a', text: `by: account\nfeatures:\n  ${features.join('\n  ')}` }], {
        eventsMax: { account: 4 },
      });
    const [before, after] = [planOf(one), planOf(one, two)];
    const state = new EntityState(before, 'account');
    for (let i = 0; i < 20; i++) step(state, transaction({ id: `t${i}`, occurredAtMs: NOON + i * 60_000 }));
    const read = decoded(after, 'account', encoded(state));
    const next = (id: string, occurredAtMs: number) => step(read, transaction({ id, occurredAtMs }));
    expect(next('a', NOON + 30 * 60_000)[0]).toBe(21);
    expect(read.isTruncated(NOON + 30 * 60_000)).toBe(true);
    for (let day = 1; day < 9; day++) next(`d${day}`, NOON + day * DAY_MS);
    expect(read.isTruncated(NOON + 8 * DAY_MS)).toBe(false);
    expect(
      step(decoded(before, 'account', encoded(read)), transaction({ id: 'z', occurredAtMs: NOON + 8 * DAY_MS + 1 })),
    ).toEqual([8]);
  });
});

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function sample(type: string): EntityState {
  const state = new EntityState(pack, type);
  for (let i = 0; i < 40; i++) {
    const merchant = { id: `m${i % 7}`, mcc: '', country: i % 5 === 0 ? 'FR' : 'DE' };
    const location = i % 4 === 0 ? undefined : { lat: 48 + i / 10, lon: 11.5 - i / 7 };
    const outcome = i % 6 === 0 ? 'declined' : i % 9 === 0 ? 'refunded' : 'authorised';
    step(
      state,
      asEvent(
        transaction({
          id: `t${i}`,
          occurredAtMs: NOON + i * 1.3 * DAY_MS,
          amountMinor: 100 + 97 * i,
          merchant,
          location,
          outcome,
        }),
      ),
    );
  }
  return state;
}

function asEvent(of: ReturnType<typeof transaction>): FeatureEvent {
  return of;
}

function fraud({ id }: FeatureEvent, knownAtMs: number) {
  return { id: hash53(id), source: 'chargeback', verdict: 'fraud', occurredAtMs: knownAtMs - 5, knownAtMs } as const;
}

function step(state: EntityState, event: FeatureEvent): number[] {
  const facts = new Float64Array(state.features.factsLength);
  state.features.read(event, facts);
  return [...state.advance(facts, event)!.subarray(0, state.plan.valueCount)];
}

function encoded(state: EntityState): Uint8Array {
  const out = new ByteWriter();
  encodeEntity(state, out);
  return out.take();
}

function decoded(features: Parameters<typeof decodeEntity>[0], type: string, bytes: Uint8Array): EntityState {
  return decodeEntity(features, type, new ByteReader(bytes));
}

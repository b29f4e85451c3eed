import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { readTextFiles } from '#kernel';
import { readFeatures } from '../compile-features.js';
import { decodeEntity, encodeEntity } from '../engine/entity-codec.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import { EntityState } from '../testing/feature-parts.js';
import { transaction } from '../testing/transactions.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pack = readFeatures(readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR'));
const EVENTS = 120_000;
const STEP_MS = (40 * DAY) / EVENTS;

let seed = 9;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}

/** Twice as many by day as by night. */
function payment(i: number): FeatureEvent {
  const at = i * STEP_MS;
  return transaction({
    id: `t${i}`,
    occurredAtMs: Date.UTC(2026, 0, 1) + Math.floor(at + 1.3 * HOUR * Math.sin((2 * Math.PI * at) / DAY)),
    amountMinor: Math.floor(random() * 20_000),
    outcome: random() < 0.1 ? 'declined' : 'authorised',
    card: { fingerprint: `c${Math.floor(random() ** 2 * 40_000)}`, bin: '', country: '' },
  });
}

describe('a merchant of 3,000 payments a day', () => {
  it('the pack’s features → within what is stated of a scan over all of them, in some kilobytes, flagged as estimates', () => {
    const facts = new Float64Array(pack.factsLength);
    let state = new EntityState(pack, 'merchant');
    const all: FeatureEvent[] = [];
    const worst: Record<string, number> = {};
    for (let i = 0; i < EVENTS; i++) {
      const next = payment(i);
      all.push(next);
      pack.read(next, facts);
      const values = state.advance(facts, next)!;
      if (i < EVENTS * 0.8 || i % 2971 !== 0) continue;
      expect([state.isTruncated(next.occurredAtMs), state.isApproximate(next.occurredAtMs)]).toEqual([false, true]);
      for (const [name, want] of Object.entries(scanned(all, next))) {
        const got = values[pack.featuresOf('merchant').findIndex((feature) => feature.name === name)]!;
        worst[name] = Math.max(worst[name] ?? 0, Math.abs(got - want) / want);
      }
      const out = new ByteWriter();
      encodeEntity(state, out);
      state = decodeEntity(pack, 'merchant', new ByteReader(out.take()));
      expect(state.past!.heldNumbers * 8).toBeLessThan(16 * 1024);
    }
    const { merchant_payers_24h: payers, merchant_declined_1h: declined, ...others } = worst;
    expect(payers).toBeLessThan(0.14);
    expect(declined).toBe(0);
    expect(Object.entries(others).filter(([, error]) => error > 0.02)).toEqual([]);
    const bytes = new ByteWriter();
    encodeEntity(state, bytes);
    const whole = bytes.length;
    state.past = undefined;
    bytes.clear();
    encodeEntity(state, bytes);
    expect(whole - bytes.length).toBeLessThan(6 * 1024);
  });
});

function scanned(all: readonly FeatureEvent[], own: FeatureEvent): Record<string, number> {
  const within = (ms: number) => all.filter(({ occurredAtMs }) => occurredAtMs > own.occurredAtMs - ms);
  const isSpent = ({ outcome }: FeatureEvent) => outcome !== 'declined';
  const amounts = (ms: number, withOwn: boolean) =>
    within(ms).flatMap((one) => (isSpent(one) && (withOwn || one !== own) ? one.amountMinor : []));
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  const month = amounts(30 * DAY, false);
  const mean = sum(month) / month.length;
  return {
    merchant_count_24h: within(DAY).length,
    merchant_count_7d: within(7 * DAY).length,
    merchant_sum_24h: sum(amounts(DAY, true)),
    merchant_sum_7d: sum(amounts(7 * DAY, true)),
    merchant_declined_1h: within(HOUR).filter(({ outcome }) => outcome === 'declined').length || 1,
    merchant_mean_30d: mean,
    merchant_std_30d: Math.sqrt(sum(month.map((one) => (one - mean) ** 2)) / month.length),
    merchant_max_7d: Math.max(...amounts(7 * DAY, false)),
    merchant_payers_24h: new Set(within(DAY).map(({ card }) => card!.fingerprint)).size,
  };
}

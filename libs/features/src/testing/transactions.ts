/** Transactions for tests: every stated option matters, the rest is plain. */
import fc from 'fast-check';
import type { FeatureEvent } from '../plan/feature-event.js';

export const NOON = Date.UTC(2026, 10, 20, 12);

export function transaction(options: Partial<FeatureEvent> = {}): FeatureEvent {
  return {
    id: 'txn_1',
    occurredAtMs: NOON,
    amountMinor: 1000,
    currency: 'EUR',
    channel: 'card_present',
    outcome: 'authorised',
    account: { id: 'acc', createdAtMs: 0, email: '' },
    card: { fingerprint: 'card', bin: '', country: 'DE' },
    device: { id: 'dev', ip: '192.0.2.1' },
    merchant: { id: 'mer', mcc: '', country: 'DE' },
    attributes: [],
    ...options,
  };
}

/** Transactions over about 40 days, dense in places, with ties, few counterparts, gaps in what is given. */
export function transactions(max: number): fc.Arbitrary<FeatureEvent[]> {
  const one = fc.record({
    gapMs: fc.oneof(
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 20 * 60_000 }) },
      { weight: 3, arbitrary: fc.constantFrom(60_000, 600_000, 1_800_000, 1_800_001, 3_600_000, 86_400_000) },
      { weight: 1, arbitrary: fc.integer({ min: 3_600_000, max: 4 * 86_400_000 }) },
    ),
    amount: fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 1_000_000_000_000 })),
    currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'EUR', 'JPY', ''),
    outcome: fc.constantFrom('authorised', 'authorised', 'captured', 'declined', 'refunded', 'reversed'),
    channel: fc.constantFrom('card_present', 'card_not_present'),
    account: fc.constantFrom('a1', 'a2', 'a3'),
    card: fc.constantFrom('c1', 'c2', 'c3', undefined),
    device: fc.constantFrom('d1', 'd2', '', undefined),
    merchant: fc.constantFrom('m1', 'm2', 'm3', 'm4', undefined),
    country: fc.constantFrom('DE', 'FR', 'US', ''),
    location: fc.option(
      fc.record({
        lat: fc.double({ min: -90, max: 90, noNaN: true }),
        lon: fc.double({ min: -180, max: 180, noNaN: true }),
      }),
      { nil: undefined },
    ),
  });
  return fc.array(one, { minLength: 1, maxLength: max }).map((rows) => {
    let at = NOON;
    return rows.map((row, i) => {
      at += row.gapMs;
      return {
        id: `txn_${i}`,
        occurredAtMs: at,
        amountMinor: row.amount,
        currency: row.currency,
        channel: row.channel,
        outcome: row.outcome,
        account: { id: row.account, createdAtMs: 0, email: '' },
        card: row.card === undefined ? undefined : { fingerprint: row.card, bin: '', country: 'DE' },
        device: row.device === undefined ? undefined : { id: row.device, ip: '192.0.2.1' },
        merchant: row.merchant === undefined ? undefined : { id: row.merchant, mcc: '', country: row.country },
        location: row.location,
        attributes: [],
      };
    });
  });
}

/** What the pack's features mean does not change: models are trained on them. Held against the scan that they were first specified by. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODEL_REASON_OF_GROUP } from '#contracts';
import { EntityState } from '#features';
import { plainScan } from '../../libs/features/src/testing/plain-scan.js';
import { FEATURES, MODEL_FEATURES } from './src/features.js';
import { NOON, transaction, transactions } from '../../libs/features/src/testing/transactions.js';

const plan = FEATURES;
const TYPES = ['account', 'card', 'device', 'ip', 'merchant'] as const;

describe('features of card payments', () => {
  it('the first features, which models and stored decisions know as v1 → their order, units, groups and words', async () => {
    const { features } = MODEL_FEATURES;
    const said = features.map(({ name, unit, group, label, sentence }) =>
      [name, unit, group, label, sentence].join(' | '),
    );
    await expect(`${said.join('\n')}\n`).toMatchFileSnapshot('__snapshots__/features.txt');
  });

  it('what the default model learns from → there; beside it what labels and e-mail addresses say', () => {
    const missing = MODEL_FEATURES.features.filter(({ name, of }) => plan.feature(name)?.of !== of);
    expect(missing).toEqual([]);
    const others = plan.features.filter(({ name }) => !MODEL_FEATURES.feature(name));
    expect(others.map(({ name }) => name)).toEqual([
      'account_frauds_90d',
      'card_frauds_90d',
      'device_frauds_90d',
      'ip_frauds_30d',
      'merchant_frauds_30d',
      'merchant_fraud_share_30d',
      'email_count_24h',
      'email_accounts_30d',
      'email_cards_30d',
      'email_devices_30d',
      'email_declined_24h',
      'email_new_account',
      'email_known_days',
      'email_frauds_90d',
    ]);
  });

  it('groups → those that reasons have a code for', () => {
    const groups = new Set(plan.features.map(({ group }) => group));
    expect([...groups].filter((group) => !Object.hasOwn(MODEL_REASON_OF_GROUP, group))).toEqual([]);
    expect(groups).not.toContain('other');
  });

  it.each(TYPES)('%s: any order of arrival → what the scan gives', (type) => {
    const facts = new Float64Array(plan.factsLength);
    const names = plan.featuresOf(type).map(({ name }) => name);
    const arrivals = transactions(40).chain((list) =>
      fc.oneof(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(arrivals, (list) => {
        const state = new EntityState(plan, type);
        const known: typeof list = [];
        for (const next of list) {
          const newest = Math.max(...known.map((t) => t.occurredAtMs), next.occurredAtMs);
          known.push(next);
          plan.read(next, facts);
          const values = state.advance(facts, next)!;
          if (next.occurredAtMs < newest - plan.entity(type).retentionMs || state.isTruncated(next.occurredAtMs))
            continue;
          const want = plainScan(type, known, next);
          expect(differences(names, values, want)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['night', { occurredAtMs: Date.UTC(2026, 10, 20, 3) }, 1],
    ['night', { occurredAtMs: NOON }, 0],
    ['weekend', { occurredAtMs: Date.UTC(2026, 10, 21, 12) }, 1],
    ['weekend', { occurredAtMs: Date.UTC(2026, 10, 20, 12) }, 0],
    ['hour_sin', { occurredAtMs: Date.UTC(2026, 10, 20, 6) }, 1],
    ['hour_cos', { occurredAtMs: NOON }, -1],
    ['card_not_present', { channel: 'card_not_present' }, 1],
    ['declined', { outcome: 'declined' }, 1],
    ['returned', { outcome: 'reversed' }, 1],
    ['country_mismatch', { merchant: { id: 'm', mcc: '', country: 'US' } }, 1],
    ['country_mismatch', {}, 0],
    ['country_mismatch', { merchant: { id: 'm', mcc: '', country: '' } }, NaN],
    ['ip_country_mismatch', { attributes: [{ name: 'ip_country', text: 'BR' }] }, 1],
    ['ip_country_mismatch', {}, NaN],
    ['account_age_days', { account: { id: 'a', email: '', createdAtMs: NOON - 86_400_000 } }, 1],
    ['account_age_days', { account: { id: 'a', email: '', createdAtMs: 0 } }, NaN],
    ['amount_log', { amountMinor: 0 }, 0],
    ['amount_round', { amountMinor: 50_000 }, 1],
    ['without_device', { device: null }, 1],
  ])('%s: %o → %d', (name, options, expected) => {
    const got = plan.vector(transaction(options), [])[plan.feature(name)!.index]!;
    expect(Math.round(got * 1e9) / 1e9).toEqual(expected);
  });
});

function differences(names: readonly string[], got: ArrayLike<number>, want: Record<string, number>): string[] {
  return names.flatMap((name, i) => {
    const expected = want[name];
    if (expected === undefined || isSame(got[i]!, expected)) return [];
    return [`${name}: ${got[i]}, by the scan ${expected}`];
  });
}

function isSame(got: number, want: number): boolean {
  return Number.isNaN(want) ? Number.isNaN(got) : Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want));
}

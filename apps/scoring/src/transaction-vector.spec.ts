import { describe, expect, it } from 'vitest';
import type { FeatureChangeV1 } from '#contracts';
import { FeatureBook, featurePackOf } from '#tenancy';
import { entityOf, signalOf, TENANT } from './testing/signals.js';
import { transactionVector } from './transaction-vector.js';

const count = (window: string, by = 'card') =>
  `{feature: ${by}_count_${window}, by: ${by}, aggregate: count, window: ${window}}`;
const PACK = featurePackOf([
  { path: 'a', text: count('1h') },
  { path: 'b', text: count('2h') },
  { path: 'c', text: count('1h', 'account') },
]);
const change = (revision: number, ...sources: string[]): FeatureChangeV1 => ({
  tenantId: TENANT,
  revision,
  documents: sources.map((source, i) => ({ name: String(i), source })),
  changedAtMs: 1,
  actor: '',
  action: 'saved',
  reason: '',
  kept: [],
});
const entity = (type: 'account' | 'card', ...values: number[]) => ({ ...entityOf(type), values });

describe('the vector of a transaction', () => {
  const book = new FeatureBook(PACK);
  const before = book.of(TENANT).version;
  book.apply([change(1, count('3h'))]);
  const plan = book.of(TENANT);
  const named = ({ plan: of, vector }: ReturnType<typeof transactionVector>) =>
    Object.fromEntries(of.features.map(({ name, index }) => [name, vector[index]]));

  it('signals of one plan → its order', () => {
    const signal = signalOf({ featureSet: plan.version, entities: [entity('card', 1, 2, 3), entity('account', 4)] });
    const vector = transactionVector([signal], book);
    expect(vector.known).toBe(true);
    expect(named(vector)).toEqual({ card_count_1h: 1, card_count_2h: 2, card_count_3h: 3, account_count_1h: 4 });
  });

  it('a matcher that had the change already, one that had not → by the names, in the first one’s order', () => {
    const first = signalOf({ featureSet: plan.version, entities: [entity('account', 4)] });
    const second = signalOf({ featureSet: before, entities: [entity('card', 1, 2)] });
    expect(named(transactionVector([first, second], book))).toEqual({
      card_count_1h: 1,
      card_count_2h: 2,
      card_count_3h: Number.NaN,
      account_count_1h: 4,
    });
    const other = transactionVector([second, first], book);
    expect([other.plan.version, other.known]).toEqual([before, true]);
    expect(named(other)).toEqual({ card_count_1h: 1, card_count_2h: 2, account_count_1h: 4 });
  });

  it('features that nobody knows → nothing of them, and that is said', () => {
    const signal = signalOf({ featureSet: 'of tomorrow', entities: [entity('card', 1, 2, 3)] });
    const vector = transactionVector([signal], book);
    expect([vector.known, vector.plan]).toEqual([false, plan]);
    expect(vector.vector.every(Number.isNaN)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { featureByName, FEATURES } from '#features';
import { entityOf } from '../testing/signals.js';
import { modelReasons, type ScoredRow } from './reasons.js';

const NAMES = ['merchant_sum_7d', 'card_mean_30d', 'card_count_1h'];
const VALUES: Readonly<Record<string, number>> = {
  merchant_sum_7d: 100_100,
  merchant_count_7d: 2,
  card_mean_30d: 812,
  card_count_1h: 3,
};

function row(): ScoredRow {
  const vector = new Float64Array(FEATURES.length).fill(Number.NaN);
  for (const [name, value] of Object.entries(VALUES)) vector[featureByName(name)!.index] = value;
  const features = NAMES.map((name) => featureByName(name)!);
  const columns = { features, typicalValues: NAMES.map(() => 1) } as unknown as ScoredRow['columns'];
  return { columns, vector, contributions: Float32Array.of(0.9, 0.8, 0.7) };
}

describe('model reasons', () => {
  const say = (oneCurrency: boolean) => {
    const entities = (['merchant', 'card'] as const).map((type) => ({ ...entityOf(type), oneCurrency }));
    return modelReasons(row(), 'USD', entities).map(({ text }) => text);
  };

  it('all payments in the currency of this one → money, without a habit of it', () => {
    expect(say(true)).toEqual([
      'This merchant: 1,001.00 USD spent in the last 7 days',
      'This card: earlier payments of 30 days were 8.12 USD on average',
      'This card: 3 payments in the last hour; usual: 1',
    ]);
  });

  it('payments in several currencies, or not known → no amount', () => {
    expect(say(false)).toEqual([
      'This merchant: 2 payments in the last 7 days',
      'Average payment with this card in 30 days: not compared, as payments may be in several currencies',
      'This card: 3 payments in the last hour; usual: 1',
    ]);
  });
});

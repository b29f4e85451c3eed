import { describe, expect, it } from 'vitest';
import type { DecisionV1, ExplanationV1 } from '#contracts';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import { decisionOf, NOW } from '../testing/records.js';
import { explanationView } from './explanation-view.js';
import { Habits } from './habits.js';

const vectorWith = (values: Readonly<Record<string, number>>): number[] => {
  const vector = Array<number>(FEATURES.features.length).fill(Number.NaN);
  for (const [name, value] of Object.entries(values)) vector[FEATURES.feature(name)!.index] = value;
  return vector;
};
const setOf = (version: string) => (version === 'v1' ? FEATURES : undefined);
const contribution = (feature: string, weight: number, typical = Number.NaN) => ({
  feature,
  value: 3,
  weight,
  group: FEATURES.feature(feature)?.group ?? '',
  typical,
});
const groups = [
  { group: 'velocity', weight: 2.4, features: 30 },
  { group: 'time', weight: -0.4, features: 4 },
];
const explanation: ExplanationV1 = { method: 'tree_shap', base: -6, others: 0.5, features: 105, groups };
const view = (decision: DecisionV1, earlier: readonly DecisionV1[] = []) =>
  explanationView(decision, setOf(decision.featureSet), new Habits(decision, earlier, setOf));

describe('explanationView', () => {
  it('no habit of the account → what the model knows as usual; base, steps and others sum to the total', () => {
    const decision = decisionOf({
      features: vectorWith({ card_count_1h: 3, night: 1 }),
      contributions: [contribution('card_count_1h', 2, 1), contribution('night', -0.5, 0)],
      explanation,
    });
    expect(view(decision)).toMatchObject({
      method: 'tree_shap',
      total: -4,
      others: { features: 103, weight: 0.5 },
      groups,
      steps: [
        { sentence: 'This card: 3 payments in the last hour', usual: '1', usual_of: 'everyone', group: 'velocity' },
        { sentence: 'The hour is between midnight and six (UTC)', group: 'time' },
      ],
    });
    expect(view(decision).steps[1]).not.toHaveProperty('usual');
  });

  it('the account has paid before → its own habit goes before the model’s', () => {
    const earlier = [2, 4, 5].map((count, i) =>
      decisionOf({
        features: vectorWith({ account_count_7d: count }),
        transaction: { occurredAtMs: NOW - 100_000 + i },
      }),
    );
    const decision = decisionOf({
      features: vectorWith({ account_count_7d: 30 }),
      contributions: [contribution('account_count_7d', 2, 9)],
      explanation,
    });
    expect(view(decision, earlier).steps[0]).toMatchObject({ usual: '4', usual_of: 'account' });
  });

  it('amounts in several currencies → neither figure nor habit', () => {
    const decision = decisionOf({
      features: vectorWith({ card_max_7d: 500 }),
      contributions: [contribution('card_max_7d', 2, 900)],
      explanation,
    });
    expect(view(decision).steps[0]!.sentence).toMatch(/not compared/);
    expect(view(decision).steps[0]).not.toHaveProperty('usual');
  });

  it.each([
    ['plainly approved', { explanation: { ...explanation, method: 'not_needed' } }, 'not_needed'],
    ['a model that says nothing', { explanation: { ...explanation, method: 'none' } }, 'none'],
    ['no model', { modelId: '', probability: Number.NaN }, 'no_model'],
    ['decided by an earlier release', {}, 'earlier_release'],
  ] as const)('%s → says why there is none', (_, over, method) => {
    expect(view(decisionOf(over))).toEqual({ method, steps: [] });
  });

  it('of features that are no longer known → the contributions that were kept, by their names, without a habit', () => {
    const decision = decisionOf({
      featureSet: 'v0',
      contributions: [{ feature: 'shoe_size', value: 43.256, weight: 1, group: '', typical: 0 }],
    });
    expect(view(decision)).toEqual({
      method: 'earlier_release',
      steps: [{ feature: 'shoe_size', label: 'Shoe size', group: '', sentence: 'Shoe size: 43.26', weight: 1 }],
    });
  });
});

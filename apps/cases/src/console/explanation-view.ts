/** What moved the score, step by step, in words. Pure. */
import {
  formatMinor,
  type ContributionV1,
  type DecisionV1,
  type ExplanationStep,
  type ExplanationView,
} from '#contracts';
import {
  FEATURE_SET,
  featureByName,
  habitInWords,
  isInOneCurrency,
  isMoneyOfMany,
  sentenceOf,
  type FeatureDefinition,
} from '#features';
import { labelOf } from './feature-views.js';
import type { Habits } from './habits.js';

export function explanationView(decision: DecisionV1, habits: Habits): ExplanationView {
  const { explanation, contributions } = decision;
  const steps = contributions.map((contribution) => stepOf(decision, contribution, habits));
  if (!explanation) return { method: decision.modelId === '' ? 'no_model' : 'earlier_release', steps };
  const { method, base, others, features } = explanation;
  if (method === 'none' || method === 'not_needed') return { method, steps };
  const total = contributions.reduce((sum, { weight }) => sum + weight, base + others);
  return {
    method,
    base,
    steps,
    others: { features: features - steps.length, weight: others },
    groups: explanation.groups.map(({ group, features: count, weight }) => ({ group, features: count, weight })),
    total,
  };
}

function stepOf(decision: DecisionV1, contribution: ContributionV1, habits: Habits): ExplanationStep {
  const { feature: name, weight, group } = contribution;
  const feature = decision.featureSet === FEATURE_SET ? featureByName(name) : undefined;
  const said = feature ? inSentence(decision, feature, habits) : { sentence: bare(contribution) };
  return { feature: name, label: labelOf(name), group, ...said, weight };
}

function inSentence(
  { transaction, features, entities }: DecisionV1,
  feature: FeatureDefinition,
  habits: Habits,
): Pick<ExplanationStep, 'sentence'> & Partial<Pick<ExplanationStep, 'usual' | 'usual_of'>> {
  const options = {
    formatMinor: (amountMinor: number) => `${formatMinor(amountMinor, transaction.currency)} ${transaction.currency}`,
    oneCurrency: isInOneCurrency(feature, entities),
  };
  const sentence = sentenceOf(feature, features, options) ?? `${feature.label}: not known`;
  // A sentence that names no money has no habit in money either.
  const habit = isMoneyOfMany(feature) && !options.oneCurrency ? undefined : habits.of(feature);
  const usual = habit && habitInWords(feature, habit.value, options);
  return { sentence, ...(usual !== undefined && { usual, usual_of: habit!.of }) };
}

function bare({ feature, value }: ContributionV1): string {
  return `${labelOf(feature)}: ${Number.isFinite(value) ? Number(value.toFixed(2)) : 'not known'}`;
}

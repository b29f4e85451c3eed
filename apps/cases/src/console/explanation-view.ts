/** What moved the score, step by step, in words. Pure. */
import {
  formatMinor,
  type ContributionV1,
  type DecisionV1,
  type ExplanationStep,
  type ExplanationView,
} from '#contracts';
import {
  type FeatureSet,
  habitInWords,
  isInOneCurrency,
  isMoneyOfMany,
  type PlannedFeature,
  sentenceOf,
} from '#features';
import { inWords } from './views.js';
import type { Habits } from './habits.js';

/** @param set what the decision's values are; undefined where that is not known */
export function explanationView(decision: DecisionV1, set: FeatureSet | undefined, habits: Habits): ExplanationView {
  const { explanation, contributions } = decision;
  const steps = contributions.map((contribution) => stepOf({ decision, set, habits }, contribution));
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

interface Explained {
  readonly decision: DecisionV1;
  readonly set: FeatureSet | undefined;
  readonly habits: Habits;
}

function stepOf({ decision, set, habits }: Explained, contribution: ContributionV1): ExplanationStep {
  const { feature: name, weight, group } = contribution;
  const feature = set?.feature(name);
  const said = set && feature ? inSentence(decision, set, feature, habits) : { sentence: bare(contribution) };
  return { feature: name, label: feature?.label ?? inWords(name), group, ...said, weight };
}

function inSentence(
  { transaction, features: vector, entities }: DecisionV1,
  features: FeatureSet,
  feature: PlannedFeature,
  habits: Habits,
): Pick<ExplanationStep, 'sentence'> & Partial<Pick<ExplanationStep, 'usual' | 'usual_of'>> {
  const options = {
    formatMinor: (amountMinor: number) => `${formatMinor(amountMinor, transaction.currency)} ${transaction.currency}`,
    oneCurrency: isInOneCurrency(feature, entities),
  };
  const sentence = sentenceOf(feature, { features, vector }, options) ?? `${feature.label}: not known`;
  // A sentence that names no money has no habit in money either.
  const habit = isMoneyOfMany(feature) && !options.oneCurrency ? undefined : habits.of(feature);
  const usual = habit && habitInWords(feature, habit.value, options);
  return { sentence, ...(usual !== undefined && { usual, usual_of: habit!.of }) };
}

function bare({ feature, value }: ContributionV1): string {
  return `${inWords(feature)}: ${Number.isFinite(value) ? Number(value.toFixed(2)) : 'not known'}`;
}

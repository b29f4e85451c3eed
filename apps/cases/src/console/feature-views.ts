import { type DecisionV1, type FeatureView, formatMinor } from '#contracts';
import {
  type FeatureSet,
  type FeatureValues,
  isInOneCurrency,
  isMoneyOfMany,
  type PlannedFeature,
  sentenceOf,
} from '#features';
import type { FeatureCourses } from './feature-courses.js';
import type { Habit, Habits } from './habits.js';
import { inWords } from './views.js';

/**
 * The features of a decision in words, with what is usual and what each added to the score. Pure.
 *
 * @param set what the decision's values are; undefined where that is not known
 */
export function featureViews(
  decision: DecisionV1,
  set: FeatureSet | undefined,
  habits: Habits,
  courses: FeatureCourses,
): FeatureView[] {
  if (!set) return namesOnly(decision);
  const values = { features: set, vector: decision.features };
  const contributions = new Map(decision.contributions.map(({ feature, weight }) => [feature, weight]));
  return set.features
    .slice(0, decision.features.length)
    .map((feature) =>
      viewOf(feature, values, decision, {
        habit: habits.of(feature),
        course: courses.of(feature),
        contribution: contributions.get(feature.name),
        oneCurrency: isInOneCurrency(feature, decision.entities),
      }),
    )
    .toSorted(byContribution);
}

interface Known {
  readonly habit: Habit | undefined;
  readonly course: FeatureView['course'];
  readonly contribution: number | undefined;
  /** Whether the entity's payments were all in the transaction's currency. */
  readonly oneCurrency: boolean;
}

function viewOf(feature: PlannedFeature, values: FeatureValues, decision: DecisionV1, known: Known): FeatureView {
  const { currency } = decision.transaction;
  const { habit, course, contribution, oneCurrency } = known;
  const value = decision.features[feature.index]!;
  const formatMoney = (amountMinor: number): string => `${formatMinor(amountMinor, currency)} ${currency}`;
  return {
    name: feature.name,
    label: feature.label,
    unit: isMoneyOfMany(feature) && !oneCurrency ? 'mixed currencies' : unitOf(feature),
    value: Number.isFinite(value) ? inUnit(feature, value) : null,
    ...(habit && { habit: inUnit(feature, habit.value), habit_of: habit.of }),
    ...(contribution !== undefined && { contribution }),
    ...(course && { course: course.map(({ at, value: then }) => ({ at, value: inUnit(feature, then) })) }),
    sentence:
      sentenceOf(feature, values, {
        formatMinor: formatMoney,
        oneCurrency,
        ...(habit && { habit: habit.value }),
      }) ?? `${feature.label}: not known`,
  };
}

/** A bare number has no unit; the others are words that people know. */
function unitOf({ unit }: PlannedFeature): string {
  switch (unit) {
    case 'log_minor':
    case 'minor':
      return 'money';
    case 'count':
    case 'number':
    case 'hour':
      return '';
    default:
      return unit;
  }
}

function inUnit({ unit }: PlannedFeature, value: number): number {
  return unit === 'log_minor' ? Math.round(Math.expm1(value)) : value;
}

/** Decided under features that are no longer known: what moved the score carries its own name, the rest can't be told apart. */
function namesOnly({ contributions }: DecisionV1): FeatureView[] {
  return contributions
    .map(({ feature, value, weight }) => ({
      name: feature,
      label: inWords(feature),
      unit: '',
      value: Number.isFinite(value) ? value : null,
      contribution: weight,
      sentence: `${inWords(feature)}: ${Number.isFinite(value) ? Number(value.toFixed(2)) : 'not known'}`,
    }))
    .toSorted(byContribution);
}

function byContribution(a: FeatureView, b: FeatureView): number {
  return Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0);
}

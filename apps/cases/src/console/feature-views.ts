import { type DecisionV1, type FeatureView, formatMinor } from '#contracts';
import {
  FEATURE_SET,
  featureByName,
  type FeatureDefinition,
  FEATURES,
  isInOneCurrency,
  isMoneyOfMany,
  sentenceOf,
} from '#features';
import { inWords } from './views.js';

/**
 * The features of a decision in words, with what is usual and what each added to the score. Pure.
 *
 * @param earlier decisions on the same account, from which the habit is taken: the median of what was known then
 */
export function featureViews(decision: DecisionV1, earlier: readonly DecisionV1[]): FeatureView[] {
  if (decision.featureSet !== FEATURE_SET) return namesOnly(decision);
  const contributions = new Map(decision.contributions.map(({ feature, weight }) => [feature, weight]));
  const alike = earlier.filter(({ featureSet, features }) => featureSet === FEATURE_SET && features.length > 0);
  const sameCurrency = alike.every(({ transaction }) => transaction.currency === decision.transaction.currency);
  return FEATURES.slice(0, decision.features.length)
    .map((feature) => {
      const money = isMoneyOfMany(feature) || feature.unit === 'log_minor';
      const comparable = money ? alike.filter(({ entities }) => isInOneCurrency(feature, entities)) : alike;
      return viewOf(feature, decision, {
        habit: !hasHabit(feature) || (money && !sameCurrency) ? undefined : habitOf(feature, comparable),
        contribution: contributions.get(feature.name),
        oneCurrency: isInOneCurrency(feature, decision.entities),
      });
    })
    .toSorted(byContribution);
}

interface Known {
  readonly habit: number | undefined;
  readonly contribution: number | undefined;
  /** Whether the entity's payments were all in the transaction's currency. */
  readonly oneCurrency: boolean;
}

/** Fewer earlier payments are no habit. */
const HABIT_OF_MIN = 3;
/** What other entities see depends on other payers too, so the account's earlier payments say nothing about it. */
const OF_THE_PAYER = new Set<FeatureDefinition['of']>(['transaction', 'account', 'card']);

/** Of a place on the clock or a distance from the average nothing is usual. */
function hasHabit({ unit }: FeatureDefinition): boolean {
  return unit !== 'hour' && unit !== 'ratio' && unit !== 'deviations';
}

function habitOf(feature: FeatureDefinition, earlier: readonly DecisionV1[]): number | undefined {
  if (!OF_THE_PAYER.has(feature.of)) return undefined;
  const values = earlier
    .map(({ features }) => features[feature.index] ?? Number.NaN)
    .filter((value) => !Number.isNaN(value));
  if (values.length < HABIT_OF_MIN) return undefined;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1]! + values[middle]!) / 2;
}

function viewOf(feature: FeatureDefinition, decision: DecisionV1, known: Known): FeatureView {
  const { currency } = decision.transaction;
  const { habit, contribution, oneCurrency } = known;
  const value = decision.features[feature.index]!;
  const formatMoney = (amountMinor: number): string => `${formatMinor(amountMinor, currency)} ${currency}`;
  return {
    name: feature.name,
    label: feature.label,
    unit: isMoneyOfMany(feature) && !oneCurrency ? 'mixed currencies' : unitOf(feature),
    value: Number.isFinite(value) ? inUnit(feature, value) : null,
    ...(habit !== undefined && { habit: inUnit(feature, habit) }),
    ...(contribution !== undefined && { contribution }),
    sentence:
      sentenceOf(feature, decision.features, {
        formatMinor: formatMoney,
        oneCurrency,
        ...(habit !== undefined && { habit }),
      }) ?? `${feature.label}: not known`,
  };
}

/** A bare number has no unit; the others are words that people know. */
function unitOf({ unit }: FeatureDefinition): string {
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

function inUnit({ unit }: FeatureDefinition, value: number): number {
  return unit === 'log_minor' ? Math.round(Math.expm1(value)) : value;
}

/** Decided under another catalogue: what moved the score carries its own name, the rest can't be told apart. */
function namesOnly({ contributions }: DecisionV1): FeatureView[] {
  return contributions
    .map(({ feature, value, weight }) => ({
      name: feature,
      label: labelOf(feature),
      unit: '',
      value: Number.isFinite(value) ? value : null,
      contribution: weight,
      sentence: `${labelOf(feature)}: ${Number.isFinite(value) ? Number(value.toFixed(2)) : 'not known'}`,
    }))
    .toSorted(byContribution);
}

function labelOf(name: string): string {
  return featureByName(name)?.label ?? inWords(name);
}

function byContribution(a: FeatureView, b: FeatureView): number {
  return Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0);
}

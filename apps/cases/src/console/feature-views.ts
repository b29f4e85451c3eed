import { type DecisionV1, type FeatureView, formatMinor } from '#contracts';
import { FEATURE_SET, type FeatureDefinition, FEATURES, sentenceOf } from '#features';

/**
 * The features of a decision in words, with what is usual and what each added to the score. Pure.
 *
 * @param earlier decisions on the same account, from which the habit is taken: the median of what was known then
 */
export function featureViews(decision: DecisionV1, earlier: readonly DecisionV1[]): FeatureView[] {
  if (decision.featureSet !== FEATURE_SET) return namesOnly(decision);
  const contributions = new Map(decision.contributions.map(({ feature, weight }) => [feature, weight]));
  const alike = earlier.filter(({ featureSet, features }) => featureSet === FEATURE_SET && features.length > 0);
  const { currency } = decision.transaction;
  return decision.features
    .slice(0, FEATURES.length)
    .map((value, i) =>
      viewOf(FEATURES[i]!, value, habitOf(FEATURES[i]!, alike), contributions.get(FEATURES[i]!.name), currency),
    )
    .toSorted(byContribution);
}

/** Fewer earlier payments are no habit. */
const HABIT_OF_MIN = 3;
/** What other entities see depends on other payers too, so the account's earlier payments say nothing about it. */
const OF_THE_PAYER = new Set<FeatureDefinition['of']>(['transaction', 'account', 'card']);

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

function viewOf(
  feature: FeatureDefinition,
  value: number,
  habit: number | undefined,
  contribution: number | undefined,
  currency: string,
): FeatureView {
  const label = labelOf(feature.name);
  const money = (amountMinor: number): string => `${formatMinor(amountMinor, currency)} ${currency}`;
  return {
    name: feature.name,
    label,
    unit: UNITS[feature.unit] ?? feature.unit,
    value: Number.isFinite(value) ? value : null,
    ...(habit !== undefined && { habit }),
    ...(contribution !== undefined && { contribution }),
    sentence:
      sentenceOf(feature, value, { formatMinor: money, ...(habit !== undefined && { habit }) }) ??
      `${label}: not known`,
  };
}

/** A bare number has no unit; the others are words that people know. */
const UNITS: Readonly<Partial<Record<FeatureDefinition['unit'], string>>> = { number: '', count: '', minor: 'money' };

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

/** `account_count_10m` → `Account count 10m`. */
function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/^ip\b/, 'IP');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function byContribution(a: FeatureView, b: FeatureView): number {
  return Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0);
}

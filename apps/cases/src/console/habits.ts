/** What is usual for a payment's features: for the account, from its earlier payments; else what the model knows. Pure. */
import type { ContributionV1, DecisionV1, FeatureView } from '#contracts';
import { isInOneCurrency, isMoneyOfMany, type PlannedFeature } from '#features';
import { decidedValue, type SetOf } from './decided-value.js';

export interface Habit {
  /** In the feature's unit. */
  readonly value: number;
  readonly of: NonNullable<FeatureView['habit_of']>;
}

/** Fewer earlier payments are no habit. */
const HABIT_OF_MIN = 3;
/** What other entities see depends on other payers too, so the account's earlier payments say nothing about it. */
const OF_THE_PAYER = new Set(['transaction', 'account', 'card']);

export class Habits {
  private readonly alike: readonly DecisionV1[];
  private readonly sameCurrency: boolean;
  private readonly contributions: ReadonlyMap<string, ContributionV1>;

  /**
   * @param earlier decisions on the same account: the median of what was known then is its habit
   */
  constructor(
    private readonly decision: DecisionV1,
    earlier: readonly DecisionV1[],
    private readonly setOf: SetOf,
  ) {
    const { currency } = decision.transaction;
    this.alike = earlier.filter(({ featureSet, features }) => features.length > 0 && setOf(featureSet));
    this.sameCurrency = this.alike.every(({ transaction }) => transaction.currency === currency);
    this.contributions = new Map(decision.contributions.map((contribution) => [contribution.feature, contribution]));
  }

  of(feature: PlannedFeature): Habit | undefined {
    return this.ofAccount(feature) ?? this.ofEveryone(feature);
  }

  private ofAccount(feature: PlannedFeature): Habit | undefined {
    const money = isMoneyOfMany(feature) || feature.unit === 'log_minor';
    if (!hasHabit(feature) || !OF_THE_PAYER.has(feature.of) || (money && !this.sameCurrency)) return undefined;
    const comparable = money ? this.alike.filter(({ entities }) => isInOneCurrency(feature, entities)) : this.alike;
    const values = comparable
      .map((one) => decidedValue(one, feature.name, this.setOf))
      .filter((value) => !Number.isNaN(value));
    return values.length < HABIT_OF_MIN ? undefined : { value: medianOf(values), of: 'account' };
  }

  /** Records without an explanation have no typical values. */
  private ofEveryone(feature: PlannedFeature): Habit | undefined {
    const typical = this.decision.explanation ? this.contributions.get(feature.name)?.typical : undefined;
    if (typical === undefined || Number.isNaN(typical) || !hasHabit(feature)) return undefined;
    return { value: typical, of: 'everyone' };
  }
}

/** Of a place on the clock or a distance from the average nothing is usual. */
function hasHabit({ unit }: PlannedFeature): boolean {
  return unit !== 'hour' && unit !== 'ratio' && unit !== 'deviations';
}

function medianOf(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}

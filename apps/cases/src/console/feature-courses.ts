/** How a feature went over the account's earlier payments, up to this one: the points of a small plot. Pure. */
import type { DecisionV1, FeatureView } from '#contracts';
import { isInOneCurrency, isMoneyOfMany, type PlannedFeature } from '#features';
import { decidedValue, type SetOf } from './decided-value.js';
import { instant } from './views.js';

type Course = NonNullable<FeatureView['course']>;

/** Fewer are no course. */
const POINTS_MIN = 3;
/** Features that moved the score most. */
const FEATURES_MAX = 10;

export class FeatureCourses {
  private readonly wanted: ReadonlySet<string>;

  /**
   * @param earlier decisions on the same account, oldest first
   */
  constructor(
    private readonly decision: DecisionV1,
    private readonly earlier: readonly DecisionV1[],
    private readonly setOf: SetOf,
  ) {
    const strongest = decision.contributions.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    this.wanted = new Set(strongest.slice(0, FEATURES_MAX).map(({ feature }) => feature));
  }

  /** Undefined for features that did not matter, and where too little is known. Values are in the feature's own unit. */
  of(feature: PlannedFeature): Course | undefined {
    if (!this.wanted.has(feature.name)) return undefined;
    const points = [...this.earlier, this.decision].flatMap((one) => this.pointOf(feature, one));
    const endsHere = points.at(-1)?.at === instant(this.decision.transaction.occurredAtMs);
    return endsHere && points.length >= POINTS_MIN ? points : undefined;
  }

  private pointOf(feature: PlannedFeature, one: DecisionV1): Course {
    const value = decidedValue(one, feature.name, this.setOf);
    if (!Number.isFinite(value) || !this.isComparable(feature, one)) return [];
    return [{ at: instant(one.transaction.occurredAtMs), value }];
  }

  /** Of the same entity, and of amounts in the same currency: anything else is another course. */
  private isComparable(feature: PlannedFeature, one: DecisionV1): boolean {
    const { entities, transaction } = this.decision;
    const own = entities.find(({ entityType }) => entityType === feature.of);
    const its = one.entities.find(({ entityType }) => entityType === feature.of);
    if (own?.entityId !== its?.entityId) return false;
    if (!isMoneyOfMany(feature) && feature.unit !== 'log_minor') return true;
    return one.transaction.currency === transaction.currency && isInOneCurrency(feature, one.entities);
  }
}

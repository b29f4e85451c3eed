/** Compiled features: what to read of a transaction, what to keep of each entity, and in which order values come. */
import { FeatureInput } from '../definition/feature-functions.js';
import type { FeatureUnit } from '../definition/feature-definition.js';
import type { EntityType } from '../definition/entity-types.js';
import type { CalendarDays } from './calendar-days.js';
import type { Columns } from './columns.js';
import type { DerivedValue, EntityPlan, Reading } from './entity-plan.js';
import type { FeatureEvent } from './feature-event.js';

export interface PlannedFeature {
  /** Lower snake case, unique. */
  readonly name: string;
  /** What it is worked out of: the transaction and other features, or the history of one entity type. */
  readonly of: string;
  readonly unit: FeatureUnit;
  /** The value where there is no history or the transaction lacks what it needs. */
  readonly default: number;
  /** What it is, for people: a heading without a value. */
  readonly label: string;
  /** What its value says, for people; see `describe-feature.ts`. */
  readonly sentence: string;
  /** Features of one group say similar things; `other` where nothing says which. */
  readonly group: string;
  /** Undefined for a value that is worked out of others. */
  readonly aggregate: string | undefined;
  /** How far it looks back, as it was written; undefined where that goes without saying. */
  readonly window: string | undefined;
  /** A hash of all that decides its values, not of words; empty where that was not kept. */
  readonly meaning: string;
  /** The features that it is worked out of. */
  readonly reads: readonly string[];
  /** Name of the document that it stands in. */
  readonly document: string;
  /** Place in the vector. */
  readonly index: number;
}

export interface EntityValues {
  readonly entityType: string;
  readonly values: ArrayLike<number>;
}

export class FeaturePlan {
  /** Values of one entity at one event; overwritten by the next. @internal */
  readonly values: Float64Array;
  private readonly input: FeatureInput;
  private readonly byName: ReadonlyMap<string, PlannedFeature>;
  private readonly offsets: ReadonlyMap<string, number>;
  private readonly byType: ReadonlyMap<string, EntityPlan>;
  private readonly declaredTypes: readonly EntityType[];

  /** @internal From `compileFeatures`. */
  constructor(
    /** Of what decides the values: the same text means the same values. */
    readonly version: string,
    /** In the order of the vector: the transaction's, then each entity type's. */
    readonly features: readonly PlannedFeature[],
    readonly columns: Columns,
    /** With at least one feature, in the order of the vector. */
    readonly entities: readonly EntityPlan[],
    readonly entityTypes: ReadonlyMap<string, EntityType>,
    private readonly ofTransaction: readonly DerivedValue[],
    days: CalendarDays,
    /** A gap of exactly this belongs to a session; a longer one ends it. */
    readonly sessionGapMs: number,
  ) {
    this.values = new Float64Array(Math.max(1, ...entities.map(({ valueCount }) => valueCount)));
    this.input = new FeatureInput(days);
    this.byType = new Map(entities.map((entity) => [entity.type, entity]));
    this.byName = new Map(features.map((feature) => [feature.name, feature]));
    this.declaredTypes = entities
      .map(({ type }) => entityTypes.get(type)!)
      .filter(({ declaration }) => declaration !== undefined);
    this.offsets = new Map(entities.map(({ type }) => [type, features.findIndex(({ of }) => of === type)]));
  }

  feature(name: string): PlannedFeature | undefined {
    return this.byName.get(name);
  }

  /** Throws `RangeError` for a type without features. */
  entity(type: string): EntityPlan {
    const entity = this.byType.get(type);
    if (entity === undefined) throw new RangeError(`there are no features of ${type}`);
    return entity;
  }

  /** Whether there are features of this type. */
  keeps(type: string): boolean {
    return this.byType.has(type);
  }

  /** The declared types that there are features of. */
  get declared(): readonly EntityType[] {
    return this.declaredTypes;
  }

  /** The features of one entity type, in the order of its values. */
  featuresOf(type: string): readonly PlannedFeature[] {
    return this.features.filter(({ of }) => of === type);
  }

  /** Numbers that `read` writes. */
  get factsLength(): number {
    return this.columns.length;
  }

  /**
   * Reads a transaction, once for all of its entities. Throws `RangeError` for one without a time.
   * @param facts of `factsLength`
   */
  read(event: FeatureEvent, facts: Float64Array): void {
    if (!Number.isFinite(event.occurredAtMs)) throw new RangeError('a transaction without a time has no features');
    this.columns.read(event, facts);
  }

  /** The id of a transaction's entity; empty where it has none. */
  entityIdOf(type: string, event: FeatureEvent): string {
    return this.entityTypes.get(type)?.idOf(event) ?? '';
  }

  /**
   * The vector of a transaction: what its entities' values are, and what is worked out of them and of itself. NaN, or the
   * feature's default, for what is missing, such as an entity whose signal has not come.
   * @param into of `features.length`
   */
  vector(
    event: FeatureEvent,
    entities: readonly EntityValues[],
    into: Float64Array = new Float64Array(this.features.length),
  ): Float64Array {
    const { features } = this;
    for (let i = 0; i < features.length; i++) into[i] = features[i]!.default;
    for (const { entityType, values } of entities) {
      const offset = this.offsets.get(entityType);
      if (offset === undefined) continue;
      const length = Math.min(values.length, this.entity(entityType).valueCount);
      for (let i = 0; i < length; i++) into[offset + i] = values[i]!;
    }
    this.evaluate(this.ofTransaction, into, event);
    for (let i = 0; i < this.ofTransaction.length; i++) {
      const { at } = this.ofTransaction[i]!;
      if (Number.isNaN(into[at])) into[at] = features[at]!.default;
    }
    return into;
  }

  /** Adds the derived values of an entity to `values`. @internal */
  derive(
    { derived, defaults }: EntityPlan,
    event: FeatureEvent | undefined,
    countAbove: (reading: Reading, threshold: number) => number,
  ): void {
    this.evaluate(derived, this.values, event, countAbove);
    for (let i = 0; i < derived.length; i++) {
      const { at } = derived[i]!;
      if (Number.isNaN(this.values[at])) this.values[at] = defaults[at]!;
    }
  }

  private evaluate(
    derived: readonly DerivedValue[],
    values: Float64Array,
    event: FeatureEvent | undefined,
    countAbove?: (reading: Reading, threshold: number) => number,
  ): void {
    const { input } = this;
    input.event = event;
    input.values = values;
    for (let i = 0; i < derived.length; i++) {
      const one = derived[i]!;
      const value = event === undefined && one.readsEvent ? Number.NaN : valueOf(one, input);
      values[one.at] = one.above === undefined ? value : (countAbove?.(one.above, value) ?? Number.NaN);
    }
  }
}

function valueOf({ where, value }: DerivedValue, input: FeatureInput): number {
  try {
    if (where !== undefined && !where.evaluate(input)) return Number.NaN;
    const result: number | boolean = value.evaluate(input);
    if (typeof result === 'boolean') return result ? 1 : 0;
    return Number.isFinite(result) ? result : Number.NaN;
  } catch {
    // A division by zero has no value.
    return Number.NaN;
  }
}

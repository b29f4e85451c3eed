import type { TransactionLike } from '#cel';

/** What the rules of a policy may ask of one transaction. Generated code reads its properties and calls its methods. */
export class PolicyFacts {
  constructor(private readonly given: PolicyFactsInput) {}

  get event(): TransactionLike {
    return this.given.event;
  }
  get referenceAmount(): number {
    return this.given.referenceAmount;
  }
  get score(): number {
    return this.given.score;
  }
  get probability(): number {
    return this.given.probability;
  }
  get answeredBy(): string {
    return this.given.answeredBy;
  }
  get hasModel(): boolean {
    return !Number.isNaN(this.given.probability);
  }

  matched(patternId: string): boolean {
    for (const match of this.given.matches) if (match.patternId === patternId) return true;
    return false;
  }

  /** The highest risk among the pattern's matches; 0 when it didn't match. */
  risk(patternId: string): number {
    let highest = 0;
    for (const match of this.given.matches) {
      if (match.patternId === patternId && match.risk > highest) highest = match.risk;
    }
    return highest;
  }

  /** NaN when the feature is unknown or missing. */
  feature(name: string): number {
    const index = this.given.placeOf(name);
    return index === undefined ? Number.NaN : (this.given.features[index] ?? Number.NaN);
  }
}

export interface PolicyFactsInput {
  readonly event: TransactionLike;
  /** The event's amount in minor units of the tenant's reference currency. */
  readonly referenceAmount: number;
  /** 0 to 1000. */
  readonly score: number;
  /** 0 to 1; NaN when no model answered, and then every comparison with it is false. */
  readonly probability: number;
  readonly answeredBy: 'full' | 'degraded' | 'stand_in';
  readonly matches: readonly { readonly patternId: string; readonly risk: number }[];
  readonly features: ArrayLike<number>;
  /** Where a feature stands in `features`. */
  readonly placeOf: (name: string) => number | undefined;
}

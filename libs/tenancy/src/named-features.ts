/** A set of features of which only the names are kept: what else there is to say is taken from what is called so now. */
import type { FeatureSet, PlannedFeature } from '#features';

export interface NamedFeature {
  readonly name: string;
  readonly of: string;
  /** Absent in sets of before meanings were kept. */
  readonly meaning?: string;
}

export class NamedFeatures implements FeatureSet {
  readonly features: readonly PlannedFeature[];
  private readonly byName: ReadonlyMap<string, PlannedFeature>;

  /** @param now - for the words */
  constructor(
    readonly version: string,
    names: readonly NamedFeature[],
    now: FeatureSet,
  ) {
    this.features = names.map(({ name, of, meaning = '' }, index) => ({
      ...(now.feature(name) ?? plain(name)),
      of,
      meaning,
      index,
    }));
    this.byName = new Map(this.features.map((feature) => [feature.name, feature]));
  }

  feature(name: string): PlannedFeature | undefined {
    return this.byName.get(name);
  }
}

function plain(name: string): Omit<PlannedFeature, 'of' | 'index' | 'meaning'> {
  const words = name.replaceAll('_', ' ');
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  const sentence = `${label}: {value}; usual: {habit}`;
  return {
    name,
    unit: 'number',
    default: Number.NaN,
    label,
    sentence,
    group: 'other',
    aggregate: undefined,
    window: undefined,
    reads: [],
    document: '',
  };
}

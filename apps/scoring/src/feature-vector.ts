/** From the order of a set of features to the model's: worked out once for each model and set. */
import type { FeatureSet, PlannedFeature } from '#features';
import type { ModelMetadata } from '#onnx';

export class ModelColumns {
  /** In the order of the model's input. */
  readonly features: readonly PlannedFeature[];
  /** What each column usually is; NaN where that is not known. */
  readonly typicalValues: readonly number[];
  private readonly places: Uint32Array;

  /** Throws `ModelMismatchError` when the model asks for what isn't worked out. */
  constructor(
    { modelId, featureNames, typicalValues }: ModelMetadata,
    /** The order of vectors. */
    readonly set: FeatureSet,
  ) {
    const unknown = featureNames.filter((name) => set.feature(name) === undefined);
    if (unknown.length > 0)
      throw new ModelMismatchError(
        `Model ${modelId} needs ${unknown.length} features that there are not: ${unknown.slice(0, 5).join(', ')}`,
      );
    this.features = featureNames.map((name) => set.feature(name)!);
    this.places = Uint32Array.from(this.features, ({ index }) => index);
    this.typicalValues = typicalValues ?? featureNames.map(() => Number.NaN);
  }

  get count(): number {
    return this.places.length;
  }

  /** A vector as one row of the model's input. */
  row(vector: Float64Array): Float32Array {
    const row = new Float32Array(this.count);
    this.write(vector, row, 0);
    return row;
  }

  /** Writes a vector as row `row` of the model's input. */
  write(vector: Float64Array, rows: Float32Array, row: number): void {
    const { places } = this;
    const start = row * places.length;
    for (let column = 0; column < places.length; column++) rows[start + column] = vector[places[column]!]!;
  }
}

/** The model and the features don't fit; a service must not start with them. */
export class ModelMismatchError extends Error {
  override readonly name = 'ModelMismatchError';
}

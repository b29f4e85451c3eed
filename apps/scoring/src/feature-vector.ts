/** From the catalogue's order to the model's: worked out once, when the model is loaded. */
import { FEATURE_SET, featureByName, type FeatureDefinition } from '#features';
import type { ModelMetadata } from '#onnx';

export class ModelColumns {
  /** In the order of the model's input. */
  readonly features: readonly FeatureDefinition[];
  private readonly places: Uint32Array;

  /** Throws `ModelMismatchError` when the model asks for what this catalogue doesn't have. */
  constructor(metadata: ModelMetadata) {
    const { modelId, featureSet, featureNames, typicalValues } = metadata;
    if (featureSet !== FEATURE_SET)
      throw new ModelMismatchError(
        `Model ${modelId} was trained on feature set ${featureSet}; this service computes ${FEATURE_SET}`,
      );
    const unknown = featureNames.filter((name) => featureByName(name) === undefined);
    if (unknown.length > 0)
      throw new ModelMismatchError(
        `Model ${modelId} needs ${unknown.length} features that the catalogue doesn't have: ${unknown.slice(0, 5).join(', ')}`,
      );
    this.features = featureNames.map((name) => featureByName(name)!);
    this.places = Uint32Array.from(this.features, ({ index }) => index);
    this.typicalValues = typicalValues ?? featureNames.map(() => Number.NaN);
  }

  /** What each column usually is; NaN where that is not known. */
  readonly typicalValues: readonly number[];

  get count(): number {
    return this.places.length;
  }

  /** A vector in catalogue order as one row of the model's input. */
  row(vector: Float64Array): Float32Array {
    const row = new Float32Array(this.count);
    this.write(vector, row, 0);
    return row;
  }

  /** Writes a vector in catalogue order as row `row` of the model's input. */
  write(vector: Float64Array, rows: Float32Array, row: number): void {
    const { places } = this;
    const start = row * places.length;
    for (let column = 0; column < places.length; column++) rows[start + column] = vector[places[column]!]!;
  }
}

/** The model and the feature catalogue don't fit; the service must not start with them. */
export class ModelMismatchError extends Error {
  override readonly name = 'ModelMismatchError';
}

import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../packs/card-payments/src/features.js';
import { ModelColumns } from './feature-vector.js';
import { MODEL } from './testing/scoring-parts.js';

const metadata = { ...MODEL.metadata, featureNames: MODEL.featureNames, baseMargin: MODEL.bias };

describe('ModelColumns', () => {
  it('a vector → the model’s columns in the model’s order, in the row that is asked for', () => {
    const columns = new ModelColumns(metadata, FEATURES);
    const vector = Float64Array.from(FEATURES.features, ({ index }) => index);
    const rows = new Float32Array(4);
    columns.write(vector, rows, 1);
    expect([...rows]).toEqual([0, 0, ...MODEL.featureNames.map((name) => FEATURES.feature(name)!.index)]);
  });

  it('features that there are not → an error that names them', () => {
    const featureNames = ['card_count_1h', 'shoe_size', 'zodiac_sign'];
    expect(() => new ModelColumns({ ...metadata, featureNames }, FEATURES)).toThrow(
      'Model test-model needs 2 features that there are not: shoe_size, zodiac_sign',
    );
  });

  it('a model that says it was trained on another set, with features that there are → taken by their names', () => {
    expect(new ModelColumns({ ...metadata, featureSet: 'v0' }, FEATURES).count).toBe(2);
  });

  it('a model without typical values → none are known', () => {
    const { typicalValues: _, ...without } = metadata;
    expect(new ModelColumns(without, FEATURES).typicalValues).toEqual([Number.NaN, Number.NaN]);
  });
});

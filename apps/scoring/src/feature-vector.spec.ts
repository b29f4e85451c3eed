import { describe, expect, it } from 'vitest';
import { FEATURES, featureByName } from '#features';
import { ModelColumns } from './feature-vector.js';
import { MODEL } from './testing/scoring-parts.js';

const metadata = { ...MODEL.metadata, featureNames: MODEL.featureNames, baseMargin: MODEL.bias };

describe('ModelColumns', () => {
  it('a vector in catalogue order → the model’s columns in the model’s order, in the row that is asked for', () => {
    const columns = new ModelColumns(metadata);
    const vector = Float64Array.from(FEATURES, ({ index }) => index);
    const rows = new Float32Array(4);
    columns.write(vector, rows, 1);
    expect([...rows]).toEqual([0, 0, ...MODEL.featureNames.map((name) => featureByName(name)!.index)]);
  });

  it('features that the catalogue does not have → an error that names them', () => {
    const featureNames = ['card_count_1h', 'shoe_size', 'zodiac_sign'];
    expect(() => new ModelColumns({ ...metadata, featureNames })).toThrow(
      "Model test-model needs 2 features that the catalogue doesn't have: shoe_size, zodiac_sign",
    );
  });

  it('a model of another feature set → an error that names both', () => {
    expect(() => new ModelColumns({ ...metadata, featureSet: 'v0' })).toThrow(
      'trained on feature set v0; this service',
    );
  });

  it('a model without typical values → none are known', () => {
    const { typicalValues: _, ...without } = metadata;
    expect(new ModelColumns(without).typicalValues).toEqual([Number.NaN, Number.NaN]);
  });
});

import { describe, expect, it } from 'vitest';
import { readModelMetadata } from './model-metadata.js';
import { decodeModel, encodeModel } from './onnx-proto.js';
import { writeLogisticModel, type LogisticModel } from './testing/logistic-model.js';

const model: LogisticModel = {
  featureNames: ['amount', 'card_count_1h'],
  means: [4, 1],
  scales: [2, 0.5],
  weights: [0.25, -1],
  bias: -4,
  metadata: {
    modelId: 'card-payments',
    modelVersion: 3,
    featureSet: '1',
    trainedFromMs: 1,
    trainedToMs: 2,
    dataHash: 'ab'.repeat(32),
    metrics: { auc: 0.97 },
    typicalValues: [3.5, Number.NaN],
  },
};

describe('writeModel', () => {
  it('metadata: written and read back → the same, with names in order and the bias as base margin', () => {
    const { metadata, featureNames, bias } = model;
    expect(readModelMetadata(writeLogisticModel(model))).toEqual({ ...metadata, featureNames, baseMargin: bias });
  });

  it('metadata: without typical values → none are read back', () => {
    const { typicalValues: _, ...metadata } = model.metadata;
    expect(readModelMetadata(writeLogisticModel({ ...model, metadata }))).not.toHaveProperty('typicalValues');
  });

  it('graph: inputs and outputs carry their shapes', () => {
    const { graph, irVersion, opsetImport } = decodeModel(writeLogisticModel(model));
    expect({ irVersion, opsetImport }).toEqual({ irVersion: 8, opsetImport: [{ domain: '', version: 17 }] });
    expect(graph.input.map((x) => [x.name, x.type.tensorType.shape.dim.at(-1)?.dimValue])).toEqual([['features', 2]]);
    expect(graph.output.map((x) => [x.name, x.type.tensorType.shape.dim.at(-1)?.dimValue])).toEqual([
      ['probability', 1],
      ['contributions', 2],
    ]);
  });

  it('graph: every input of a node is the model’s input, a constant or an earlier node → it is in order', () => {
    const { graph } = decodeModel(writeLogisticModel(model));
    const known = new Set([...graph.input, ...graph.initializer].map(({ name }) => name));
    for (const node of graph.node) {
      expect(node.input.filter((name) => !known.has(name))).toEqual([]);
      node.output.forEach((name) => known.add(name));
    }
    expect(known).toContain('probability');
  });
});

describe('readModelMetadata', () => {
  const bytes = writeLogisticModel(model);

  it.each([
    ['no bytes', new Uint8Array()],
    ['text', new TextEncoder().encode('not a model at all')],
    ['half a model', bytes.subarray(0, bytes.length >> 1)],
  ])('%s → OnnxModelError', (_, given) => {
    expect(() => readModelMetadata(given)).toThrow('not an ONNX model');
  });

  it.each([
    ['featureNames', undefined, 'no metadata property caracal.featureNames'],
    ['featureNames', '["a","a"]', 'without repeats'],
    ['featureNames', '[1]', 'list of names'],
    ['featureNames', '[]', '1 to 10000'],
    ['baseMargin', '"x"', 'must be a number'],
    ['modelVersion', '{', 'not JSON'],
    ['typicalValues', '[1]', 'list of 2 numbers'],
    ['metrics', '[]', 'must be an object'],
    ['metrics', '{"auc":"high"}', 'object of numbers'],
    ['lineage', '{"champion":3}', 'object of texts'],
  ])('%s is %s → OnnxModelError that says so', (name, value, message) => {
    const proto = decodeModel(bytes);
    proto.metadataProps = proto.metadataProps.filter(({ key }) => key !== `caracal.${name}`);
    if (value !== undefined) proto.metadataProps.push({ key: `caracal.${name}`, value });
    expect(() => readModelMetadata(encodeModel(proto))).toThrow(message);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  ADAPTED_INPUT,
  ADAPTED_OUTPUT,
  adaptModel,
  inspectModel,
  readInputs,
  readModelMetadata,
  readOutput,
  withMetadata,
} from './index.js';
import { decodeModel } from './onnx-proto.js';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../inference/src/testing/${path}.onnx`, import.meta.url)));
const metadata = {
  modelId: 'm',
  modelVersion: 2,
  featureSet: 'v1',
  featureNames: ['a', 'b', 'c', 'd'],
  baseMargin: -1,
  trainedFromMs: 0,
  trainedToMs: 0,
  dataHash: '',
  metrics: {},
};

function adapted(name: string): Uint8Array {
  const bytes = fixture(name);
  const facts = inspectModel(bytes);
  const input = readInputs(facts);
  const output = readOutput(facts, undefined);
  if (!('value' in input) || !('value' in output)) throw new Error(JSON.stringify([input, output]));
  return adaptModel(bytes, facts, { input: input.value, output: output.value, scale: 'probability', metadata });
}

describe('inspectModel', () => {
  it('what converters write → inputs, outputs, operators and sets', () => {
    const { producer, operatorSets, inputs, outputs, nodes } = inspectModel(fixture('models/lightgbm'));
    expect([producer, Object.fromEntries(operatorSets)]).toEqual(['OnnxMLTools', { '': 9, 'ai.onnx.ml': 1 }]);
    expect(inputs).toEqual([{ name: 'input', kind: 'tensor', elementType: 1, dimensions: [undefined, 4] }]);
    expect(outputs.map(({ name, kind }) => [name, kind])).toEqual([
      ['label', 'tensor'],
      ['probabilities', 'sequence'],
    ]);
    expect(nodes.at(-1)).toMatchObject({ operator: 'ZipMap', domain: 'ai.onnx.ml', depth: 0 });
  });

  it('operators and tensors within branches and loops, and data in other files → found', () => {
    const { nodes } = inspectModel(fixture('hostile/endless-loop'));
    expect(nodes.filter(({ depth }) => depth === 1).map(({ operator }) => operator)).toEqual(['Identity', 'Add']);
    expect(inspectModel(fixture('hostile/external-data')).externalTensors).toEqual(['one (../../../../etc/passwd)']);
    expect(inspectModel(fixture('hostile/functions')).functions).toBe(1);
  });

  it('cut anywhere → the same, or an error that says that it is no model; never anything else', () => {
    const bytes = fixture('models/sklearn-logistic');
    for (let length = 0; length < bytes.length; length++) {
      try {
        inspectModel(bytes.subarray(0, length));
      } catch (error) {
        expect(String(error)).toContain('not an ONNX model');
      }
    }
  });
});

describe('adaptModel', () => {
  it('a classifier with its map of classes → one input, one output, the map gone, all else as it was', () => {
    const { graph, opsetImport } = decodeModel(adapted('models/lightgbm'));
    expect([graph.input.map(({ name }) => name), graph.output.map(({ name }) => name)]).toEqual([
      [ADAPTED_INPUT],
      [ADAPTED_OUTPUT],
    ]);
    expect(graph.node.map(({ opType }) => opType)).not.toContain('ZipMap');
    expect(graph.node.map(({ opType }) => opType)).toContain('TreeEnsembleClassifier');
    expect(opsetImport).toEqual(decodeModel(fixture('models/lightgbm')).opsetImport);
  });

  it('a file of trees alone, without ONNX’s own operators → gets their set', () => {
    expect(decodeModel(fixture('models/xgboost')).opsetImport.map(({ domain }) => domain)).toEqual(['ai.onnx.ml']);
    expect(decodeModel(adapted('models/xgboost')).opsetImport).toContainEqual({ domain: '', version: 9 });
  });

  it('metadata: written, and replaced without a trace of the old', () => {
    const bytes = adapted('models/xgboost');
    expect(readModelMetadata(bytes)).toEqual(metadata);
    const again = withMetadata(bytes, { ...metadata, modelId: 'other', baseMargin: 2 });
    expect(readModelMetadata(again)).toEqual({ ...metadata, modelId: 'other', baseMargin: 2 });
    expect(inspectModel(again).properties.size).toBe(inspectModel(bytes).properties.size);
  });
});

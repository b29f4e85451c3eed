/**
 * A small model as a team may bring one, that says itself what each feature added: a logistic regression of plain operators.
 * Missing values are the mean.
 */
import { Graph } from '../graph.js';
import type { ModelMetadata } from '../model-metadata.js';
import { MODEL_INPUT, MODEL_OUTPUTS } from '../names.js';
import { rowsOfFloats } from '../tensors.js';
import { writeModel } from '../write-model.js';

export interface LogisticModel {
  readonly featureNames: readonly string[];
  readonly means: readonly number[];
  readonly scales: readonly number[];
  /** Log-odds per scale. */
  readonly weights: readonly number[];
  readonly bias: number;
  readonly metadata: Omit<ModelMetadata, 'featureNames' | 'baseMargin'>;
}

export function writeLogisticModel({
  featureNames,
  means,
  scales,
  weights,
  bias,
  metadata,
}: LogisticModel): Uint8Array {
  const columns = featureNames.length;
  const graph = new Graph();
  graph.floats('means', means);
  graph.floats('scales', scales);
  graph.floats('weights', weights);
  graph.floats('bias', [bias]);
  graph.int64s('columns', [1]);
  const filled = graph.add('Where', [graph.add('IsNaN', [MODEL_INPUT], 'missing'), 'means', MODEL_INPUT], 'filled');
  const standardised = graph.add('Div', [graph.add('Sub', [filled, 'means'], 'centred'), 'scales'], 'standardised');
  const contributions = graph.add('Mul', [standardised, 'weights'], MODEL_OUTPUTS.contributions);
  const sum = graph.add('ReduceSum', [contributions, 'columns'], 'sum');
  graph.add('Sigmoid', [graph.add('Add', [sum, 'bias'], 'log_odds')], MODEL_OUTPUTS.probability);
  return writeModel({
    name: 'logistic_regression',
    docString: 'A logistic regression for tests.',
    graph,
    inputs: [rowsOfFloats(MODEL_INPUT, columns, 'Raw features.')],
    outputs: [
      rowsOfFloats(MODEL_OUTPUTS.probability, 1, 'Probability of fraud.'),
      rowsOfFloats(MODEL_OUTPUTS.contributions, columns, 'Log-odds added by each feature.'),
    ],
    metadata: { ...metadata, featureNames, baseMargin: bias },
  });
}

/**
 * Logistic regression as an ONNX graph of plain operators. The graph does everything from raw features on (missing
 * values, transforms, standardising), so that training and serving can't drift apart:
 *
 *   features [N, F], NaN = missing
 *     → signed logarithm of the heavy-tailed columns → missing := mean → (x − mean) / scale → clip
 *     → × weight = contributions [N, F] → Σ + bias → sigmoid = probability [N, 1]
 */
import { Graph } from './graph.js';
import type { ModelMetadata } from './model-metadata.js';
import { rowsOfFloats } from './tensors.js';
import { writeModel } from './write-model.js';

/** `signed_log`: sign(x) × ln(1 + |x|), for amounts, counts and gaps; means and scales are of the transformed value. */
export type FeatureTransform = 'identity' | 'signed_log';

export interface LogisticModel {
  readonly featureNames: readonly string[];
  /** Default: `identity` for all. */
  readonly transforms?: readonly FeatureTransform[];
  readonly means: readonly number[];
  /** Standard deviations, > 0. */
  readonly scales: readonly number[];
  /** Log-odds per standard deviation. */
  readonly weights: readonly number[];
  /** Log-odds of the average transaction. */
  readonly bias: number;
  /** Standardised values are cut to ± this many standard deviations, so that one outlier can't decide alone. Default: not cut. */
  readonly clip?: number;
  readonly metadata: Omit<ModelMetadata, 'featureNames' | 'baseMargin'>;
}

/** Names in the graph that a driver needs. */
export const MODEL_INPUT = 'features';
export const MODEL_OUTPUTS = { probability: 'probability', contributions: 'contributions' } as const;

/** Throws `RangeError` when lengths differ or a number can't be used. */
export function writeLogisticModel(model: LogisticModel): Uint8Array {
  check(model);
  const { featureNames, metadata } = model;
  const columns = featureNames.length;
  return writeModel({
    name: 'logistic_regression',
    docString:
      'Logistic regression: the probability that a payment is fraud, and what each feature adds to its log-odds.',
    graph: graphOf(model),
    inputs: [rowsOfFloats(MODEL_INPUT, columns, 'Raw features in the order of featureNames; NaN = missing.')],
    outputs: [
      rowsOfFloats(MODEL_OUTPUTS.probability, 1, 'Calibrated probability of fraud.'),
      rowsOfFloats(
        MODEL_OUTPUTS.contributions,
        columns,
        'Log-odds added by each feature, against the average transaction.',
      ),
    ],
    metadata: { ...metadata, featureNames, baseMargin: model.bias },
  });
}

function graphOf(model: LogisticModel): Graph {
  const graph = new Graph();
  graph.floats('means', model.means);
  graph.floats('scales', model.scales);
  graph.floats('weights', model.weights);
  graph.floats('bias', [model.bias]);
  graph.int64s('columns', [1]);
  const { transforms = [] } = model;
  let x = MODEL_INPUT;
  if (transforms.includes('signed_log')) {
    graph.floats('one', [1]);
    graph.bools(
      'logarithmic',
      transforms.map((transform) => transform === 'signed_log'),
    );
    const absPlusOne = graph.add('Add', [graph.add('Abs', [x], 'abs'), 'one'], 'abs_plus_one');
    const magnitude = graph.add('Log', [absPlusOne], 'magnitude');
    const signedLog = graph.add('Mul', [graph.add('Sign', [x], 'sign'), magnitude], 'signed_log');
    x = graph.add('Where', ['logarithmic', signedLog, x], 'transformed');
  }
  x = graph.add('Where', [graph.add('IsNaN', [MODEL_INPUT], 'missing'), 'means', x], 'filled');
  x = graph.add('Div', [graph.add('Sub', [x, 'means'], 'centred'), 'scales'], 'standardised');
  if (model.clip !== undefined) {
    graph.scalar('clip_low', -model.clip);
    graph.scalar('clip_high', model.clip);
    x = graph.add('Clip', [x, 'clip_low', 'clip_high'], 'clipped');
  }
  const contributions = graph.add('Mul', [x, 'weights'], MODEL_OUTPUTS.contributions);
  const sum = graph.add('ReduceSum', [contributions, 'columns'], 'sum');
  graph.add('Sigmoid', [graph.add('Add', [sum, 'bias'], 'log_odds')], MODEL_OUTPUTS.probability);
  return graph;
}

function check(model: LogisticModel): void {
  const { featureNames, means, scales, weights, transforms, bias, clip } = model;
  const columns = featureNames.length;
  if (columns === 0) throw new RangeError('A model needs at least one feature');
  if (new Set(featureNames).size !== columns) throw new RangeError('Feature names must not repeat');
  const lists: [string, readonly unknown[]][] = [
    ['means', means],
    ['scales', scales],
    ['weights', weights],
  ];
  if (transforms) lists.push(['transforms', transforms]);
  for (const [name, list] of lists)
    if (list.length !== columns) throw new RangeError(`${name} has ${list.length} entries for ${columns} features`);
  for (const [i, name] of featureNames.entries())
    if (![means[i], weights[i], scales[i]].every((x) => Number.isFinite(x)) || scales[i]! <= 0)
      throw new RangeError(`Feature ${name} needs a finite mean and weight, and a scale above 0`);
  if (!Number.isFinite(bias)) throw new RangeError('The bias must be finite');
  if (clip !== undefined && !(clip > 0)) throw new RangeError('clip must be above 0');
}

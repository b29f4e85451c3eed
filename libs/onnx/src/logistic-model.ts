/**
 * Logistic regression as an ONNX graph of plain operators. The graph does everything from raw features on (missing
 * values, transforms, standardising), so that training and serving can't drift apart:
 *
 *   features [N, F], NaN = missing
 *     → signed logarithm of the heavy-tailed columns → missing := mean → (x − mean) / scale → clip
 *     → × weight = contributions [N, F] → Σ + bias → sigmoid = probability [N, 1]
 */
import { metadataProps, type ModelMetadata } from './model-metadata.js';
import { ELEMENT, encodeModel, type NodeProto, type TensorProto, type ValueInfoProto } from './onnx-proto.js';

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

// IR 8 and operator set 17 (ONNX 1.12, 2022): old enough for every runtime in use, new enough for all operators here.
const IR_VERSION = 8;
const OPSET_VERSION = 17;

/** Throws `RangeError` when lengths differ or a number can't be used. */
export function writeLogisticModel(model: LogisticModel): Uint8Array {
  check(model);
  const { featureNames, metadata } = model;
  const columns = featureNames.length;
  const graph = graphOf(model);
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'caracal',
    producerVersion: '1',
    domain: 'caracal',
    modelVersion: metadata.modelVersion,
    docString:
      'Logistic regression: the probability that a payment is fraud, and what each feature adds to its log-odds.',
    graph: {
      name: 'logistic_regression',
      node: graph.nodes,
      initializer: graph.constants,
      input: [value(MODEL_INPUT, columns, 'Raw features in the order of featureNames; NaN = missing.')],
      output: [
        value(MODEL_OUTPUTS.probability, 1, 'Calibrated probability of fraud.'),
        value(MODEL_OUTPUTS.contributions, columns, 'Log-odds added by each feature, against the average transaction.'),
      ],
    },
    opsetImport: [{ domain: '', version: OPSET_VERSION }],
    metadataProps: metadataProps({ ...metadata, featureNames, baseMargin: model.bias }),
  });
}

function graphOf(model: LogisticModel): { nodes: NodeProto[]; constants: TensorProto[] } {
  const constants = [
    floats('means', model.means),
    floats('scales', model.scales),
    floats('weights', model.weights),
    floats('bias', [model.bias]),
    int64s('columns', [1]),
  ];
  const nodes: NodeProto[] = [];
  const add = (opType: string, input: string[], output: string): string => {
    nodes.push({ name: output, opType, input, output: [output] });
    return output;
  };

  let x = MODEL_INPUT;
  const { transforms = [] } = model;
  if (transforms.includes('signed_log')) {
    constants.push(
      floats('one', [1]),
      bools(
        'logarithmic',
        transforms.map((transform) => transform === 'signed_log'),
      ),
    );
    const magnitude = add('Log', [add('Add', [add('Abs', [x], 'abs'), 'one'], 'abs_plus_one')], 'magnitude');
    const signedLog = add('Mul', [add('Sign', [x], 'sign'), magnitude], 'signed_log');
    x = add('Where', ['logarithmic', signedLog, x], 'transformed');
  }
  x = add('Where', [add('IsNaN', [MODEL_INPUT], 'missing'), 'means', x], 'filled');
  x = add('Div', [add('Sub', [x, 'means'], 'centred'), 'scales'], 'standardised');
  if (model.clip !== undefined) {
    constants.push(scalar('clip_low', -model.clip), scalar('clip_high', model.clip));
    x = add('Clip', [x, 'clip_low', 'clip_high'], 'clipped');
  }
  const contributions = add('Mul', [x, 'weights'], MODEL_OUTPUTS.contributions);
  const logOdds = add('Add', [add('ReduceSum', [contributions, 'columns'], 'sum'), 'bias'], 'log_odds');
  add('Sigmoid', [logOdds], MODEL_OUTPUTS.probability);
  return { nodes, constants };
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

function value(name: string, columns: number, docString: string): ValueInfoProto {
  const dim = [{ dimParam: 'N' }, { dimValue: columns }];
  return { name, docString, type: { tensorType: { elemType: ELEMENT.float, shape: { dim } } } };
}

function floats(name: string, values: readonly number[]): TensorProto {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [i, x] of values.entries()) view.setFloat32(i * 4, x, true);
  return { name, dims: [values.length], dataType: ELEMENT.float, rawData: new Uint8Array(view.buffer) };
}

function scalar(name: string, x: number): TensorProto {
  return { ...floats(name, [x]), dims: [] };
}

function bools(name: string, values: readonly boolean[]): TensorProto {
  return { name, dims: [values.length], dataType: ELEMENT.bool, rawData: Uint8Array.from(values, Number) };
}

function int64s(name: string, values: readonly number[]): TensorProto {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  for (const [i, x] of values.entries()) view.setBigInt64(i * 8, BigInt(x), true);
  return { name, dims: [values.length], dataType: ELEMENT.int64, rawData: new Uint8Array(view.buffer) };
}

/**
 * What a model file says about itself, in ONNX `metadata_props`: the order of its inputs, what it was trained on and how
 * good it was. The names and their order travel inside the model, so that no service has to agree on them elsewhere.
 */
import { decodeModelHead } from './onnx-proto.js';

export interface ModelMetadata {
  readonly modelId: string;
  readonly modelVersion: number;
  /** Version of the features that it was trained on; what it is given goes by `featureNames`. */
  readonly featureSet: string;
  /** In the order of the model's input columns. */
  readonly featureNames: readonly string[];
  /** Log-odds of a transaction whose every feature is average: what the contributions are added to. */
  readonly baseMargin: number;
  /** Event times of the training data, Unix milliseconds; the end is exclusive. */
  readonly trainedFromMs: number;
  readonly trainedToMs: number;
  /** SHA-256 of the training rows, in hex. */
  readonly dataHash: string;
  /** Name → value on data that the model was not fitted to. */
  readonly metrics: Readonly<Record<string, number>>;
  /** What each feature usually is among good payments that have it, in the order of `featureNames`; NaN = hardly any has. */
  readonly typicalValues?: readonly number[];
  /** What it came from, name → value: the code's version, the model it was to replace, the parameters it was trained with. */
  readonly lineage?: Readonly<Record<string, string>>;
}

/** The bytes are not a model, or not one that says what Caracal needs to know. */
export class OnnxModelError extends Error {
  override readonly name = 'OnnxModelError';
}

const PREFIX = 'caracal.';
const FEATURES_MAX = 10_000;

export function metadataProps(metadata: Readonly<Record<string, unknown>>): { key: string; value: string }[] {
  return Object.entries(metadata).map(([key, value]) => ({
    key: PREFIX + key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

/** Throws `OnnxModelError` that names what is missing or malformed. */
export function readModelMetadata(bytes: Uint8Array): ModelMetadata {
  const props = new Map(propsOf(bytes).map(({ key, value }) => [key, value]));
  const text = (name: keyof ModelMetadata): string => {
    const value = props.get(PREFIX + name);
    if (value === undefined) throw new OnnxModelError(`The model has no metadata property ${PREFIX}${name}`);
    return value;
  };
  const number = (name: keyof ModelMetadata): number => {
    const value = json(name, text(name));
    if (typeof value !== 'number') throw malformed(name, 'a number');
    return value;
  };
  const featureNames = names(json('featureNames', text('featureNames')));
  const typical = props.get(`${PREFIX}typicalValues`);
  const origin = props.get(`${PREFIX}lineage`);
  return {
    modelId: text('modelId'),
    modelVersion: number('modelVersion'),
    featureSet: text('featureSet'),
    featureNames,
    baseMargin: number('baseMargin'),
    trainedFromMs: number('trainedFromMs'),
    trainedToMs: number('trainedToMs'),
    dataHash: text('dataHash'),
    metrics: metrics(json('metrics', text('metrics'))),
    ...(typical !== undefined && { typicalValues: typicalValues(json('typicalValues', typical), featureNames.length) }),
    ...(origin !== undefined && { lineage: lineage(json('lineage', origin)) }),
  };
}

/** A metadata property beyond those of `ModelMetadata`. Throws `OnnxModelError` when the bytes are not a model. */
export function readModelProperty(bytes: Uint8Array, name: string): string | undefined {
  return propsOf(bytes).find(({ key }) => key === PREFIX + name)?.value;
}

function propsOf(bytes: Uint8Array): { key: string; value: string }[] {
  try {
    const { irVersion, graph, metadataProps } = decodeModelHead(bytes);
    if (irVersion > 0 && graph.length > 0) return metadataProps;
  } catch (cause) {
    throw new OnnxModelError('The bytes are not an ONNX model', { cause });
  }
  throw new OnnxModelError('The bytes are not an ONNX model: no IR version or no graph');
}

function json(name: keyof ModelMetadata, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OnnxModelError(`The metadata property ${PREFIX}${name} is not JSON`, { cause });
  }
}

function names(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > FEATURES_MAX)
    throw malformed('featureNames', `a list of 1 to ${FEATURES_MAX} names`);
  if (!value.every((name): name is string => typeof name === 'string' && name !== ''))
    throw malformed('featureNames', 'a list of names');
  if (new Set(value).size !== value.length) throw malformed('featureNames', 'a list without repeats');
  return value;
}

function metrics(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('metrics', 'an object');
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, number] => typeof entry[1] === 'number'))
    throw malformed('metrics', 'an object of numbers');
  return Object.fromEntries(entries);
}

function lineage(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('lineage', 'an object');
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    throw malformed('lineage', 'an object of texts');
  return Object.fromEntries(entries);
}

/** JSON has no NaN: what is usually missing is written as null. */
function typicalValues(value: unknown, length: number): number[] {
  if (!Array.isArray(value) || value.length !== length || !value.every((x) => x === null || typeof x === 'number'))
    throw malformed('typicalValues', `a list of ${length} numbers or nulls`);
  return value.map((x: number | null) => x ?? Number.NaN);
}

function malformed(name: keyof ModelMetadata, expected: string): OnnxModelError {
  return new OnnxModelError(`The metadata property ${PREFIX}${name} must be ${expected}`);
}

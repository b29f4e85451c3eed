/**
 * A model as bytes: `CTRE`, a version, the length of a JSON header, the header (what is not an array), then the arrays in a
 * fixed order, little-endian. The same model always gives the same bytes.
 */
import type { Calibration } from './calibration/calibration.js';
import type { ModelFeature, TreeModel, TreeNodes } from './tree-model.js';
import { modelProblem } from './model-check.js';

/** The bytes are not a model, or not one of a version that is known here. */
export class TreeModelFileError extends Error {
  override readonly name = 'TreeModelFileError';
}

const MAGIC = 0x45525443;
const VERSION = 1;
const HEADER_AT = 12;
const ELEMENTS_MAX = 2 ** 28;

const NODE_ARRAYS = {
  feature: Int32Array,
  value: Float32Array,
  left: Uint32Array,
  missingLeft: Uint8Array,
  setStart: Uint32Array,
  setWords: Uint32Array,
  gain: Float32Array,
  cover: Float32Array,
} as const satisfies Partial<Record<keyof TreeNodes, unknown>>;

interface ArrayType {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): TreeNodes[keyof TreeNodes];
}

interface Header {
  readonly features: readonly ModelFeature[];
  readonly baseMargin: number;
  readonly calibration: Calibration;
  readonly trees: number;
  readonly nodes: number;
  readonly sets: number;
}

export function writeTreeModel(model: TreeModel): Uint8Array {
  const { features, baseMargin, calibration, treeStart, nodes } = model;
  const header: Header = {
    features: features.map(({ name, kind }) => ({ name, kind })),
    baseMargin,
    calibration,
    trees: treeStart.length - 1,
    nodes: nodes.feature.length,
    sets: nodes.sets.length,
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const arrays = [...namesOf().map((name) => nodes[name]), nodes.sets, treeStart];
  const length = arrays.reduce((sum, array) => sum + array.byteLength, HEADER_AT + text.length);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, text.length, true);
  bytes.set(text, HEADER_AT);
  let at = HEADER_AT + text.length;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

/** Throws `TreeModelFileError` that says what is wrong; a model that is read can be predicted with. */
export function readTreeModel(bytes: Uint8Array): TreeModel {
  const header = headerOf(bytes);
  let at = HEADER_AT + new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const take = (type: ArrayType, count: number): InstanceType<ArrayType> => {
    if (!Number.isInteger(count) || count < 0 || count > ELEMENTS_MAX) throw malformed(`a count of ${count}`);
    const end = at + count * type.BYTES_PER_ELEMENT;
    if (end > bytes.length) throw new TreeModelFileError('The model file is cut short');
    // A copy, for arrays of several bytes can't begin just anywhere.
    const copy = new Uint8Array(bytes.subarray(at, end));
    at = end;
    return new type(copy.buffer);
  };
  const { features, baseMargin, calibration } = header;
  const arrays = Object.fromEntries(
    namesOf().map((name) => [name, take(NODE_ARRAYS[name], header.nodes)]),
  ) as unknown as Omit<TreeNodes, 'sets'>;
  const sets = take(Uint32Array, header.sets) as Uint32Array;
  const treeStart = take(Uint32Array, header.trees + 1) as Uint32Array;
  if (at !== bytes.length) throw malformed(`${bytes.length - at} bytes too many`);
  const model = { features, baseMargin, calibration, treeStart, nodes: { ...arrays, sets } };
  const problem = modelProblem(model);
  if (problem !== undefined) throw malformed(problem);
  return model;
}

function headerOf(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_AT || view.getUint32(0, true) !== MAGIC)
    throw new TreeModelFileError('The bytes are not a model of trees');
  const version = view.getUint32(4, true);
  if (version !== VERSION)
    throw new TreeModelFileError(`The model file has version ${version}; this release reads version ${VERSION}`);
  try {
    const text = bytes.subarray(HEADER_AT, HEADER_AT + view.getUint32(8, true));
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
    if (typeof header === 'object' && header !== null) return header as Header;
  } catch (cause) {
    throw new TreeModelFileError('The header of the model file is not JSON', { cause });
  }
  throw malformed('no header');
}

function namesOf(): (keyof typeof NODE_ARRAYS)[] {
  return Object.keys(NODE_ARRAYS) as (keyof typeof NODE_ARRAYS)[];
}

function malformed(what: string): TreeModelFileError {
  return new TreeModelFileError(`The model file is malformed: ${what}`);
}

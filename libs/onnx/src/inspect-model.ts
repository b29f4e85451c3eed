/**
 * What is in a model file of any origin, without running it: its operators, inputs and outputs, and what a file from
 * somebody else must not have. Reads field by field, so that tensors are never taken apart.
 * https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto
 */
import { OnnxModelError } from './model-metadata.js';
import { fieldsOf, textOf, type WireField } from './wire.js';

export interface ModelFacts {
  readonly irVersion: number;
  readonly producer: string;
  /** Operator sets by domain; '' is ONNX's own. */
  readonly operatorSets: ReadonlyMap<string, number>;
  /** What a caller has to give: inputs that no constant of the file fills. */
  readonly inputs: readonly ValueFacts[];
  readonly outputs: readonly ValueFacts[];
  readonly nodes: readonly NodeFacts[];
  /** `name (location)` of tensors that are kept in other files. */
  readonly externalTensors: readonly string[];
  /** Functions that the model defines by itself. */
  readonly functions: number;
  readonly properties: ReadonlyMap<string, string>;
}

export interface ValueFacts {
  readonly name: string;
  readonly kind: 'tensor' | 'sequence' | 'map' | 'other';
  /** `TensorProto.DataType`; 0 where it is no tensor. */
  readonly elementType: number;
  /** A number where it is fixed. Undefined: the file says nothing of its shape. */
  readonly dimensions: readonly (number | undefined)[] | undefined;
}

export interface NodeFacts {
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Texts, and whole numbers in lists, by attribute. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** 0: of the graph itself; deeper: of a branch or a loop within. */
  readonly depth: number;
}

const DEPTH_MAX = 8;
const NODES_MAX = 200_000;
const LABELS = /^classlabels/;

/** Throws `OnnxModelError` when the bytes are no model, or nested too deeply. */
export function inspectModel(bytes: Uint8Array): ModelFacts {
  const graph = new GraphReader();
  const operatorSets = new Map<string, number>();
  const properties = new Map<string, string>();
  let irVersion = 0;
  let producer = '';
  let functions = 0;
  let graphs = 0;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) irVersion = field.value;
    else if (field.number === 2) producer = textOf(field);
    else if (field.number === 7) {
      graphs++;
      graph.read(field.content, 0);
    } else if (field.number === 8) operatorSets.set(...operatorSetOf(field.content));
    else if (field.number === 14) properties.set(...pairOf(field.content));
    else if (field.number === 25) functions++;
  }
  if (!(irVersion > 0) || graphs !== 1)
    throw new OnnxModelError('The bytes are not an ONNX model: no IR version or no graph');
  const { nodes, externalTensors, constants } = graph;
  const inputs = graph.inputs.filter(({ name }) => !constants.has(name));
  return {
    irVersion,
    producer,
    operatorSets,
    inputs,
    outputs: graph.outputs,
    nodes,
    externalTensors,
    functions,
    properties,
  };
}

class GraphReader {
  readonly nodes: NodeFacts[] = [];
  readonly inputs: ValueFacts[] = [];
  readonly outputs: ValueFacts[] = [];
  readonly constants = new Set<string>();
  readonly externalTensors: string[] = [];

  read(bytes: Uint8Array, depth: number): void {
    if (depth > DEPTH_MAX) throw new OnnxModelError(`The model's graphs are nested deeper than ${DEPTH_MAX}`);
    for (const field of fieldsOf(bytes)) {
      if (field.number === 1) this.node(field.content, depth);
      else if (field.number === 5) this.tensor(field.content, depth === 0);
      else if (field.number === 15) this.sparseTensor(field.content, depth === 0);
      else if (depth === 0 && field.number === 11) this.inputs.push(valueOf(field.content));
      else if (depth === 0 && field.number === 12) this.outputs.push(valueOf(field.content));
    }
  }

  private node(bytes: Uint8Array, depth: number): void {
    if (this.nodes.length === NODES_MAX) throw new OnnxModelError(`The model has more than ${NODES_MAX} operators`);
    const node = { operator: '', domain: '', inputs: [] as string[], outputs: [] as string[], depth };
    const texts = new Map<string, readonly string[]>();
    const attributes: Uint8Array[] = [];
    for (const field of fieldsOf(bytes)) {
      if (field.number === 1) node.inputs.push(textOf(field));
      else if (field.number === 2) node.outputs.push(textOf(field));
      else if (field.number === 4) node.operator = textOf(field);
      else if (field.number === 7) node.domain = textOf(field);
      else if (field.number === 5) attributes.push(field.content);
    }
    this.nodes.push({ ...node, texts });
    for (const attribute of attributes) this.attribute(attribute, texts, depth);
  }

  private attribute(bytes: Uint8Array, texts: Map<string, readonly string[]>, depth: number): void {
    let name = '';
    const fields: WireField[] = [];
    for (const field of fieldsOf(bytes)) {
      if (field.number === 1) name = textOf(field);
      // A list of numbers that is not packed has a field for each; trees have millions.
      else if (field.number !== 7 && (field.number !== 8 || LABELS.test(name))) fields.push(field);
    }
    for (const field of fields) {
      if (field.number === 4) texts.set(name, [textOf(field)]);
      else if (field.number === 9) texts.set(name, [...(texts.get(name) ?? []).slice(0, 16), textOf(field)]);
      else if (field.number === 8) texts.set(name, [...(texts.get(name) ?? []), ...integersOf(field)].slice(0, 16));
      else if (field.number === 5 || field.number === 10) this.tensor(field.content, false);
      else if (field.number === 22 || field.number === 23) this.sparseTensor(field.content, false);
      else if (field.number === 6 || field.number === 11) this.read(field.content, depth + 1);
    }
  }

  private sparseTensor(bytes: Uint8Array, isConstant: boolean): void {
    for (const field of fieldsOf(bytes))
      if (field.number === 1 || field.number === 2) this.tensor(field.content, isConstant);
  }

  private tensor(bytes: Uint8Array, isConstant: boolean): void {
    let name = '';
    let location: string | undefined;
    for (const field of fieldsOf(bytes)) {
      if (field.number === 8) name = textOf(field);
      else if (field.number === 14 && field.value === 1) location ??= '';
      else if (field.number === 13) {
        const [key, value] = pairOf(field.content);
        location = key === 'location' ? value : (location ?? '');
      }
    }
    if (isConstant) this.constants.add(name);
    if (location !== undefined) this.externalTensors.push(`${name} (${location})`);
  }
}

function valueOf(bytes: Uint8Array): ValueFacts {
  let name = '';
  let type: Uint8Array | undefined;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 2) type = field.content;
  }
  for (const field of fieldsOf(type ?? new Uint8Array())) {
    if (field.number === 1) return { name, kind: 'tensor', ...tensorTypeOf(field.content) };
    if (field.number === 4) return { name, kind: 'sequence', elementType: 0, dimensions: undefined };
    if (field.number === 5) return { name, kind: 'map', elementType: 0, dimensions: undefined };
  }
  return { name, kind: 'other', elementType: 0, dimensions: undefined };
}

function tensorTypeOf(bytes: Uint8Array): Pick<ValueFacts, 'elementType' | 'dimensions'> {
  let elementType = 0;
  let dimensions: (number | undefined)[] | undefined;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) elementType = field.value;
    else if (field.number === 2)
      dimensions = Array.from(fieldsOf(field.content), ({ content }) => dimensionOf(content));
  }
  return { elementType, dimensions };
}

/** What isn't above 0 is how some exporters say "any". */
function dimensionOf(bytes: Uint8Array): number | undefined {
  for (const field of fieldsOf(bytes)) if (field.number === 1 && field.value > 0) return field.value;
  return undefined;
}

function operatorSetOf(bytes: Uint8Array): [string, number] {
  let domain = '';
  let version = 0;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) domain = textOf(field);
    else if (field.number === 2) version = field.value;
  }
  return [domain, version];
}

function pairOf(bytes: Uint8Array): [string, string] {
  let key = '';
  let value = '';
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) key = textOf(field);
    else if (field.number === 2) value = textOf(field);
  }
  return [key, value];
}

/** One number, or a packed list of small ones. */
function integersOf({ content, value }: WireField): string[] {
  return content.length === 0 ? [String(value)] : Array.from(content, String);
}

/**
 * A model of another origin in the form that Caracal runs: one input `caracal.features`, rows of floats; one output
 * `caracal.probability`, [N, 1]; and the metadata. What is between stays as it is, byte by byte: operators are put before
 * and behind it. Outputs that nobody asks for are dropped, and with them the maps that some converters end in.
 */
import { Graph } from './graph.js';
import type { ModelFacts } from './inspect-model.js';
import { metadataProps, type ModelMetadata } from './model-metadata.js';
import type { InputReading, OutputReading, OutputScale } from './model-reading.js';
import { ELEMENT, encodeModel, type ModelProto } from './onnx-proto.js';
import { rowsOfFloats } from './tensors.js';
import { bytesField, concatenated, fieldsOf, textOf } from './wire.js';

export const ADAPTED_INPUT = 'caracal.features';
export const ADAPTED_OUTPUT = 'caracal.probability';

export interface Adaptation {
  readonly input: InputReading;
  readonly output: OutputReading;
  readonly scale: OutputScale;
  readonly metadata: ModelMetadata;
}

/** Old enough for any file, and has all that is added. */
const OWN_OPSET = 9;
const AXIS_1 = { axis: { int: 1 } } as const;
const CAST_TO = { [ELEMENT.float]: { to: { int: ELEMENT.float } }, [ELEMENT.double]: { to: { int: ELEMENT.double } } };

export function adaptModel(bytes: Uint8Array, facts: ModelFacts, adaptation: Adaptation): Uint8Array {
  const before = new Graph();
  feed(before, adaptation.input);
  const behind = new Graph();
  takeScores(behind, adaptation);
  const frame = framed(before, behind, adaptation.metadata);
  const taken = new Set(facts.inputs.map(({ name }) => name));
  const parts: Uint8Array[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 7) parts.push(bytesField(7, graphOf(field.content, frame, taken)));
    else if (field.number !== 14 || !isOurs(field.content)) parts.push(field.whole);
  }
  if (!facts.operatorSets.has('') && !facts.operatorSets.has('ai.onnx')) parts.push(...frame.operatorSets);
  return concatenated([...parts, ...frame.properties]);
}

/** The same model under other metadata. */
export function withMetadata(bytes: Uint8Array, metadata: ModelMetadata): Uint8Array {
  const names = new Set(Object.keys(metadata).map((name) => `caracal.${name}`));
  const kept = Array.from(fieldsOf(bytes))
    .filter(({ number, content }) => number !== 14 || !names.has(keyOf(content)))
    .map(({ whole }) => whole);
  return concatenated([...kept, ...framed(new Graph(), new Graph(), metadata).properties]);
}

function feed(graph: Graph, { form, inputs }: InputReading): void {
  for (const [column, { name, elementType }] of inputs.entries()) {
    let from = ADAPTED_INPUT;
    if (form === 'columns') {
      graph.int64s(`caracal.column_${column}`, [column]);
      from = graph.add('Gather', [from, `caracal.column_${column}`], `caracal.taken_${column}`, AXIS_1);
    }
    graph.add('Cast', [from], name, CAST_TO[elementType as 1 | 11]);
  }
}

function takeScores(graph: Graph, { output, scale }: Adaptation): void {
  graph.int64s('caracal.one_column', [-1, 1]);
  let scores = output.tensor;
  if (output.elementType !== ELEMENT.float)
    scores = graph.add('Cast', [scores], 'caracal.scores', CAST_TO[ELEMENT.float]);
  if (output.columns === 2) {
    if (scale === 'logit') scores = graph.add('Softmax', [scores], 'caracal.shares', AXIS_1);
    graph.int64s('caracal.fraud', [output.column]);
    scores = graph.add('Gather', [scores, 'caracal.fraud'], 'caracal.of_fraud', AXIS_1);
  } else if (scale === 'logit') scores = graph.add('Sigmoid', [scores], 'caracal.sigmoid');
  graph.add('Reshape', [scores, 'caracal.one_column'], ADAPTED_OUTPUT);
}

interface Frame {
  readonly first: readonly Uint8Array[];
  readonly last: readonly Uint8Array[];
  /** Constants, input and output. */
  readonly values: readonly Uint8Array[];
  readonly properties: readonly Uint8Array[];
  /** For files of trees alone, which use none of ONNX's own operators. */
  readonly operatorSets: readonly Uint8Array[];
}

/** What is added, as fields. Written as files that hold nothing else, and taken apart again. */
function framed(before: Graph, behind: Graph, metadata: ModelMetadata): Frame {
  const nodes = [...before.nodes, ...behind.nodes];
  const file = encodeModel({
    graph: {
      node: nodes,
      initializer: [...before.constants, ...behind.constants],
      input: [rowsOfFloats(ADAPTED_INPUT, metadata.featureNames.length, 'Raw features; NaN = missing.')],
      output: [rowsOfFloats(ADAPTED_OUTPUT, 1, 'Probability of fraud.')],
    },
    opsetImport: [{ domain: '', version: OWN_OPSET }],
    metadataProps: metadataProps({ ...metadata }),
  } as unknown as ModelProto);
  const graph = [...fieldsOf(file)].find(({ number }) => number === 7)!.content;
  const added = wholes(graph, 1);
  return {
    first: added.slice(0, before.nodes.length),
    last: added.slice(before.nodes.length),
    values: wholes(graph, 5, 11, 12),
    properties: wholes(file, 14),
    operatorSets: wholes(file, 8),
  };
}

function wholes(bytes: Uint8Array, ...numbers: number[]): Uint8Array[] {
  return [...fieldsOf(bytes)].filter(({ number }) => numbers.includes(number)).map(({ whole }) => whole);
}

function graphOf(bytes: Uint8Array, frame: Frame, taken: ReadonlySet<string>): Uint8Array {
  const nodes: Uint8Array[] = [];
  const rest: Uint8Array[] = [];
  for (const { number, content, whole } of fieldsOf(bytes)) {
    if (number === 1) {
      if (operatorOf(content) !== 'ZipMap') nodes.push(whole);
    } else if (number === 11) {
      if (!taken.has(firstText(content))) rest.push(whole);
    } else if (number !== 12) rest.push(whole);
  }
  return concatenated([...frame.first, ...nodes, ...frame.last, ...rest, ...frame.values]);
}

function operatorOf(node: Uint8Array): string {
  for (const field of fieldsOf(node)) if (field.number === 4) return textOf(field);
  return '';
}

function firstText(bytes: Uint8Array): string {
  for (const field of fieldsOf(bytes)) if (field.number === 1) return textOf(field);
  return '';
}

const keyOf = firstText;

function isOurs(pair: Uint8Array): boolean {
  return keyOf(pair).startsWith('caracal.');
}

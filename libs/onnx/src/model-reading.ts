/** How a model of another origin is fed and what of its outputs is the probability. Pure; what can't be told is said in words. */
import type { ModelFacts, NodeFacts, ValueFacts } from './inspect-model.js';
import { ELEMENT } from './onnx-proto.js';

/** `features`: one input with a column for each. `columns`: an input for each feature, by its name. */
export interface InputReading {
  readonly form: 'features' | 'columns';
  readonly inputs: readonly { readonly name: string; readonly elementType: number }[];
  /** Columns that the file says it takes; undefined where it leaves that open. */
  readonly width: number | undefined;
}

export interface OutputReading {
  /** The tensor with the scores. */
  readonly tensor: string;
  readonly elementType: number;
  /** How many columns the file says it has; undefined where that is open: 1, or as `[N]`. */
  readonly columns: number | undefined;
  /** Which of two columns is fraud. */
  readonly column: number;
  /** From the graph; undefined where only its values can tell. */
  readonly scale: OutputScale | undefined;
}

export type OutputScale = 'probability' | 'logit';

export type Reading<T> = { readonly value: T } | { readonly problem: string };

const FLOATS: readonly number[] = [ELEMENT.float, ELEMENT.double];
const TYPE_NAMES: Readonly<Record<number, string>> = { 6: 'int32', 7: 'int64', 8: 'string', 9: 'bool', 10: 'float16' };

export function readInputs({ inputs }: ModelFacts): Reading<InputReading> {
  if (inputs.length === 0) return { problem: 'The model has no input' };
  const wrong = inputs.find(({ kind, elementType }) => kind !== 'tensor' || !FLOATS.includes(elementType));
  if (wrong)
    return {
      problem: `Input ${wrong.name} is ${typeName(wrong)}: inputs must be float or double tensors, in which NaN says that a value is missing`,
    };
  const taken = inputs.map(({ name, elementType }) => ({ name, elementType }));
  if (inputs.length > 1) {
    const wide = inputs.find(({ dimensions }) => dimensions && !(dimensions.length === 2 && dimensions[1] === 1));
    return wide
      ? { problem: `The model has ${inputs.length} inputs, so each must be one column, [N, 1]; ${wide.name} is not` }
      : { value: { form: 'columns', inputs: taken, width: inputs.length } };
  }
  const { name, dimensions } = inputs[0]!;
  if (dimensions && dimensions.length !== 2)
    return { problem: `Input ${name} has ${dimensions.length} dimensions; it must be [N, number of features]` };
  if (dimensions?.[0] !== undefined)
    return {
      problem: `Input ${name} takes exactly ${dimensions[0]} rows at a time; export it with an open first dimension`,
    };
  return { value: { form: 'features', inputs: taken, width: dimensions?.[1] } };
}

/** @param wanted the output that holds the scores, where the caller says so */
export function readOutput(facts: ModelFacts, wanted: string | undefined): Reading<OutputReading> {
  const output = scoresOf(facts.outputs, wanted);
  if ('problem' in output) return output;
  const maker = facts.nodes.find(({ outputs }) => outputs.includes(output.value.name));
  if (output.value.kind === 'sequence') return fromZipMap(output.value, maker);
  const { name, elementType, dimensions } = output.value;
  const columns = dimensions?.length === 2 ? dimensions[1] : dimensions?.length === 1 ? 1 : undefined;
  if ((dimensions && dimensions.length > 2) || (columns ?? 1) > 2)
    return { problem: `Output ${name} must have one or two columns: a model of two classes` };
  const column = columns === 2 ? fraudColumn(maker) : 0;
  return { value: { tensor: name, elementType, columns, column, scale: scaleOf(maker) } };
}

function scoresOf(outputs: readonly ValueFacts[], wanted: string | undefined): Reading<ValueFacts> {
  const names = outputs.map(({ name }) => name).join(', ');
  if (wanted !== undefined) {
    const named = outputs.find(({ name }) => name === wanted);
    return named ? { value: named } : { problem: `The model has no output ${wanted}; it has ${names}` };
  }
  const usable = outputs.filter(({ kind, elementType }) => kind === 'sequence' || FLOATS.includes(elementType));
  const likely = usable.filter(({ name }) => /prob/i.test(name));
  const found = usable.length === 1 ? usable[0] : likely.length === 1 ? likely[0] : undefined;
  if (found) return { value: found };
  return {
    problem:
      usable.length === 0
        ? `No output holds scores (floats, or a ZipMap of them); there are: ${names || 'none'}`
        : `Several outputs could hold the scores (${usable.map(({ name }) => name).join(', ')}): say which by output=NAME`,
  };
}

/** Converters put a list of maps, class → probability, behind the tensor that classifiers make: that tensor is taken. */
function fromZipMap({ name }: ValueFacts, maker: NodeFacts | undefined): Reading<OutputReading> {
  const tensor = maker?.inputs[0];
  if (maker?.operator !== 'ZipMap' || tensor === undefined)
    return { problem: `Output ${name} is a sequence; it must be a tensor, or the list of maps of a ZipMap` };
  return {
    value: { tensor, elementType: ELEMENT.float, columns: 2, column: fraudColumn(maker), scale: 'probability' },
  };
}

/** Of two classes the one that is called so, else the second: 0/1, false/true. */
function fraudColumn(maker: NodeFacts | undefined): number {
  const labels = [...(maker?.texts ?? [])].find(([name]) => name.startsWith('classlabels'))?.[1] ?? [];
  const named = labels.findIndex((label) => /^(1|true|fraud|yes|positive)$/i.test(label));
  return named === 0 ? 0 : 1;
}

const PROBABILITIES = new Set(['Sigmoid', 'Softmax', 'Clip', 'Normalizer', 'LinearClassifier', 'SVMClassifier']);

function scaleOf(maker: NodeFacts | undefined): OutputScale | undefined {
  if (!maker) return undefined;
  const transform = maker.texts.get('post_transform')?.[0];
  if (transform === 'LOGISTIC' || transform?.startsWith('SOFTMAX')) return 'probability';
  if (maker.operator === 'Normalizer' || (maker.domain === '' && PROBABILITIES.has(maker.operator)))
    return 'probability';
  return maker.operator === 'Gemm' || maker.operator === 'MatMul' ? 'logit' : undefined;
}

function typeName({ kind, elementType }: ValueFacts): string {
  return kind === 'tensor' ? (TYPE_NAMES[elementType] ?? `of type ${elementType}`) : `a ${kind}`;
}

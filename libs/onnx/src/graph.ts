/** A graph while it is put together: nodes in the order that they run, and the constants they take. */
import { ATTRIBUTE, type AttributeProto, type NodeProto, type TensorProto } from './onnx-proto.js';
import { bools, floats, int64s, scalar } from './tensors.js';

export type AttributeValue =
  | { readonly int: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly strings: readonly string[] };

/** Operators that are not ONNX's own. */
export const ML_DOMAIN = 'ai.onnx.ml';

export class Graph {
  readonly nodes: NodeProto[] = [];
  readonly constants: TensorProto[] = [];

  /** A node of that name and output; returns the name, to be the input of others. */
  add(
    opType: string,
    input: readonly string[],
    output: string,
    attributes: Readonly<Record<string, AttributeValue>> = {},
    domain = '',
  ): string {
    const attribute = Object.entries(attributes).map(([name, value]) => attributeOf(name, value));
    this.nodes.push({ name: output, opType, input: [...input], output: [output], attribute, domain });
    return output;
  }

  floats(name: string, values: ArrayLike<number>, dims?: readonly number[]): string {
    return this.constant(floats(name, values, dims));
  }
  scalar(name: string, x: number): string {
    return this.constant(scalar(name, x));
  }
  bools(name: string, values: readonly boolean[]): string {
    return this.constant(bools(name, values));
  }
  int64s(name: string, values: ArrayLike<number>): string {
    return this.constant(int64s(name, values));
  }

  private constant(tensor: TensorProto): string {
    this.constants.push(tensor);
    return tensor.name;
  }
}

const utf8 = new TextEncoder();

function attributeOf(name: string, value: AttributeValue): AttributeProto {
  if ('int' in value) return { name, type: ATTRIBUTE.int, i: value.int };
  if ('string' in value) return { name, type: ATTRIBUTE.string, s: utf8.encode(value.string) };
  if ('ints' in value) return { name, type: ATTRIBUTE.ints, ints: [...value.ints] };
  if ('floats' in value) return { name, type: ATTRIBUTE.floats, floats: [...value.floats] };
  return { name, type: ATTRIBUTE.strings, strings: value.strings.map((text) => utf8.encode(text)) };
}

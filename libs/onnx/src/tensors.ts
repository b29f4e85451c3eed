/** Constants and inputs of a graph. */
import { ELEMENT, type TensorProto, type ValueInfoProto } from './onnx-proto.js';

/** A batch of rows of floats: as many rows as come, this many columns. */
export function rowsOfFloats(name: string, columns: number, docString: string): ValueInfoProto {
  const dim = [{ dimParam: 'N' }, { dimValue: columns }];
  return { name, docString, type: { tensorType: { elemType: ELEMENT.float, shape: { dim } } } };
}

export function floats(
  name: string,
  values: ArrayLike<number>,
  dims: readonly number[] = [values.length],
): TensorProto {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i]!, true);
  return { name, dims: [...dims], dataType: ELEMENT.float, rawData: new Uint8Array(view.buffer) };
}

export function scalar(name: string, x: number): TensorProto {
  return { ...floats(name, [x]), dims: [] };
}

export function bools(name: string, values: readonly boolean[]): TensorProto {
  return { name, dims: [values.length], dataType: ELEMENT.bool, rawData: Uint8Array.from(values, Number) };
}

export function int64s(name: string, values: ArrayLike<number>): TensorProto {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  for (let i = 0; i < values.length; i++) view.setBigInt64(i * 8, BigInt(values[i]!), true);
  return { name, dims: [values.length], dataType: ELEMENT.int64, rawData: new Uint8Array(view.buffer) };
}

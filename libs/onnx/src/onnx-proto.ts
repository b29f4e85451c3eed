/**
 * The part of onnx.proto that Caracal writes and reads, with the same field numbers, so that any ONNX tool takes the
 * files. Fields that are left out here are skipped when a model of another origin is read.
 * https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto
 */
import protobuf from 'protobufjs/light.js';

export interface TensorProto {
  name: string;
  dims: number[];
  dataType: number;
  /** Little-endian elements. */
  rawData: Uint8Array;
}
export interface NodeProto {
  name: string;
  opType: string;
  input: string[];
  output: string[];
  attribute?: AttributeProto[];
  /** Operator set; '' or absent: ONNX's own. */
  domain?: string;
}
/** One value, in the field that `type` names. */
export interface AttributeProto {
  name: string;
  type: number;
  i?: number;
  floats?: number[] | Float32Array;
  ints?: number[];
  /** UTF-8. */
  strings?: Uint8Array[];
  s?: Uint8Array;
}
export interface DimensionProto {
  dimValue?: number;
  dimParam?: string;
}
export interface ValueInfoProto {
  name: string;
  docString: string;
  type: { tensorType: { elemType: number; shape: { dim: DimensionProto[] } } };
}
export interface GraphProto {
  name: string;
  node: NodeProto[];
  initializer: TensorProto[];
  input: ValueInfoProto[];
  output: ValueInfoProto[];
}
export interface ModelProto {
  irVersion: number;
  producerName: string;
  producerVersion: string;
  domain: string;
  modelVersion: number;
  docString: string;
  graph: GraphProto;
  opsetImport: { domain: string; version: number }[];
  metadataProps: { key: string; value: string }[];
}

/** `TensorProto.DataType`. */
export const ELEMENT = { float: 1, int64: 7, bool: 9, double: 11 } as const;

/** `AttributeProto.AttributeType`. */
export const ATTRIBUTE = { int: 2, string: 3, floats: 6, ints: 7, strings: 8 } as const;

export function encodeModel(model: ModelProto): Uint8Array {
  return modelType.encode(modelType.fromObject(model)).finish();
}

/** Throws on bytes that are not a protobuf message of this shape. Absent fields come back as their defaults. */
export function decodeModel(bytes: Uint8Array): ModelProto {
  return modelType.toObject(modelType.decode(bytes), { longs: Number, defaults: true, arrays: true }) as ModelProto;
}

/** What a file says of itself, apart from its graph, which is not looked into: that takes long. Throws as `decodeModel` does. */
export function decodeModelHead(bytes: Uint8Array): ModelHead {
  return headType.toObject(headType.decode(bytes), { longs: Number, defaults: true, arrays: true }) as ModelHead;
}

export interface ModelHead extends Pick<ModelProto, 'irVersion' | 'metadataProps'> {
  /** As it lies in the file; empty where there is none. */
  graph: Uint8Array;
}

const root = protobuf.Root.fromJSON({
  nested: {
    onnx: {
      nested: {
        ModelProto: message({
          irVersion: field(1, 'int64'),
          producerName: field(2, 'string'),
          producerVersion: field(3, 'string'),
          domain: field(4, 'string'),
          modelVersion: field(5, 'int64'),
          docString: field(6, 'string'),
          graph: field(7, 'GraphProto'),
          opsetImport: repeated(8, 'OperatorSetIdProto'),
          metadataProps: repeated(14, 'StringStringEntryProto'),
        }),
        ModelHead: message({
          irVersion: field(1, 'int64'),
          graph: field(7, 'bytes'),
          metadataProps: repeated(14, 'StringStringEntryProto'),
        }),
        OperatorSetIdProto: message({ domain: field(1, 'string'), version: field(2, 'int64') }),
        StringStringEntryProto: message({ key: field(1, 'string'), value: field(2, 'string') }),
        GraphProto: message({
          node: repeated(1, 'NodeProto'),
          name: field(2, 'string'),
          initializer: repeated(5, 'TensorProto'),
          input: repeated(11, 'ValueInfoProto'),
          output: repeated(12, 'ValueInfoProto'),
        }),
        NodeProto: message({
          input: repeated(1, 'string'),
          output: repeated(2, 'string'),
          name: field(3, 'string'),
          opType: field(4, 'string'),
          attribute: repeated(5, 'AttributeProto'),
          domain: field(7, 'string'),
        }),
        AttributeProto: message({
          name: field(1, 'string'),
          i: field(3, 'int64'),
          s: field(4, 'bytes'),
          floats: repeated(7, 'float'),
          ints: repeated(8, 'int64'),
          strings: repeated(9, 'bytes'),
          type: field(20, 'int32'),
        }),
        TensorProto: message({
          dims: repeated(1, 'int64'),
          dataType: field(2, 'int32'),
          name: field(8, 'string'),
          rawData: field(9, 'bytes'),
        }),
        ValueInfoProto: message({
          name: field(1, 'string'),
          type: field(2, 'TypeProto'),
          docString: field(3, 'string'),
        }),
        TypeProto: message({ tensorType: field(1, 'TypeProtoTensor') }),
        TypeProtoTensor: message({ elemType: field(1, 'int32'), shape: field(2, 'TensorShapeProto') }),
        TensorShapeProto: message({ dim: repeated(1, 'DimensionProto') }),
        DimensionProto: {
          oneofs: { value: { oneof: ['dimValue', 'dimParam'] } },
          fields: { dimValue: field(1, 'int64'), dimParam: field(2, 'string') },
        },
      },
    },
  },
});
const modelType = root.lookupType('onnx.ModelProto');
const headType = root.lookupType('onnx.ModelHead');

function message(fields: Record<string, protobuf.IField>): protobuf.IType {
  return { fields };
}
function field(id: number, type: string): protobuf.IField {
  return { id, type };
}
function repeated(id: number, type: string): protobuf.IField {
  return { id, type, rule: 'repeated' };
}

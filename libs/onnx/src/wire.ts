/**
 * Protobuf by fields, without a schema: what is not understood is passed on byte by byte. For models of another origin,
 * whose every field has to survive.
 * https://protobuf.dev/programming-guides/encoding/
 */
import protobuf from 'protobufjs/light.js';
import { OnnxModelError } from './model-metadata.js';

const { Reader } = protobuf;
const VARINT = 0;
const BYTES = 2;

export interface WireField {
  readonly number: number;
  /** The number of a varint; 0 for other kinds. */
  readonly value: number;
  /** What a field with a length holds; empty for other kinds. */
  readonly content: Uint8Array;
  /** The whole field with its tag. */
  readonly whole: Uint8Array;
}

const NOTHING: Uint8Array = new Uint8Array();
const utf8 = new TextDecoder();

/** Throws `OnnxModelError` where the bytes end within a field. */
export function* fieldsOf(bytes: Uint8Array): Generator<WireField> {
  const reader = Reader.create(bytes);
  while (reader.pos < reader.len) {
    const start = reader.pos;
    let value = 0;
    let content: Uint8Array = NOTHING;
    let tag = 0;
    try {
      tag = reader.uint32();
      const kind = tag & 7;
      if (kind === VARINT) value = Number(reader.int64());
      else if (kind === BYTES) content = contentOf(reader, bytes);
      else reader.skipType(kind);
    } catch (cause) {
      throw new OnnxModelError('The bytes are not an ONNX model: they end within a field', { cause });
    }
    yield { number: tag >>> 3, value, content, whole: bytes.subarray(start, reader.pos) };
  }
}

export function textOf({ content }: WireField): string {
  return utf8.decode(content);
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** A field with a length. */
export function bytesField(number: number, content: Uint8Array): Uint8Array {
  return concatenated([varint((number << 3) | BYTES), varint(content.length), content]);
}

/** A view, where protobufjs would copy. */
function contentOf(reader: protobuf.Reader, bytes: Uint8Array): Uint8Array {
  const length = reader.uint32();
  const start = reader.pos;
  if (length > reader.len - start) throw new RangeError('longer than what is left');
  if (length > 0) reader.skip(length);
  return bytes.subarray(start, start + length);
}

function varint(value: number): Uint8Array {
  const out: number[] = [];
  for (; value > 127; value >>>= 7) out.push((value & 127) | 128);
  out.push(value);
  return Uint8Array.from(out);
}

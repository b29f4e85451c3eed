import protobuf from 'protobufjs/minimal.js';
import { attachment } from '#kernel';

/** A generated message type, as its generated parents call it. */
interface MessageType {
  encode(message: object, writer?: protobuf.Writer, ...rest: unknown[]): protobuf.Writer;
  decode(
    input: protobuf.Reader | Uint8Array,
    length?: number,
    end?: number,
    depth?: number,
    target?: object | null,
  ): object;
}

/** protobufjs has it since 8.8 and does not declare it: writes bytes as they are. */
interface RawWriter {
  raw(bytes: Uint8Array): protobuf.Writer;
}

/** Says that these are the bytes of a message, which is not to be changed from now on. */
export type KeepBytes = (message: object, bytes: Uint8Array) => void;

/**
 * Lets messages of this type remember the bytes that they were read from, and be written as those when they travel on
 * inside another message: a transaction goes through three records and is encoded once. Decoded messages must therefore
 * not be changed; a changed copy is another object, and encoded anew.
 */
export function keepBytes(type: MessageType): KeepBytes {
  const kept = attachment<object, Uint8Array>();
  const encode = type.encode.bind(type);
  const decode = type.decode.bind(type);
  type.decode = (input, length, end, depth, target) => {
    const reader = input instanceof protobuf.Reader ? input : protobuf.Reader.create(input);
    const start = reader.pos;
    const message = decode(reader, length, end, depth, target);
    // A field that comes again is merged into what came first, and the result is nobody's bytes. Null: it comes first.
    if (target) kept.delete(target);
    else kept.set(message, reader.buf.subarray(start, reader.pos));
    return message;
  };
  type.encode = (message, writer = protobuf.Writer.create(), ...rest) => {
    const bytes = kept.get(message);
    return bytes === undefined ? encode(message, writer, ...rest) : (writer as unknown as RawWriter).raw(bytes);
  };
  return (message, bytes) => kept.set(message, bytes);
}

import type { Codec } from '#contracts';
import { attachment } from '#kernel';
import type { LogRecord } from './event-log.js';

/** By the bytes that say it; the log hands a record to readers in the writer's process with the very bytes it was given. */
const known = attachment<Uint8Array, unknown>();

/**
 * What a record says. Decoded by the first reader that asks and shared with every other reader of the record in this
 * process, so it is not to be changed. `codec` is the one of the record's topic. Throws as `codec.decode` does.
 */
export function decodeOnce<T extends object>(codec: Codec<T>, { value }: Pick<LogRecord, 'value'>): Readonly<T> {
  const message = known.get(value) as T | undefined;
  if (message !== undefined) return message;
  const decoded = codec.decode(value);
  known.set(value, decoded);
  return decoded;
}

/**
 * The bytes of a message for the log, to be decoded by nobody in this process: `decodeOnce` gives its readers the message
 * itself, which is not to be changed from now on. It has to be whole: what decoding would add as a default is not added.
 */
export function encodeOnce<T extends object>(codec: Codec<T>, message: T): Uint8Array {
  const value = codec.encode(message);
  known.set(value, message);
  return value;
}

import type { Codec } from '#contracts';
import type { LogRecord } from './event-log.js';

const decoded = new WeakMap<LogRecord, unknown>();

/**
 * What a record says. Decoded by the first reader that asks and shared with every other reader of the record in this
 * process, so it is not to be changed. `codec` is the one of the record's topic. Throws as `codec.decode` does.
 */
export function decodeOnce<T extends object>(codec: Codec<T>, record: LogRecord): Readonly<T> {
  const known = decoded.get(record) as T | undefined;
  if (known !== undefined) return known;
  const value = codec.decode(record.value);
  decoded.set(record, value);
  return value;
}

import type { Codec } from '#contracts';
import { decodeOnce, type Handled, type LogRecord } from '#messaging';

/** The values of a batch, and the records that are not what the topic says. */
export function decodeBatch<T extends object>(codec: Codec<T>, records: readonly LogRecord[]): Decoded<T> {
  const values: Readonly<T>[] = [];
  const poison: { record: LogRecord; error: unknown }[] = [];
  for (const record of records) {
    try {
      values.push(decodeOnce(codec, record));
    } catch (error) {
      poison.push({ record, error });
    }
  }
  return { values, poison };
}

export interface Decoded<T> {
  readonly values: Readonly<T>[];
  readonly poison: NonNullable<Handled['poison']>;
}

import type { Codec } from '#contracts';
import type { Handled, LogRecord } from '#messaging';

/** The values of a batch, and the records that are not what the topic says. */
export function decodeBatch<T>(codec: Codec<T>, records: readonly LogRecord[]): Decoded<T> {
  const values: T[] = [];
  const poison: { record: LogRecord; error: unknown }[] = [];
  for (const record of records) {
    try {
      values.push(codec.decode(record.value));
    } catch (error) {
      poison.push({ record, error });
    }
  }
  return { values, poison };
}

export interface Decoded<T> {
  readonly values: T[];
  readonly poison: NonNullable<Handled['poison']>;
}

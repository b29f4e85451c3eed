import type { LogRecord, OutRecord } from './event-log.js';

/**
 * What an app does with records: edges decode, cores decide, loops send. The consumer loop calls it, publishes what it
 * returns, commits, retries and dead-letters; the handler never touches the log.
 */
export abstract class BatchHandler {
  /** Loads what the partition needs; may say where to begin (a handler that stores its own offset with its state). */
  assigned?(partition: number): Promise<{ startAt: number } | undefined>;
  /**
   * Records in, records out. A throw makes the loop retry, then isolate the record that fails and dead-letter it; so
   * either change no state before the last throw, or report bad records in `poison`.
   */
  abstract handle(records: readonly LogRecord[], partition: number): Promise<Handled> | Handled;
  /** Called when what `handle` returned for all records below `nextOffset` is durable. */
  published?(partition: number, nextOffset: number): void;
  /** The lowest offset that a restart must begin from, where that is lower than what was handled (work still open). */
  holdFrom?(partition: number): number | undefined;
  /** The partition is taken away or the service stops: save what must be saved. Everything handled was published. */
  revoked?(partition: number): Promise<void>;
}

export interface Handled {
  readonly publish: readonly OutRecord[];
  readonly poison?: readonly { readonly record: LogRecord; readonly error: unknown }[];
}

export const NOTHING: Handled = { publish: [] };

import { deadLetterV1, HybridLogicalClock, recordHeaders, topics } from '#contracts';
import { messageOf } from '#kernel';
import type { LogRecord, OutRecord } from './event-log.js';

/** Writes dead letters: a record that was given up, whole, with the error, the attempts and its headers. */
export class DeadLetters {
  private readonly clock = new HybridLogicalClock();

  constructor(private readonly group: string) {}

  /** The id derives from where the record stood, so that a repeat is recognised. `attempts` counts tries of `handle`. */
  letter(refused: RefusedRecord, error: unknown, attempts: number, nowMs: number): OutRecord {
    const { topic, partition, offset, headers } = refused;
    const cause = messageOf(error).slice(0, ERROR_CHARACTERS_MAX).toWellFormed();
    const cut = refused.value.length > VALUE_BYTES_MAX;
    return {
      topic: topics.deadLetters.name,
      key: refused.key,
      value: deadLetterV1.encode({
        topic,
        partition,
        offset,
        group: this.group,
        key: refused.key,
        value: cut ? refused.value.subarray(0, VALUE_BYTES_MAX) : refused.value,
        headers: { ...headers },
        error: cut ? `${cause} (value cut from ${refused.value.length} bytes)` : cause,
        attempts,
        failedAtMs: nowMs,
      }),
      headers: recordHeaders({
        id: `${this.group}:${topic}:${partition}:${offset}${offset < 0 ? `:${headers['ce_id'] ?? ''}` : ''}`,
        type: deadLetterV1.type,
        source: this.group,
        tenantId: headers['ce_tenant'] ?? '',
        hlc: this.clock.tick(nowMs),
        traceparent: headers['traceparent'],
      }),
    };
  }
}

/** A record from the log, or one that could not be written to it (partition and offset -1). */
export type RefusedRecord = Omit<LogRecord, 'appendedAtMs'>;

const ERROR_CHARACTERS_MAX = 4096;
/** Leaves room for headers under the topic's limit. */
const VALUE_BYTES_MAX = topics.deadLetters.recordBytesMax - 64 * 1024;

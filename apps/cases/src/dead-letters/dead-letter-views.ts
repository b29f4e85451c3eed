/** Stored dead letters → what the API answers. Pure. */
import type { DeadLetterDetail, DeadLetterSummary } from '#contracts';
import { instant, type NameOf } from '../console/views.js';
import { person } from '../patterns/pattern-views.js';
import type { DeadLetterRow, WholeDeadLetter } from './dead-letter-store.js';
import { notReplayable, payloadOf, readable } from './letter-payload.js';

export function letterSummary(row: DeadLetterRow, nameOf: NameOf): DeadLetterSummary {
  const { id, status, topic, group, key, error, attempts, failedAtMs, bytes, handledAtMs, handledBy } = row;
  const handled =
    handledAtMs === null || handledBy === null ? null : { at: instant(handledAtMs), by: person(handledBy, nameOf) };
  return { id, status, topic, group, key, error, attempts, failed_at: instant(failedAtMs), bytes, handled };
}

export function letterDetail(whole: WholeDeadLetter, nameOf: NameOf): DeadLetterDetail {
  const { letter } = whole;
  const { payload, unreadable } = payloadOf(letter);
  const header = (name: string): string | null => {
    const value = letter.headers[name];
    return value === undefined ? null : readable(value);
  };
  return {
    ...letterSummary(whole, nameOf),
    partition: letter.partition,
    offset: letter.offset < 0 ? null : letter.offset,
    record: {
      id: header('ce_id'),
      type: header('ce_type'),
      // The second part of a W3C traceparent.
      trace_id: header('traceparent')?.split('-')[1] ?? null,
    },
    payload: payload ?? null,
    unreadable: unreadable ?? null,
    not_replayable: notReplayable(letter) ?? null,
  };
}

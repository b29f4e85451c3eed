/** When an event of an example happens: an offset, also before the beginning (`-90s`), or a date-time. */
import { parseDuration } from '#cel';

/** Offsets count from here. */
const EPOCH_MS = Date.UTC(2026, 0, 5);

/** Unix milliseconds; undefined when it is neither. A number is an offset in milliseconds. */
export function exampleInstant(at: string | number): number | undefined {
  if (typeof at === 'number') return EPOCH_MS + at;
  const negative = at.startsWith('-');
  const offset = parseDuration(negative ? at.slice(1) : at);
  if (offset !== undefined) return EPOCH_MS + (negative ? -offset : offset);
  const instant = Date.parse(at);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Times of files: ISO 8601 (without a zone: UTC), or Unix time in seconds, milliseconds, microseconds or nanoseconds. */
import type { CellValue } from '#training';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/;
/** Unix times of the years 1973 to 5138 have as many digits in each unit. */
const UNITS = [
  [1e11, 1000],
  [1e14, 1],
  [1e17, 1e-3],
  [Infinity, 1e-6],
] as const;

/** Unix milliseconds; undefined for what is no time. */
export function timeMs(value: CellValue): number | undefined {
  if (value instanceof Date) return finite(value.getTime());
  if (typeof value === 'string' && !/^-?\d+(\.\d+)?$/.test(value)) {
    const match = ISO.exec(value);
    return match ? finite(Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`)) : undefined;
  }
  if (value === null || value === undefined || typeof value === 'boolean') return undefined;
  const number = Number(value);
  const [, factor] = UNITS.find(([below]) => Math.abs(number) < below) ?? [0, Number.NaN];
  return finite(number * factor);
}

function finite(ms: number): number | undefined {
  return Number.isFinite(ms) ? ms : undefined;
}

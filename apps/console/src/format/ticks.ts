import { clockTime, dayAndMonth, shortDateTime, zoneOffset } from './time.js';

export interface Tick {
  readonly atMs: number;
  /** What distinguishes it from its neighbours: "22 Oct", "06:00", "09:30:15". */
  readonly says: string;
}

/** At most so many round times of the zone in [fromMs, toMs], the densest that there are. */
export function ticksBetween(fromMs: number, toMs: number, most: number, timeZone: string): Tick[] {
  const step = STEPS.find((ms) => (toMs - fromMs) / ms <= most - 1) ?? STEPS.at(-1)!;
  const ticks: Tick[] = [];
  let local = Math.ceil((fromMs + zoneOffset(fromMs, timeZone)) / step) * step;
  for (let atMs = universal(local, timeZone); atMs <= toMs; atMs = universal((local += step), timeZone))
    ticks.push({ atMs, says: wordsFor(atMs, step, local % DAY === 0, timeZone) });
  return ticks;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364, 3640].map((days) => days * DAY),
];

/** The instant at which the zone's clocks show `local`, a time as if it were UTC. */
function universal(local: number, timeZone: string): number {
  return local - zoneOffset(local - zoneOffset(local, timeZone), timeZone);
}

function wordsFor(atMs: number, step: number, isMidnight: boolean, timeZone: string): string {
  if (isMidnight) return dayAndMonth(atMs, timeZone);
  return step < MINUTE ? shortDateTime(atMs, timeZone).slice(-8) : clockTime(atMs, timeZone);
}

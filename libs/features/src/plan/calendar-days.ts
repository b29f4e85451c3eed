/** Where the days of a time zone begin. Zones change their offset at quarters of an hour, so that one look serves for each. */
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const REMEMBERED_MAX = 4096;

export class CalendarDays {
  private readonly known = new Map<number, Day>();
  private readonly format: Intl.DateTimeFormat | undefined;
  private lastQuarter = Number.NaN;
  private last: Day = { startMs: Number.NaN, number: Number.NaN };

  /** Throws `RangeError` for a zone that there isn't; `timeZone` is an IANA name. */
  constructor(readonly timeZone: string) {
    if (timeZone === 'UTC') return;
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** The first instant of the day of `ms`, Unix milliseconds. */
  startOf(ms: number): number {
    return this.dayOf(ms).startMs;
  }

  /** 0 for Sunday. */
  weekdayOf(ms: number): number {
    // The Unix epoch was a Thursday.
    return modulo(this.dayOf(ms).number + 4, 7);
  }

  private dayOf(ms: number): Day {
    const quarter = ms - modulo(ms, QUARTER_MS);
    if (quarter === this.lastQuarter) return this.last;
    let day = this.known.get(quarter);
    if (day === undefined) {
      day = this.workedOut(quarter);
      if (this.known.size >= REMEMBERED_MAX) this.known.clear();
      this.known.set(quarter, day);
    }
    this.lastQuarter = quarter;
    this.last = day;
    return day;
  }

  private workedOut(ms: number): Day {
    const local = this.localTime(ms);
    const number = Math.floor(local / DAY_MS);
    const midnight = number * DAY_MS;
    // The offset at midnight may be another than now's: halfway to it by the clock is not halfway in time.
    let startMs = ms - (local - midnight);
    for (let i = 0; i < 2; i++) startMs += midnight - this.localTime(startMs);
    // Where clocks jump over midnight, the day begins with the jump.
    while (Math.floor(this.localTime(startMs) / DAY_MS) < number) startMs += QUARTER_MS;
    return { startMs, number };
  }

  /** The wall clock at `ms`, as if it were UTC. */
  private localTime(ms: number): number {
    if (this.format === undefined) return ms;
    const parts = this.format.formatToParts(ms);
    const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  }
}

interface Day {
  readonly startMs: number;
  /** Days of the calendar since 1 January 1970. */
  readonly number: number;
}

function modulo(value: number, by: number): number {
  const rest = value % by;
  return rest < 0 ? rest + by : rest;
}

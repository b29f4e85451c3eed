/** Times for people: relative in lists, absolute with the zone on hover. All take the present as an argument. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "now", "42 s ago", "3 min ago", "5 h ago", "12 d ago"; from the future "in 3 min". Over a year: the date. */
export function relativeTime(atMs: number, nowMs: number): string {
  const ago = nowMs - atMs;
  const distance = Math.abs(ago);
  if (distance >= 365 * DAY) return dateOnly(atMs);
  // Clocks of two machines differ by a little; a decision "in 1 s" would look like a fault.
  if (distance < 2 * SECOND || (ago < 0 && distance < 5 * SECOND)) return 'now';
  const text = duration(distance);
  return ago < 0 ? `in ${text}` : `${text} ago`;
}

/** One unit, rounded down: "42 s", "3 min", "5 h", "12 d". */
export function duration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < 2 * DAY) return `${Math.floor(length / HOUR)} h`;
  return `${Math.floor(length / DAY)} d`;
}

/** Two units, for spans that are read and not scanned: "4 min 30 s", "2 h 5 min", "3 d 4 h". */
export function longDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ms`;
  const [unit, small, big, little] =
    length < MINUTE
      ? ([SECOND, 0, 's', ''] as const)
      : length < HOUR
        ? ([MINUTE, SECOND, 'min', 's'] as const)
        : length < DAY
          ? ([HOUR, MINUTE, 'h', 'min'] as const)
          : ([DAY, HOUR, 'd', 'h'] as const);
  const whole = Math.floor(length / unit);
  const rest = small === 0 ? 0 : Math.floor((length % unit) / small);
  return rest === 0 ? `${whole} ${big}` : `${whole} ${big} ${rest} ${little}`;
}

/** "Fri 20 Nov 2026, 09:30:11.120 GMT+1" */
export function absoluteTime(atMs: number, timeZone?: string): string {
  const p = parts(atMs, timeZone);
  return `${p['weekday']} ${p['day']} ${p['month']} ${p['year']}, ${clock(p)}.${p['fractionalSecond']} ${p['timeZoneName']}`;
}

/** "20 Nov, 09:30:11": a column of times of one account. */
export function shortDateTime(atMs: number, timeZone?: string): string {
  const p = parts(atMs, timeZone);
  return `${p['day']} ${p['month']}, ${clock(p)}`;
}

/** "20 Nov" */
export function dayAndMonth(atMs: number, timeZone?: string): string {
  const p = parts(atMs, timeZone);
  return `${p['day']} ${p['month']}`;
}

/** Milliseconds that the zone's clocks are ahead of UTC at this instant. */
export function zoneOffset(atMs: number, timeZone: string): number {
  const p = parts(atMs, timeZone);
  const shown = Date.parse(`${p['day']} ${p['month']} ${p['year']} ${clock(p)} UTC`);
  return shown - Math.floor(atMs / SECOND) * SECOND;
}

/** "09:30" */
export function clockTime(atMs: number, timeZone?: string): string {
  return clock(parts(atMs, timeZone)).slice(0, 5);
}

/** "20 Nov 2026" */
export function dateOnly(atMs: number, timeZone?: string): string {
  const p = parts(atMs, timeZone);
  return `${p['day']} ${p['month']} ${p['year']}`;
}

function clock(p: Parts): string {
  return `${p['hour']}:${p['minute']}:${p['second']}`;
}

type Parts = Record<string, string>;
const formats = new Map<string, Intl.DateTimeFormat>();

function parts(atMs: number, timeZone?: string): Parts {
  const key = timeZone ?? '';
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      timeZoneName: 'short',
      hourCycle: 'h23',
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    formats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(atMs).map((part) => [part.type, part.value]));
}

/** Numbers as people read them. */

export function count(x: number): string {
  return x.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

export function share(x: number, digits = 2): string {
  return Number.isNaN(x) ? '–' : `${(100 * x).toFixed(digits)} %`;
}

/** Three digits that mean something. */
export function short(x: number): string {
  if (Number.isNaN(x)) return '–';
  if (x === 0 || !Number.isFinite(x)) return String(x);
  if (Math.abs(x) >= 1e6 || Math.abs(x) < 1e-4) return x.toExponential(2);
  return Number(x.toPrecision(Math.abs(x) >= 100 ? 6 : 3)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

export function metric(x: number): string {
  return Number.isNaN(x) ? '–' : x.toFixed(4);
}

/** UTC, to the minute. */
export function moment(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

export function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Sorts the times given. */
export function quantiles(times: number[]): { p50: number; p99: number; max: number } {
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { p50: round(at(0.5)), p99: round(at(0.99)), max: round(at(1)) };
}

export function round(x: number): number {
  return Number(x.toPrecision(3));
}

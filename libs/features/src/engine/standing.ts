/**
 * Which words about a payment stand: of each source the newest, and none that was taken back. A withdrawal takes back what was
 * known before it, and what happened before it though it becomes known later: a chargeback that comes after its own reversal
 * is none.
 */

/** One thing that was said of a payment. */
export interface Word {
  readonly source: string;
  /** `withdrawn`: the source takes back what it said. */
  readonly verdict: string;
  /** When it happened, Unix milliseconds. */
  readonly occurredAtMs: number;
}

/** @param words - of one payment, in the order in which they became known */
export function standing<T extends Word>(words: readonly T[]): T[] {
  const newest = new Map<string, T>();
  const withdrawnUntil = new Map<string, number>();
  for (const word of words) {
    const { source, verdict, occurredAtMs } = word;
    const untilMs = withdrawnUntil.get(source) ?? -Infinity;
    if (verdict === 'withdrawn') {
      newest.delete(source);
      withdrawnUntil.set(source, Math.max(untilMs, occurredAtMs));
    } else if (occurredAtMs > untilMs) newest.set(source, word);
  }
  return [...newest.values()];
}

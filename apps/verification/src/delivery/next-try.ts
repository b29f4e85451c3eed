/** A payer waits at the page: tries come quickly and end soon. */
const TRIES_MAX = 6;
const FIRST_PAUSE_MS = 1_000;
const PAUSE_MS_MAX = 30_000;

/** When to try again after `tries` tries; undefined when it is no use, because of their number or of the challenge's end. */
export function nextTryAtMs(tries: number, nowMs: number, expiresAtMs: number): number | undefined {
  if (tries >= TRIES_MAX) return undefined;
  const next = nowMs + Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** (tries - 1));
  return next < expiresAtMs ? next : undefined;
}

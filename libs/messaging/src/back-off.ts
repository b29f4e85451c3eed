import { setTimeout as delay } from 'node:timers/promises';

/** How long to wait before trying again: doubles from `baseMs` to `maxMs`, the upper half of it random. */
export interface BackOff {
  readonly baseMs: number;
  readonly maxMs: number;
}

export function backOffMs(attempt: number, { baseMs, maxMs }: BackOff, random: number = Math.random()): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return full / 2 + (full / 2) * random;
}

/** Waits; returns at once when `signal` aborts, without throwing. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  await delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}

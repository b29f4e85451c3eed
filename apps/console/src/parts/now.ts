import { useSyncExternalStore } from 'react';

/** One clock for the whole page, ticking each second, so that ages in all rows change together. */
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** What `read` makes of the present; renders again only when that changes. */
export function useOfNow(read: (nowMs: number) => string): string {
  return useSyncExternalStore(subscribe, () => read(now));
}

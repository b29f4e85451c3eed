import { setTimeout as sleep } from 'node:timers/promises';

/** What `look` finds, as soon as it finds something. Rejects, saying what was looked for, after `withinMs`. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await sleep(100);
  }
}

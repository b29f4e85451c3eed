/** Rows that are due at their times, whatever became of those before: what waits for others counts. */
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchModel } from './bench-model.js';

export interface LoadResult {
  /** From when each row was due to its answer, ms. */
  readonly times: number[];
  /** From when it was due to when it was asked for: timers and the thread's other work. */
  readonly late: number[];
  readonly failed: number;
}

/** Asks one row at a time. */
export async function openLoop(
  { rows, width, rowCount }: BenchModel,
  perSecond: number,
  seconds: number,
  ask: (row: Float32Array) => Promise<boolean>,
): Promise<LoadResult> {
  const times: number[] = [];
  const late: number[] = [];
  let failed = 0;
  const asked: Promise<void>[] = [];
  const startedAtMs = performance.now();
  const count = perSecond * seconds;
  for (let i = 0; i < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - startedAtMs) * perSecond) / 1000));
    for (; i < due; i++) {
      const at = (i % rowCount) * width;
      const dueAtMs = startedAtMs + (i * 1000) / perSecond;
      late.push(performance.now() - dueAtMs);
      asked.push(
        (async () => {
          if (!(await ask(rows.subarray(at, at + width)))) failed++;
          times.push(performance.now() - dueAtMs);
        })(),
      );
    }
    await delay(1);
  }
  await Promise.all(asked);
  return { times, late, failed };
}

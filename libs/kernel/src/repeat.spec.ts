import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repeat } from './repeat.js';

describe('repeat', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs at once, then after each pause; more to do → without one; an error → reported, and it goes on', async () => {
    const results: (boolean | Error)[] = [false, true, new Error('away'), false];
    const errors: unknown[] = [];
    let runs = 0;
    const repeated = repeat(
      100,
      async () => {
        const result = results[runs++] ?? false;
        if (result instanceof Error) throw result;
        return result;
      },
      (error) => errors.push(error),
    );
    await vi.advanceTimersByTimeAsync(99);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toBe(3);
    expect(errors).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(runs).toBe(4);
    await repeated.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs).toBe(4);
  });

  it('nudge: idle → runs now; running → once more afterwards, never twice at once', async () => {
    let atOnce = 0;
    let worst = 0;
    let runs = 0;
    const repeated = repeat(
      1000,
      async () => {
        runs++;
        worst = Math.max(worst, ++atOnce);
        await new Promise((resolve) => setTimeout(resolve, 10));
        atOnce--;
      },
      () => undefined,
    );
    repeated.nudge();
    repeated.nudge();
    await vi.advanceTimersByTimeAsync(25);
    expect(runs).toBe(2);
    repeated.nudge();
    await vi.advanceTimersByTimeAsync(10);
    expect([runs, worst]).toEqual([3, 1]);
    await repeated.stop();
  });

  it('stop: waits for the present run', async () => {
    let ended = false;
    const repeated = repeat(
      10,
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        ended = true;
      },
      () => undefined,
    );
    const stopped = repeated.stop();
    await vi.advanceTimersByTimeAsync(50);
    await stopped;
    expect(ended).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import type { Scores } from '#inference';
import { ModelGuard, type ModelFailure } from './model-guard.js';

const SCORES: Scores = { probability: new Float32Array(1), contributions: new Float32Array(1) };
const fine = async (): Promise<Scores> => SCORES;
const failing = async (): Promise<Scores> => {
  throw new Error('no');
};

function guardOf() {
  const time = { ms: 0 };
  const failures: ModelFailure[] = [];
  const limits = { timeoutMs: 20, failuresMax: 3, restMs: 5000, restMsMax: 12_000 };
  const guard = new ModelGuard(
    limits,
    () => time.ms,
    (kind) => failures.push(kind),
  );
  return { guard, time, failures };
}

describe('ModelGuard', () => {
  it('a model that answers → its scores', async () => {
    const { guard, failures } = guardOf();
    expect(await guard.scores(fine)).toBe(SCORES);
    expect(failures).toEqual([]);
  });

  it('a model that hangs → slow, after the time-out', async () => {
    const { guard, failures } = guardOf();
    expect(await guard.scores(() => new Promise(() => undefined))).toBe('slow');
    expect(failures).toEqual(['timeout']);
  });

  it.each([Number.NaN, Infinity, -0.1, 1.5])('a model that says %d → its scores, but counted', async (x) => {
    const { guard, failures } = guardOf();
    await guard.scores(async () => ({ probability: Float32Array.of(0.5, x) }));
    expect(failures).toEqual(['not_a_number']);
  });

  it('three failures in a row → not asked for the rest time; then one try decides', async () => {
    const { guard, time, failures } = guardOf();
    for (let i = 0; i < 3; i++) expect(await guard.scores(failing)).toBe('failed');
    expect(guard.open).toBe(true);
    let asked = 0;
    const counted = (): Promise<Scores> => {
      asked++;
      return failing();
    };
    expect(await guard.scores(counted)).toBe('resting');
    expect(asked).toBe(0);
    time.ms += 5000;
    expect(guard.open).toBe(false);
    await guard.scores(counted);
    expect(asked).toBe(1);
    expect(guard.open).toBe(true);
    time.ms += 10_000;
    expect(await guard.scores(fine)).toBe(SCORES);
    expect(guard.open).toBe(false);
    expect(failures).toEqual(['error', 'error', 'error', 'error']);
  });

  it('it fails again after each rest → rests longer each time, up to the limit; an answer → short again', async () => {
    const { guard, time } = guardOf();
    const restOf = (): number => {
      const startedAt = time.ms;
      while (guard.open) time.ms += 1000;
      return time.ms - startedAt;
    };
    for (let i = 0; i < 3; i++) await guard.scores(failing);
    const rests = [restOf()];
    for (let i = 0; i < 3; i++) {
      await guard.scores(failing);
      rests.push(restOf());
    }
    expect(rests).toEqual([5000, 10_000, 12_000, 12_000]);
    await guard.scores(fine);
    for (let i = 0; i < 3; i++) await guard.scores(failing);
    expect(restOf()).toBe(5000);
  });

  it('failures with successes between → never rests', async () => {
    const { guard } = guardOf();
    for (let i = 0; i < 4; i++) {
      await guard.scores(failing);
      await guard.scores(failing);
      await guard.scores(fine);
    }
    expect(guard.open).toBe(false);
  });
});

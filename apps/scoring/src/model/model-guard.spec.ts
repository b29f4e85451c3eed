import { describe, expect, it } from 'vitest';
import { ModelGuard, type ModelFailure } from './model-guard.js';
import type { Scores } from './scoring-model.js';

const SCORES: Scores = { probability: new Float32Array(1), contributions: new Float32Array(1) };
const fine = async (): Promise<Scores> => SCORES;
const failing = async (): Promise<Scores> => {
  throw new Error('no');
};

function guardOf() {
  const time = { ms: 0 };
  const failures: ModelFailure[] = [];
  const limits = { timeoutMs: 20, failuresMax: 3, restMs: 5000 };
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

  it('a model that hangs → nothing after the time-out', async () => {
    const { guard, failures } = guardOf();
    expect(await guard.scores(() => new Promise(() => undefined))).toBeUndefined();
    expect(failures).toEqual(['timeout']);
  });

  it('a run that blocked for longer than the time-out → its scores, but counted as slow', async () => {
    const { guard, time, failures } = guardOf();
    const scores = await guard.scores(async () => {
      time.ms += 50;
      return SCORES;
    });
    expect(scores).toBe(SCORES);
    expect(failures).toEqual(['timeout']);
  });

  it('three failures in a row → not asked for the rest time; then one try decides', async () => {
    const { guard, time, failures } = guardOf();
    for (let i = 0; i < 3; i++) expect(await guard.scores(failing)).toBeUndefined();
    expect(guard.open).toBe(true);
    let asked = 0;
    const counted = (): Promise<Scores> => {
      asked++;
      return failing();
    };
    await guard.scores(counted);
    expect(asked).toBe(0);
    time.ms += 5000;
    expect(guard.open).toBe(false);
    await guard.scores(counted);
    expect(asked).toBe(1);
    expect(guard.open).toBe(true);
    time.ms += 5000;
    expect(await guard.scores(fine)).toBe(SCORES);
    expect(guard.open).toBe(false);
    expect(failures).toEqual(['error', 'error', 'error', 'error']);
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

import { describe, expect, it } from 'vitest';
import { MicroBatcher } from './micro-batcher.js';
import type { Scores } from './scoring-model.js';

/** A model of two columns whose probability is the first and whose contributions are the row; notes its batches. */
function batcherOf(limits: { rowsMax?: number; waitMsMax?: number } = {}, fail?: Error) {
  const batches: number[] = [];
  const score = async (rows: Float32Array, count: number): Promise<Scores> => {
    batches.push(count);
    if (fail) throw fail;
    const probability = Float32Array.from({ length: count }, (_, row) => rows[row * 2]!);
    return { probability, contributions: rows.slice(0, count * 2) };
  };
  return { batches, batcher: new MicroBatcher({ score }, 2, { rowsMax: 100, waitMsMax: 5000, ...limits }) };
}

const rows = (...values: number[]) => Float32Array.from(values.flatMap((value) => [value, -value]));

describe('MicroBatcher', () => {
  it('nobody else at work → leaves at once', async () => {
    const { batcher, batches } = batcherOf();
    const { probability } = await batcher.working(() => batcher.score(rows(1, 2), 2));
    expect([...probability]).toEqual([1, 2]);
    expect(batches).toEqual([2]);
  });

  it('two at work → one run, each gets its own rows', async () => {
    const { batcher, batches } = batcherOf();
    const work = (values: number[]) =>
      batcher.working(async () => {
        await Promise.resolve();
        return batcher.score(rows(...values), values.length);
      });
    const [a, b] = await Promise.all([work([1, 2]), work([3])]);
    expect(batches).toEqual([3]);
    expect([[...a.probability], [...a.contributions!]]).toEqual([
      [1, 2],
      [1, -1, 2, -2],
    ]);
    expect([[...b.probability], [...b.contributions!]]).toEqual([[3], [3, -3]]);
  });

  it('the other ends its work without rows → the waiting batch leaves', async () => {
    const { batcher, batches } = batcherOf();
    let end: () => void = () => undefined;
    const other = batcher.working(() => new Promise<void>((resolve) => (end = resolve)));
    const mine = batcher.working(() => batcher.score(rows(1), 1));
    await Promise.resolve();
    expect(batches).toEqual([]);
    end();
    await Promise.all([mine, other]);
    expect(batches).toEqual([1]);
  });

  it('full → leaves though others are at work', async () => {
    const { batcher, batches } = batcherOf({ rowsMax: 2 });
    void batcher.working(() => new Promise<void>(() => undefined));
    await batcher.working(() => batcher.score(rows(1, 2), 2));
    expect(batches).toEqual([2]);
  });

  it('the oldest has waited long enough → leaves though others are at work', async () => {
    const { batcher, batches } = batcherOf({ waitMsMax: 1 });
    void batcher.working(() => new Promise<void>(() => undefined));
    await batcher.working(() => batcher.score(rows(1), 1));
    expect(batches).toEqual([1]);
  });

  it('the run fails → everybody in it is told', async () => {
    const { batcher } = batcherOf({}, new Error('no memory'));
    const work = () =>
      batcher.working(async () => {
        await Promise.resolve();
        return batcher.score(rows(1), 1);
      });
    const results = await Promise.allSettled([work(), work()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Scores } from '#inference';
import { Gathering } from './gathering.js';
import { MicroBatcher } from './micro-batcher.js';

interface Options {
  readonly rowsMax?: number;
  readonly waitMsMax?: number;
  readonly fail?: Error;
  /** Runs end when they are told to. */
  readonly held?: boolean;
}

/** A model of two columns whose probability is the first and whose contributions are the row; notes its batches. */
function batcherOf({ rowsMax = 100, waitMsMax = 5000, fail, held = false }: Options = {}) {
  const batches: number[] = [];
  const ends: (() => void)[] = [];
  const score = async (rows: Float32Array, count: number): Promise<Scores> => {
    batches.push(count);
    if (held) await new Promise<void>((resolve) => ends.push(resolve));
    if (fail) throw fail;
    const probability = Float32Array.from({ length: count }, (_, row) => rows[row * 2]!);
    return { probability, contributions: rows.slice(0, count * 2) };
  };
  const gathering = new Gathering();
  const batcher = new MicroBatcher({ score }, 2, { rowsMax, waitMsMax }, gathering);
  /** Somebody at work who asks about these rows after what they do first. */
  const work = (values: readonly number[], first: Promise<void> = Promise.resolve()): Promise<Scores> =>
    gathering.working(async () => {
      await first;
      return gathering.asks(() => batcher.score(rows(...values), values.length));
    });
  return { batches, ends, gathering, batcher, work };
}

const rows = (...values: number[]) => Float32Array.from(values.flatMap((value) => [value, -value]));
const forever = new Promise<void>(() => undefined);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('MicroBatcher', () => {
  it('nobody else at work → leaves at once', async () => {
    const { work, batches } = batcherOf();
    expect([...(await work([1, 2])).probability]).toEqual([1, 2]);
    expect(batches).toEqual([2]);
  });

  it('two at work → one run, each gets its own rows', async () => {
    const { work, batches } = batcherOf();
    const [a, b] = await Promise.all([work([1, 2]), work([3])]);
    expect(batches).toEqual([3]);
    expect([[...a.probability], [...a.contributions!]]).toEqual([
      [1, 2],
      [1, -1, 2, -2],
    ]);
    expect([[...b.probability], [...b.contributions!]]).toEqual([[3], [3, -3]]);
  });

  it('the other ends its work without rows → the waiting batch leaves', async () => {
    const { work, batches, gathering } = batcherOf();
    let end: () => void = () => undefined;
    const other = gathering.working(() => new Promise<void>((resolve) => (end = resolve)));
    const mine = work([1]);
    await turn();
    expect(batches).toEqual([]);
    end();
    await Promise.all([mine, other]);
    expect(batches).toEqual([1]);
  });

  it('one who asks two models → neither waits for the other', async () => {
    const { batcher, gathering, batches } = batcherOf();
    const second = new MicroBatcher(
      { score: async () => ({ probability: Float32Array.of(0.5) }) },
      2,
      { rowsMax: 100, waitMsMax: 5000 },
      gathering,
    );
    await gathering.working(() =>
      gathering.asks(() => Promise.all([batcher.score(rows(1), 1), second.score(rows(1), 1)])),
    );
    expect(batches).toEqual([1]);
  });

  it('full → leaves though others are at work', async () => {
    const { work, batches } = batcherOf({ rowsMax: 2 });
    void work([9], forever);
    await work([1, 2]);
    expect(batches).toEqual([2]);
  });

  it('the oldest has waited long enough → leaves though others are at work', async () => {
    const { work, batches } = batcherOf({ waitMsMax: 1 });
    void work([9], forever);
    await work([1]);
    expect(batches).toEqual([1]);
  });

  it('a run is under way → what comes meanwhile gathers, and leaves together when it ends', async () => {
    const { work, batches, ends } = batcherOf({ held: true });
    const first = work([1]);
    await turn();
    const others = [work([2]), work([3, 4])];
    await turn();
    expect(batches).toEqual([1]);
    ends.shift()!();
    await first;
    await turn();
    expect(batches).toEqual([1, 3]);
    ends.shift()!();
    expect((await Promise.all(others)).map(({ probability }) => [...probability])).toEqual([[2], [3, 4]]);
  });

  it('a run that hangs → the next batch waits no longer than allowed', async () => {
    const { work, batches } = batcherOf({ held: true, waitMsMax: 1 });
    void work([1]);
    await turn();
    void work([2]);
    await expect.poll(() => batches).toEqual([1, 1]);
  });

  it('the run fails → everybody in it is told', async () => {
    const { work } = batcherOf({ fail: new Error('no memory') });
    const results = await Promise.allSettled([work([1]), work([1])]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictMargins, rowsOf } from './predict.js';
import { sigmoid } from './calibration/calibration.js';
import { madeUpSet } from './testing/made-up-data.js';
import { train } from './train.js';
import type { TrainingSet } from './training-set.js';
import type { TreeNodes } from './tree-model.js';

const value = fc.oneof(
  fc.constantFrom(Number.NaN, 0, -0, 1, 2, 3),
  fc.float({ noDefaultInfinity: true, min: -1e6, max: 1e6 }),
);

describe('training', () => {
  it('any number of threads, any run: the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(1000),
          growth: fc.constantFrom('depth' as const, 'leaf' as const),
          rowShare: fc.constantFrom(0.5, 1),
          columnShare: fc.constantFrom(0.6, 1),
          exactValuesMax: fc.constantFrom(16, 4096),
          quantileBins: fc.constantFrom(16, 1024),
        }),
        async (parameters) => {
          const set = madeUpSet(2500, parameters.seed);
          const [alone, again, three] = await Promise.all(
            [1, 1, 3].map(async (threads) => {
              const { model } = await train(set, { trees: 3, maxDepth: 5, maxLeaves: 20, ...parameters }, { threads });
              return bytesOf(model.nodes);
            }),
          );
          expect(again).toEqual(alone);
          expect(three).toEqual(alone);
        },
      ),
      { numRuns: 3 },
    );
  });

  it('one split: as good as the best of all that there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, fc.constantFrom(0, 1, 2, 3, Number.NaN), fc.nat(1)), { minLength: 4, maxLength: 40 }),
        fc.constantFrom(0, 0.4937),
        fc.constantFrom(0, 0.3),
        async (rows, minChildWeight, l1) => {
          const labels = Uint8Array.from(rows, ([, , label]) => label);
          fc.pre(new Set(labels).size === 2);
          const set: TrainingSet = {
            features: [
              { name: 'number', kind: 'number' },
              { name: 'category', kind: 'category' },
            ],
            columns: [Float32Array.from(rows, ([x]) => x), Float32Array.from(rows, ([, c]) => c)],
            labels,
          };
          const rules = { l1, l2: 1, minChildWeight };
          const { model } = await train(set, {
            trees: 1,
            maxDepth: 1,
            oneAgainstRestMax: 0,
            categorySmoothing: 0,
            ...rules,
          });
          const best = exhaustiveGain(set, model.baseMargin, rules);
          expect(model.nodes.gain[0]).toBeCloseTo(best > 1e-6 ? best : 0, 3);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('monotone columns: the margin follows them, all else equal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.constantFrom(1 as const, -1 as const), async (seed, monotone) => {
        const set = madeUpSet(800, seed);
        const features = set.features.map((f) => (f.kind === 'number' ? { ...f, monotone } : f));
        const { model } = await train({ ...set, features }, { trees: 10, maxDepth: 5 });
        const rows = rowsOf(set.columns.map((column) => column.subarray(0, 40)));
        const margins = predictMargins(model, rows);
        for (const [i, { kind }] of features.entries()) {
          if (kind === 'category') continue;
          const higher = rows.map((x, at) => (at % features.length === i ? x + Math.abs(x) + 1 : x));
          for (const [row, margin] of predictMargins(model, higher).entries())
            expect(monotone * (margin - margins[row]!)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 8 },
    );
  });
});

function bytesOf(nodes: TreeNodes): Buffer {
  return Buffer.concat(
    Object.values(nodes).map((array: TreeNodes[keyof TreeNodes]) =>
      Buffer.from(array.buffer, array.byteOffset, array.byteLength),
    ),
  );
}

/** Tries every threshold, every subset of categories, and both sides for what is missing. */
function exhaustiveGain(
  { columns, labels }: TrainingSet,
  baseMargin: number,
  rules: { l1: number; l2: number; minChildWeight: number },
): number {
  const p = sigmoid(baseMargin);
  const gain = (rows: readonly number[]): number => {
    const g = rows.reduce((sum, row) => sum + p - labels[row]!, 0);
    return Math.max(0, Math.abs(g) - rules.l1) ** 2 / (rows.length * p * (1 - p) + rules.l2);
  };
  const all = [...labels.keys()];
  const tests: ((x: number) => boolean)[][] = [
    [...columns[0]!, Infinity].map((cut) => (x: number) => x < cut),
    Array.from({ length: 16 }, (_, set) => (x: number) => ((set >> x) & 1) === 1),
  ];
  let best = 0;
  for (const [c, column] of columns.entries())
    for (const test of tests[c]!)
      for (const missingLeft of [true, false]) {
        const left = all.filter((row) => (Number.isNaN(column[row]!) ? missingLeft : test(column[row]!)));
        const right = all.filter((row) => !left.includes(row));
        const enough = [left, right].every(
          (rows) => rows.length > 0 && rows.length * p * (1 - p) >= rules.minChildWeight - 1e-9,
        );
        if (enough) best = Math.max(best, gain(left) + gain(right) - gain(all));
      }
  return best;
}

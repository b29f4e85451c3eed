import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marginOf } from '../predict.js';
import type { TreeModel, TreeNodes } from '../tree-model.js';
import { kernelImage } from './kernel-image.js';
import { TreeKernel } from './tree-kernel.js';

const WIDTH = 3;
/** Where comparisons go wrong, if anywhere: both zeros, denormals, infinities, neighbours, missing, categories and what is none. */
const DENORMAL = 1.401298464324817e-45;
const NUMBERS = [0, -0, 1, -1, Math.fround(0.1), 0.5, 31, 32, 33, 63, 64, 65, 95, 4095, 1e6, 1e30, -1e30, 4294967295];
const EDGES = [DENORMAL, -DENORMAL, 2 * DENORMAL, 1.1754943508222875e-38, -3.4028234663852886e38, Infinity, -Infinity];
const threshold = fc.oneof(fc.constantFrom(...NUMBERS, ...EDGES), fc.float({ noNaN: true }));
const value = fc.oneof(threshold, fc.constant(Number.NaN), fc.constantFrom(2147483648, 4294967296, -0.5, 1.5));

type Shape = Split | { readonly leaf: number };
interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  /** Of a category split. */
  readonly words: readonly number[];
  readonly left: Shape;
  readonly right: Shape;
}

/** Trees of all shapes, also far deeper on one side; with and without categories. */
const { tree } = fc.letrec<{ tree: Shape; split: Shape; leaf: Shape }>((tie) => ({
  tree: fc.oneof({ depthSize: 'large', maxDepth: 12 }, tie('leaf'), { arbitrary: tie('split'), weight: 4 }),
  leaf: fc.record({ leaf: fc.float({ noNaN: true, noDefaultInfinity: true, min: -4, max: 4 }) }),
  split: fc.record({
    feature: fc.nat(WIDTH - 1),
    threshold,
    missingLeft: fc.boolean(),
    words: fc.oneof(
      { arbitrary: fc.constant([]), weight: 8 },
      fc.array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: 1, maxLength: 3 }),
    ),
    left: tie('tree'),
    right: tie('tree'),
  }),
}));

describe('TreeKernel', () => {
  it('any trees, any values, any number of rows → the margins that walking the nodes gives, to the bit', () => {
    fc.assert(
      fc.property(
        fc.array(tree, { maxLength: 6 }),
        fc.array(fc.array(value, { minLength: WIDTH, maxLength: WIDTH }), { minLength: 1, maxLength: 70 }),
        (trees, rows) => {
          const { margins, walked } = both(modelOf(trees), Float32Array.from(rows.flat()));
          expect(margins).toEqual(walked);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 14])('full trees of depth %i → the same, to the bit', (depth) => {
    let seed = depth;
    const next = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const full = (levels: number): Shape =>
      levels === 0
        ? { leaf: Math.fround(next() - 0.5) }
        : {
            feature: Math.floor(next() * WIDTH),
            threshold: Math.fround(next()),
            missingLeft: next() < 0.5,
            words: [],
            left: full(levels - 1),
            right: full(levels - 1),
          };
    const rows = Float32Array.from({ length: 200 * WIDTH }, () => (next() < 0.2 ? Number.NaN : next()));
    const { margins, walked } = both(modelOf([full(depth), full(depth), { leaf: 0.25 }]), rows);
    expect(margins).toEqual(walked);
  });

  it('no trees, and no rows', () => {
    const kernel = new TreeKernel(kernelImage(modelOf([])));
    const margins = new Float64Array(3);
    kernel.margins(new Float32Array(3 * WIDTH), margins);
    expect([...margins]).toEqual([-1.5, -1.5, -1.5]);
    expect(() => kernel.margins(new Float32Array(), new Float64Array())).not.toThrow();
  });

  it('what a row costs: levels of complete trees, and of the others twice as many', () => {
    const leaf = { leaf: 0 };
    const split = { feature: 0, threshold: 0, missingLeft: false, words: [], left: leaf, right: leaf };
    const byCategory = { ...split, words: [1] };
    expect(kernelImage(modelOf([split, { ...split, left: split }, byCategory, leaf])).steps).toBe(1 + 2 + 2);
  });
});

function both(model: TreeModel, rows: Float32Array): { margins: Float64Array; walked: Float64Array } {
  const count = rows.length / WIDTH;
  const margins = new Float64Array(count);
  new TreeKernel(kernelImage(model)).margins(rows, margins);
  const walked = Float64Array.from({ length: count }, (_, row) =>
    marginOf(model, rows.subarray(row * WIDTH, (row + 1) * WIDTH)),
  );
  return { margins, walked };
}

function modelOf(trees: readonly Shape[]): TreeModel {
  const nodes: { feature: number; value: number; left: number; missingLeft: number; words: readonly number[] }[] = [];
  const put = (at: number, shape: Shape): void => {
    if ('leaf' in shape) {
      nodes[at] = { feature: -1, value: shape.leaf, left: 0, missingLeft: 0, words: [] };
      return;
    }
    const { feature, words, missingLeft } = shape;
    const left = nodes.length;
    const split = words.length > 0 ? 0 : shape.threshold;
    nodes[at] = { feature, value: split, left, missingLeft: Number(missingLeft), words };
    nodes.length += 2;
    put(left, shape.left);
    put(left + 1, shape.right);
  };
  const treeStart = [0];
  for (const shape of trees) {
    nodes.length += 1;
    put(nodes.length - 1, shape);
    treeStart.push(nodes.length);
  }
  const setStart: number[] = [];
  const sets: number[] = [];
  for (const { words } of nodes) {
    setStart.push(sets.length);
    sets.push(...words);
  }
  const column = (of: keyof (typeof nodes)[number]): number[] => nodes.map((node) => node[of] as number);
  return {
    features: Array.from({ length: WIDTH }, (_, i) => ({ name: `f${i}`, kind: 'number' as const })),
    baseMargin: -1.5,
    treeStart: Uint32Array.from(treeStart),
    calibration: { kind: 'none' },
    nodes: {
      feature: Int32Array.from(column('feature')),
      value: Float32Array.from(column('value')),
      left: Uint32Array.from(column('left')),
      missingLeft: Uint8Array.from(column('missingLeft')),
      setStart: Uint32Array.from(setStart),
      setWords: Uint32Array.from(nodes, ({ words }) => words.length),
      sets: Uint32Array.from(sets),
      gain: new Float32Array(nodes.length),
      cover: new Float32Array(nodes.length),
    } satisfies TreeNodes,
  };
}

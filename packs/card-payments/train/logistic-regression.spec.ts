import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic, logOddsOf, sigmoid, solveCholesky } from './logistic-regression.js';

/** A small generator of our own, so that a failing seed fails everywhere (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function drawn(weights: readonly number[], bias: number, count: number, seed: number) {
  const random = randomOf(seed);
  const columns = weights.length;
  const rows = Float32Array.from({ length: count * columns }, () => 4 * random() - 2);
  const labels = Uint8Array.from(logOddsOf({ columns, rows }, { weights: [...weights], bias }), (odds) =>
    random() < sigmoid(odds) ? 1 : 0,
  );
  return { matrix: { columns, rows }, labels };
}

describe('fitLogistic', () => {
  it('rows drawn from known weights → finds them', () => {
    const { matrix, labels } = drawn([1.5, -0.7, 0], -2, 40_000, 7);
    const fit = fitLogistic(matrix, labels, { penalty: 0, positiveWeight: 1 });
    for (const [i, weight] of [1.5, -0.7, 0].entries()) expect(fit.weights[i]).toBeCloseTo(weight, 1);
    expect(fit.bias).toBeCloseTo(-2, 1);
    expect(fit.iterations).toBeLessThan(12);
  });

  it('at the solution: the gradient is zero (fraud predicted = fraud seen) when nothing is weighted or penalised', () => {
    const { matrix, labels } = drawn([0.5, 1], -1, 5_000, 3);
    const fit = fitLogistic(matrix, labels, { penalty: 0, positiveWeight: 1 });
    const predicted = logOddsOf(matrix, fit).reduce((sum, odds) => sum + sigmoid(odds), 0);
    expect(predicted).toBeCloseTo(
      labels.reduce((sum, label) => sum + label, 0),
      3,
    );
  });

  it('a column that separates the classes: penalised → finite weights, and right', () => {
    const fit = fitLogistic({ columns: 1, rows: Float32Array.of(-1, -1, 1, 1) }, Uint8Array.of(0, 0, 1, 1), {
      penalty: 0.1,
      positiveWeight: 1,
    });
    expect(fit.weights[0]).toBeGreaterThan(1);
    expect(fit.weights[0]).toBeLessThan(20);
  });

  it('a column that never varies → weight 0, the others as without it', () => {
    const { matrix, labels } = drawn([1], -1, 2_000, 5);
    const withConstant = Float32Array.from({ length: 4_000 }, (_, i) => (i % 2 ? 0 : matrix.rows[i >> 1]!));
    const options = { penalty: 1, positiveWeight: 1 };
    const alone = fitLogistic(matrix, labels, options);
    const both = fitLogistic({ columns: 2, rows: withConstant }, labels, options);
    expect(both.weights[0]).toBeCloseTo(alone.weights[0]!, 6);
    expect(both.weights[1]).toBeCloseTo(0, 6);
  });

  it('twice the same rows → the same numbers to the last bit', () => {
    const { matrix, labels } = drawn([1, 2, 3], -4, 3_000, 11);
    const options = { penalty: 1, positiveWeight: 10 };
    expect(fitLogistic(matrix, labels, options)).toEqual(fitLogistic(matrix, labels, options));
  });

  it('labels of one class → refused', () => {
    const matrix = { columns: 1, rows: Float32Array.of(1, 2) };
    expect(() => fitLogistic(matrix, Uint8Array.of(0, 0), { penalty: 1, positiveWeight: 1 })).toThrow('both classes');
    expect(() => fitLogistic(matrix, Uint8Array.of(0), { penalty: 1, positiveWeight: 1 })).toThrow('2 values');
  });
});

describe('solveCholesky', () => {
  it('any symmetric positive definite system → A x = b', () => {
    const size = 4;
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const square = fc.array(number, { minLength: size * size, maxLength: size * size });
    fc.assert(
      fc.property(square, fc.array(number, { minLength: size, maxLength: size }), (m, x) => {
        // M Mᵀ + I is positive definite for every M.
        const at = (i: number, j: number) =>
          (i === j ? 1 : 0) + m.slice(0, size).reduce((sum, _, k) => sum + m[i * size + k]! * m[j * size + k]!, 0);
        const a = Float64Array.from({ length: size * size }, (_, i) => at(Math.floor(i / size), i % size));
        const b = Float64Array.from(x, (_, i) => x.reduce((sum, value, j) => sum + at(i, j) * value, 0));
        const solved = solveCholesky(a, b, size);
        for (const [i, value] of x.entries()) expect(solved[i]).toBeCloseTo(value, 8);
      }),
    );
  });

  it('a matrix that is not positive definite → refused', () => {
    expect(() => solveCholesky(Float64Array.of(0), Float64Array.of(1), 1)).toThrow('positive definite');
  });
});

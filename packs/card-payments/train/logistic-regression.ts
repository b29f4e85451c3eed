/**
 * Logistic regression by Newton's method (iteratively reweighted least squares): few passes, no step size to choose, and
 * the same numbers on every run. For tens of columns; a step solves a dense system of columns + 1 unknowns.
 */
export interface Matrix {
  readonly columns: number;
  /** Row after row, standardised: mean 0, so that one penalty is fair to all columns. */
  readonly rows: Float32Array;
}

export interface FitOptions {
  /** Strength of the L2 penalty on the weights (not the bias), in units of one row. */
  readonly penalty: number;
  /** What a positive row counts, against 1 for a negative one. */
  readonly positiveWeight: number;
}

export interface Fit {
  readonly weights: number[];
  readonly bias: number;
  readonly iterations: number;
}

const ITERATIONS_MAX = 50;
const HALVINGS_MAX = 20;
/** Converged when a step improves the loss by less than this share of it. */
const TOLERANCE = 1e-9;

/** Throws `RangeError` when labels are all the same, or their number isn't that of the rows. */
export function fitLogistic(matrix: Matrix, labels: Uint8Array, options: FitOptions): Fit {
  const { columns, rows } = matrix;
  const count = labels.length;
  if (rows.length !== count * columns) throw new RangeError(`${rows.length} values for ${count} rows of ${columns}`);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === count) throw new RangeError('Labels must be of both classes');

  let beta = new Float64Array(columns + 1);
  beta[columns] = Math.log((positives * options.positiveWeight) / (count - positives));
  let loss = lossOf(matrix, labels, beta, options);
  let iterations = 0;
  while (iterations < ITERATIONS_MAX) {
    iterations++;
    const step = newtonStep(matrix, labels, beta, options);
    const next = stepDown(matrix, labels, beta, step, loss, options);
    if (!next) break;
    const gain = loss - next.loss;
    beta = next.beta;
    loss = next.loss;
    if (gain <= TOLERANCE * loss) break;
  }
  return { weights: [...beta.subarray(0, columns)], bias: beta[columns]!, iterations };
}

/** Log-odds of every row. */
export function logOddsOf(matrix: Matrix, fit: Pick<Fit, 'weights' | 'bias'>): Float64Array {
  const { columns, rows } = matrix;
  const out = new Float64Array(rows.length / columns);
  for (let row = 0, at = 0; row < out.length; row++) {
    let sum = fit.bias;
    for (let column = 0; column < columns; column++) sum += rows[at++]! * fit.weights[column]!;
    out[row] = sum;
  }
  return out;
}

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Halves the step until the loss goes down; undefined where it doesn't. */
function stepDown(
  matrix: Matrix,
  labels: Uint8Array,
  beta: Float64Array,
  step: Float64Array,
  loss: number,
  options: FitOptions,
): { beta: Float64Array<ArrayBuffer>; loss: number } | undefined {
  for (let halving = 0, scale = 1; halving < HALVINGS_MAX; halving++, scale /= 2) {
    const next = Float64Array.from(beta, (value, i) => value + scale * step[i]!);
    const nextLoss = lossOf(matrix, labels, next, options);
    if (nextLoss < loss) return { beta: next, loss: nextLoss };
  }
  return undefined;
}

/** Weighted negative log-likelihood and penalty. */
function lossOf(matrix: Matrix, labels: Uint8Array, beta: Float64Array, options: FitOptions): number {
  const { columns } = matrix;
  const odds = logOddsOf(matrix, { weights: [...beta.subarray(0, columns)], bias: beta[columns]! });
  let loss = 0;
  for (let row = 0; row < odds.length; row++) {
    // ln(1 + e^x) without overflow; for a positive row of −x.
    const x = labels[row] === 1 ? -odds[row]! : odds[row]!;
    const rowLoss = x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    loss += labels[row] === 1 ? options.positiveWeight * rowLoss : rowLoss;
  }
  for (let column = 0; column < columns; column++) loss += (options.penalty / 2) * beta[column]! ** 2;
  return loss;
}

function newtonStep(matrix: Matrix, labels: Uint8Array, beta: Float64Array, options: FitOptions): Float64Array {
  const { columns, rows } = matrix;
  const size = columns + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const x = new Float64Array(size);
  x[columns] = 1;
  for (let row = 0, at = 0; row < labels.length; row++) {
    let odds = beta[columns]!;
    for (let column = 0; column < columns; column++) odds += (x[column] = rows[at++]!) * beta[column]!;
    const p = sigmoid(odds);
    const weight = labels[row] === 1 ? options.positiveWeight : 1;
    const error = weight * (labels[row]! - p);
    const curvature = weight * p * (1 - p);
    for (let i = 0; i < size; i++) {
      gradient[i]! += error * x[i]!;
      const scaled = curvature * x[i]!;
      if (scaled === 0) continue;
      for (let j = 0; j <= i; j++) hessian[i * size + j]! += scaled * x[j]!;
    }
  }
  for (let i = 0; i < columns; i++) {
    gradient[i]! -= options.penalty * beta[i]!;
    hessian[i * size + i]! += options.penalty;
  }
  // A trace of ridge keeps a column that never varies, or a bias without curvature, solvable.
  for (let i = 0; i < size; i++) hessian[i * size + i]! += 1e-9;
  return solveCholesky(hessian, gradient, size);
}

/** Solves A x = b for a symmetric positive definite A, of which the lower half is given; A and b are overwritten. */
export function solveCholesky(a: Float64Array, b: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      if (i > j) a[i * size + j] = sum / a[j * size + j]!;
      else if (sum > 0) a[i * size + i] = Math.sqrt(sum);
      else throw new RangeError('The matrix is not positive definite');
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) b[i]! -= a[i * size + k]! * b[k]!;
    b[i]! /= a[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) b[i]! -= a[k * size + i]! * b[k]!;
    b[i]! /= a[i * size + i]!;
  }
  return b;
}

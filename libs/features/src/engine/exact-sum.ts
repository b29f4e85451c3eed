/**
 * Sums that values can be taken out of again: each an unevaluated sum of two doubles (about 106 bits) in an array, so that
 * what was added and taken out leaves nothing behind. TwoSum: Knuth, TAOCP 2, 4.2.2; the product's error: Dekker, 1971.
 */
import { type Doubles, makeDoubles } from './doubles.js';

const SPLITTER = 134_217_729; // 2^27 + 1

/** Numbers that a sum takes. */
export const SUM_LENGTH = 2;

export function sumOf(sums: Doubles, at: number): number {
  return sums[at]! + sums[at + 1]!;
}

export function addTo(sums: Doubles, at: number, value: number): void {
  const high = sums[at]!;
  const sum = high + value;
  const part = sum - high;
  const low = sums[at + 1]! + (high - (sum - part) + (value - part));
  const next = sum + low;
  sums[at] = next;
  sums[at + 1] = low - (next - sum);
}

/** Adds `sign` × a × b, with the rounding error of the product. */
export function addProductTo(sums: Doubles, at: number, a: number, b: number, sign: 1 | -1): void {
  const product = a * b;
  addTo(sums, at, sign * product);
  // Whole numbers multiply without error; and what is very large has no exact halves, so that 1e-16 of it is lost.
  if (Math.abs(product) > 1e290) return;
  if (Math.abs(product) <= Number.MAX_SAFE_INTEGER && Number.isInteger(a) && Number.isInteger(b)) return;
  const c = SPLITTER * a;
  const aHigh = c - (c - a);
  const aLow = a - aHigh;
  const d = SPLITTER * b;
  const bHigh = d - (d - b);
  const bLow = b - bHigh;
  addTo(sums, at, sign * (aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)));
}

/** Places of what is added up of values: their number, and two sums. */
export const SUM = 1;
export const SQUARES = SUM + SUM_LENGTH;
export const MOMENTS_LENGTH = SQUARES + SUM_LENGTH;

/** Adds a value to the number, the sum and perhaps the sum of squares that begin at `at`; NaN is none. */
export function addMoment(moments: Doubles, at: number, value: number, withSquares: boolean): void {
  if (value !== value) return;
  moments[at]!++;
  addTo(moments, at + SUM, value);
  if (withSquares) addProductTo(moments, at + SQUARES, value, value, 1);
}

/** Of the population, of what was added up at `at`; NaN of fewer than two. */
export function deviationAt(moments: Doubles, at: number): number {
  const n = moments[at]!;
  if (n < 2) return Number.NaN;
  return Math.sqrt(Math.max(0, coMoment(n, moments, at + SUM, at + SUM, at + SQUARES)) / n);
}

/** The same of sums that nothing was rounded in. */
export function deviationOf(n: number, sum: number, squares: number): number {
  whole[0] = n;
  whole[SUM] = sum;
  whole[SQUARES] = squares;
  return deviationAt(whole, 0);
}

/**
 * Σ xy − Σx Σy / n: n times a covariance, 0 where nothing but rounding is left of it. The places of the three sums are given.
 */
export function coMoment(n: number, sums: Doubles, x: number, y: number, xy: number): number {
  const ofX = sumOf(sums, x);
  const ofY = sumOf(sums, y);
  const ofProducts = sumOf(sums, xy);
  if (isExact(n * ofProducts) && isExact(ofX * ofY)) {
    if (Number.isInteger(ofX) && Number.isInteger(ofY) && Number.isInteger(ofProducts))
      return (n * ofProducts - ofX * ofY) / n;
  }
  work[WORK] = sums[xy]!;
  work[WORK + 1] = sums[xy + 1]!;
  // Σx Σy / n in the same two-part arithmetic: quotient and what the division left over.
  const quotient = ofX / n;
  addProductTo(work, WORK, quotient, sums[y]!, -1);
  addTo(work, WORK, -quotient * sums[y + 1]!);
  work[REST] = sums[x]!;
  work[REST + 1] = sums[x + 1]!;
  addProductTo(work, REST, quotient, n, -1);
  addTo(work, WORK, (-sumOf(work, REST) / n) * ofY);
  const result = sumOf(work, WORK);
  return Math.abs(result) <= NOISE * Math.abs(ofProducts) ? 0 : result;
}

function isExact(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Well above what two doubles lose in a million updates. */
const NOISE = 1e-27;
const WORK = 0;
const REST = SUM_LENGTH;
const work = makeDoubles(2 * SUM_LENGTH);
const whole = makeDoubles(MOMENTS_LENGTH);

/**
 * A sum that values can be taken out of again: kept as an unevaluated sum of two doubles (about 106 bits), so that what
 * was added and taken out leaves nothing behind. TwoSum: Knuth, TAOCP 2, 4.2.2; the product's error: Dekker, 1971.
 */
const SPLITTER = 134_217_729; // 2^27 + 1

export class ExactSum {
  high = 0;
  low = 0;

  clear(): void {
    this.high = 0;
    this.low = 0;
  }

  get value(): number {
    return this.high + this.low;
  }

  add(value: number): void {
    const { high } = this;
    const sum = high + value;
    const part = sum - high;
    const low = this.low + (high - (sum - part) + (value - part));
    this.high = sum + low;
    this.low = low - (this.high - sum);
  }

  /** Adds `sign` × a × b, with the rounding error of the product. */
  addProduct(a: number, b: number, sign: 1 | -1): void {
    const product = a * b;
    this.add(sign * product);
    // Whole numbers multiply without error; and what is very large has no exact halves, so that 1e-16 of it is lost.
    if (Math.abs(product) > 1e290) return;
    if (Math.abs(product) <= Number.MAX_SAFE_INTEGER && Number.isInteger(a) && Number.isInteger(b)) return;
    const c = SPLITTER * a;
    const aHigh = c - (c - a);
    const aLow = a - aHigh;
    const d = SPLITTER * b;
    const bHigh = d - (d - b);
    const bLow = b - bHigh;
    this.add(sign * (aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)));
  }

  copyFrom({ high, low }: { readonly high: number; readonly low: number }): void {
    this.high = high;
    this.low = low;
  }
}

/**
 * Σ xy − Σx Σy / n: n times a covariance, 0 where nothing but rounding is left of it.
 */
export function coMoment(n: number, x: ExactSum, y: ExactSum, xy: ExactSum): number {
  work.copyFrom(xy);
  // Σx Σy / n in the same two-part arithmetic: quotient and what the division left over.
  const quotient = x.value / n;
  work.addProduct(quotient, y.high, -1);
  work.add(-quotient * y.low);
  rest.copyFrom(x);
  rest.addProduct(quotient, n, -1);
  work.add((-rest.value / n) * y.value);
  const result = work.value;
  return Math.abs(result) <= NOISE * Math.abs(xy.value) ? 0 : result;
}

/** Well above what two doubles lose in a million updates. */
const NOISE = 1e-27;
const work = new ExactSum();
const rest = new ExactSum();

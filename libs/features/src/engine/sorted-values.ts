/** Numbers in order, in one array: finding is a binary search and putting in moves a block of memory, for some thousands. */
export class SortedValues {
  private values = new Float64Array(8);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  add(value: number): void {
    if (this.length === this.values.length) {
      const next = new Float64Array(2 * this.length);
      next.set(this.values);
      this.values = next;
    }
    const at = this.countBelow(value);
    this.values.copyWithin(at + 1, at, this.length);
    this.values[at] = value;
    this.length++;
  }

  /** One that was added. */
  remove(value: number): void {
    const at = this.countBelow(value);
    this.values.copyWithin(at, at + 1, this.length);
    this.length--;
  }

  countBelow(value: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  countUpTo(value: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.values[middle]! <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Between the two nearest in proportion (type 7 of Hyndman and Fan, 1996); NaN of none. `p` from 0 to 1. */
  quantile(p: number): number {
    if (this.length === 0) return Number.NaN;
    const place = p * (this.length - 1);
    const below = Math.floor(place);
    const low = this.values[below]!;
    const high = this.values[Math.min(below + 1, this.length - 1)]!;
    return low + (place - below) * (high - low);
  }

  /** The share of the values that are smaller, with half of those that are equal; NaN of none. */
  rankOf(value: number): number {
    if (this.length === 0 || Number.isNaN(value)) return Number.NaN;
    return (this.countBelow(value) + this.countUpTo(value)) / 2 / this.length;
  }
}

/**
 * How numbers are spread: a merging t-digest (Dunning and Ertl, "Computing extremely accurate quantiles using t-digests", 2019,
 * algorithm 1 with the scale function k1): means of neighbours with their weights, few at the ends and more in the middle, and
 * behind them single values that have not been joined yet. Reading changes nothing, so that what is held never depends on
 * when it was read. Of the packages that were looked at, tdigest keeps a tree of objects and has no types, and
 * `@datadog/sketches-js` bounds the error of values, not of ranks; neither is stored in numbers.
 */
export const VALUES_MAX = 96;
const VALUES_MIN = 8;
/** At most so many means, about. */
const COMPRESSION = 64;

export class ValueDigest {
  means = new Float32Array(VALUES_MIN);
  /** How many values each mean stands for; negative where they differ, so that prices that recur keep their place. */
  weights = new Float32Array(VALUES_MIN);
  /** Means in order; those after them are in the order in which they came. */
  sorted = 0;
  length = 0;
  least = Infinity;
  most = -Infinity;

  /** @param weight - as in `weights` */
  add(value: number, weight = 1): void {
    if (this.length === VALUES_MAX) this.compress();
    if (this.length === this.means.length) {
      this.means = grown(this.means);
      this.weights = grown(this.weights);
    }
    const mean = Math.fround(value);
    this.means[this.length] = mean;
    this.weights[this.length++] = weight;
    if (mean < this.least) this.least = mean;
    if (mean > this.most) this.most = mean;
  }

  join(other: ValueDigest): void {
    for (let i = 0; i < other.length; i++) this.add(other.means[i]!, other.weights[i]);
    this.least = Math.min(this.least, other.least);
    this.most = Math.max(this.most, other.most);
  }

  /** How many values there are. */
  get total(): number {
    let total = 0;
    for (let i = 0; i < this.length; i++) total += Math.abs(this.weights[i]!);
    return total;
  }

  /** About how many are smaller than this, and half of those that are equal. */
  rankOf(value: number): number {
    return this.placeOf(Math.fround(value), 0.5);
  }

  /** About how many are no greater. */
  countUpTo(value: number): number {
    return this.placeOf(Math.fround(value), 1);
  }

  /** @param ofEqual - the share of those that are equal that counts */
  private placeOf(value: number, ofEqual: number): number {
    const { means, weights, sorted, length } = this;
    let below = 0;
    let i = 0;
    while (i < sorted && means[i]! < value) below += Math.abs(weights[i++]!);
    let place = below;
    if (i < sorted && means[i] === value)
      for (; i < sorted && means[i] === value; i++)
        place += weights[i]! > 0 ? ofEqual * weights[i]! : Math.abs(weights[i]!) / 2;
    else if (sorted > 0) place = this.between(i, below, value);
    for (let j = sorted; j < length; j++)
      if (means[j]! < value) place += Math.abs(weights[j]!);
      else if (means[j] === value) place += ofEqual * Math.abs(weights[j]!);
    return place;
  }

  /** Half of the different values that a mean stands for lie on each side of it. @param i - the first mean above the value */
  private between(i: number, below: number, value: number): number {
    const { means, weights, sorted, least, most } = this;
    if (value <= least) return 0;
    if (value >= most) return below;
    const before = i === 0 ? 0 : weights[i - 1]!;
    const after = i === sorted ? 0 : weights[i]!;
    const fromMean = i === 0 ? least : means[i - 1]!;
    const toMean = i === sorted ? most : means[i]!;
    const fromPlace = below + Math.min(before, 0) / 2;
    const toPlace = below - Math.min(after, 0) / 2;
    return fromPlace + ((value - fromMean) / (toMean - fromMean)) * (toPlace - fromPlace);
  }

  private compress(): void {
    const { means, weights, length, total } = this;
    const order = Array.from({ length }, (_, i) => i).sort((a, b) => means[a]! - means[b]! || a - b);
    const into = { means: new Float32Array(VALUES_MAX), weights: new Float32Array(VALUES_MAX) };
    let kept = 0;
    let before = 0;
    let mean = means[order[0]!]!;
    let weight = weights[order[0]!]!;
    let limit = limitAfter(0) * total;
    const keep = () => {
      into.means[kept] = mean;
      into.weights[kept++] = weight;
    };
    for (let i = 1; i < length; i++) {
      const next = means[order[i]!]!;
      const by = weights[order[i]!]!;
      // Equal values lose nothing by standing together.
      const areEqual = next === mean && by > 0 && weight > 0;
      const both = Math.abs(weight) + Math.abs(by);
      if (areEqual || before + both <= limit) {
        mean += ((next - mean) * Math.abs(by)) / both;
        weight = areEqual ? both : -both;
        continue;
      }
      keep();
      before += Math.abs(weight);
      limit = limitAfter(before / total) * total;
      mean = next;
      weight = by;
    }
    keep();
    this.means = into.means;
    this.weights = into.weights;
    this.sorted = this.length = kept;
  }
}

/** Up to which share of all values a mean may reach that begins at this one. */
function limitAfter(share: number): number {
  const k = (COMPRESSION / (2 * Math.PI)) * Math.asin(2 * share - 1) + 1;
  return k >= COMPRESSION / 4 ? 1 : (Math.sin((k * 2 * Math.PI) / COMPRESSION) + 1) / 2;
}

function grown(from: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const next = new Float32Array(Math.min(VALUES_MAX, 2 * from.length));
  next.set(from);
  return next;
}

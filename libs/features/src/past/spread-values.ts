/** How the numbers of a window are spread: those of its rows, and digests of what was let go, some of them in part. */
import type { SortedValues } from '../engine/sorted-values.js';
import type { ValueDigest } from './value-digest.js';

const STEPS_MAX = 50;
/** Closer than this no digest is. */
const PRECISION = 1e-5;

export class SpreadValues {
  private readonly digests: ValueDigest[] = [];
  private readonly shares: number[] = [];
  private kept: SortedValues | undefined;
  /** How many there are. */
  total = 0;

  begin(kept: SortedValues): void {
    this.kept = kept;
    this.digests.length = 0;
    this.shares.length = 0;
    this.total = kept.length;
  }

  take(digest: ValueDigest, share: number): void {
    this.digests.push(digest);
    this.shares.push(share);
    this.total += share * digest.total;
  }

  /** The share that is smaller, with half of those that are equal; NaN of none. */
  rankOf(value: number): number {
    return this.total === 0 || Number.isNaN(value) ? Number.NaN : this.placeOf(value) / this.total;
  }

  /** The smallest value that at least this share of all lies below; NaN of none. */
  quantile(p: number): number {
    if (this.total === 0) return Number.NaN;
    let low = Infinity;
    let high = -Infinity;
    if (this.kept!.length > 0) {
      low = this.kept!.quantile(0);
      high = this.kept!.quantile(1);
    }
    for (const { least, most } of this.digests) {
      low = Math.min(low, least);
      high = Math.max(high, most);
    }
    // Each one counts half where it is: so the first one's place is a half.
    const place = p * Math.max(0, this.total - 1) + Math.min(this.total, 1) / 2;
    return this.search(place, low, high);
  }

  /** By turns where a straight line between both ends would have it, and in the middle. */
  private search(place: number, from: number, to: number): number {
    let low = from;
    let high = to;
    let lowPlace = this.placeOf(low);
    let highPlace = this.total;
    if (lowPlace >= place) return low;
    for (let step = 0; step < STEPS_MAX && high - low > PRECISION * Math.abs(high); step++) {
      const part = step % 2 === 0 ? (place - lowPlace) / (highPlace - lowPlace) : 0.5;
      const middle = low + Math.min(0.99, Math.max(0.01, part)) * (high - low);
      const middlePlace = this.placeOf(middle);
      if (middlePlace >= place) {
        high = middle;
        highPlace = middlePlace;
      } else {
        low = middle;
        lowPlace = middlePlace;
      }
    }
    return high;
  }

  private placeOf(value: number): number {
    const { digests, shares, kept } = this;
    let place = (kept!.countBelow(value) + kept!.countUpTo(value)) / 2;
    for (let i = 0; i < digests.length; i++) place += shares[i]! * digests[i]!.rankOf(value);
    return place;
  }
}

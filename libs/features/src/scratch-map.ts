/**
 * A map from 32-bit hashes to small numbers that is emptied in no time (by a generation stamp) and never collects:
 * counts distinct values, and numbers them for the encoding. Holds half as many entries as it has places.
 */
export class ScratchMap {
  private readonly mask: number;
  private readonly keys: Int32Array;
  private readonly values: Uint32Array;
  private readonly stamps: Uint32Array;
  private generation = 0;
  size = 0;

  /** `places`: a power of two, at least twice the entries. */
  constructor(places: number) {
    this.mask = places - 1;
    this.keys = new Int32Array(places);
    this.values = new Uint32Array(places);
    this.stamps = new Uint32Array(places);
  }

  clear(): void {
    this.size = 0;
    this.generation = (this.generation + 1) >>> 0;
    if (this.generation !== 0) return;
    this.stamps.fill(0);
    this.generation = 1;
  }

  /** The number under `hash`; a new one gets the next one (0, 1, 2, …) and the answer is -1. */
  numberOf(hash: number): number {
    const key = hash | 0;
    let place = Math.imul(key, 0x9e3779b1) >>> 0;
    place = (place ^ (place >>> 15)) & this.mask;
    while (this.stamps[place] === this.generation) {
      if (this.keys[place] === key) return this.values[place]!;
      place = (place + 1) & this.mask;
    }
    this.stamps[place] = this.generation;
    this.keys[place] = key;
    this.values[place] = this.size++;
    return -1;
  }

  /** How many different values other than 0 are in places [from, to) of `data`, each shifted right by `shift` bits. */
  countDistinct(data: Float64Array, from: number, to: number, shift: number): number {
    this.clear();
    const { mask, keys, stamps, generation } = this;
    let count = 0;
    let last = 0;
    for (let i = from; i < to; i++) {
      const value = (data[i]! >>> shift) | 0;
      if (value === last || value === 0) continue;
      last = value;
      let place = Math.imul(value, 0x9e3779b1);
      place = (place ^ (place >>> 15)) & mask;
      while (stamps[place] === generation && keys[place] !== value) place = (place + 1) & mask;
      if (stamps[place] === generation) continue;
      stamps[place] = generation;
      keys[place] = value;
      count++;
    }
    return count;
  }
}

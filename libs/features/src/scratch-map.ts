/**
 * A map from 32-bit hashes to small numbers that is emptied in no time (by a generation stamp) and never collects:
 * counts distinct values, and numbers them for the encoding. Holds half as many entries as it has places.
 */
export class ScratchMap {
  private readonly mask: number;
  private readonly keys: Uint32Array;
  private readonly values: Uint32Array;
  private readonly stamps: Uint32Array;
  private generation = 0;
  size = 0;

  /** `places`: a power of two, at least twice the entries. */
  constructor(places: number) {
    this.mask = places - 1;
    this.keys = new Uint32Array(places);
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

  /** The number under `key`; a new key gets the next one (0, 1, 2, …) and the answer is -1. */
  numberOf(key: number): number {
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
}

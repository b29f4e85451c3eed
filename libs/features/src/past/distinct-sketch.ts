/**
 * Which hashes were there: themselves while they are few, then registers of a HyperLogLog (Flajolet, Fusy, Gandouet and Meunier,
 * 2007; sparse beginnings as by Heule, Nunkesser and Hall, 2013), read by the estimator of Ertl, "New cardinality estimation
 * algorithms for HyperLogLog sketches" (2017), algorithms 5 and 6, which needs no corrections. With 512 registers the standard
 * error is 4.6 %. The packages for Node.js that were looked at (bloom-filters, hyperloglog, hyperloglog-lite) hash texts
 * themselves, bring a dozen others or a native part, and give their registers away in no form that joins and is stored.
 */
import { Tally } from '../engine/tally.js';

const INDEX_BITS = 9;
export const REGISTERS = 2 ** INDEX_BITS;
/** Bits of a hash behind those that choose its register. */
const REST_BITS = 32 - INDEX_BITS;
export const RANK_MAX = REST_BITS + 1;
/** What so many take is what the registers take. */
export const HASHES_MAX = REGISTERS / 4;
const HASHES_MIN = 4;
const ALPHA = 1 / (2 * Math.LN2);
const WORDS = REGISTERS / 4;
const HIGHEST = 0x8080_8080 | 0;

const NONE = new Int32Array(0);
const NO_WORDS = new Uint32Array(0);

export class DistinctSketch {
  private hashes = new Int32Array(HASHES_MIN);
  /** How many hashes there are while there are no registers. */
  private length = 0;
  registers: Uint8Array | undefined;
  /** The same, four at once. */
  private words: Uint32Array = NO_WORDS;

  /** The hashes themselves; undefined once they are too many. */
  get few(): Int32Array | undefined {
    return this.registers === undefined ? this.hashes.subarray(0, this.length) : undefined;
  }

  get isFew(): boolean {
    return this.registers === undefined;
  }

  /** @param hash - 32 bits, not 0 */
  add(hash: number): void {
    if (this.registers !== undefined) {
      note(this.registers, hash);
      return;
    }
    const one = hash | 0;
    if (this.indexOf(one) >= 0) return;
    if (this.length === HASHES_MAX) {
      note(this.makeRegisters(), one);
      return;
    }
    if (this.length === this.hashes.length) {
      const next = new Int32Array(2 * this.length);
      next.set(this.hashes);
      this.hashes = next;
    }
    this.hashes[this.length++] = one;
  }

  join(other: DistinctSketch): void {
    if (other.registers === undefined) for (let i = 0; i < other.length; i++) this.add(other.hashes[i]!);
    else {
      this.makeRegisters();
      take(this.words, other.words);
    }
  }

  /** Takes what it has into registers that belong to several. */
  takeInto({ registers, words }: SharedRegisters): void {
    if (this.registers === undefined) for (let i = 0; i < this.length; i++) note(registers, this.hashes[i]!);
    else take(words, this.words);
  }

  /** Adds to `others` which of its hashes are neither there nor in `kept`; only while it has them. */
  addNew(kept: Tally, others: Tally): void {
    const { hashes, length } = this;
    for (let i = 0; i < length; i++) {
      const hash = hashes[i]!;
      if (!kept.has(hash) && !others.has(hash)) others.add(hash);
    }
  }

  /** False: it was not there; undefined: that can't be told. */
  has(hash: number): boolean | undefined {
    if (this.registers === undefined) return this.indexOf(hash | 0) >= 0;
    const mixed = mix(hash);
    return this.registers[mixed >>> REST_BITS]! < rankOf(mixed) ? false : undefined;
  }

  private indexOf(hash: number): number {
    for (let i = 0; i < this.length; i++) if (this.hashes[i] === hash) return i;
    return -1;
  }

  /** Where it has none yet. */
  makeRegisters(): Uint8Array {
    if (this.registers !== undefined) return this.registers;
    const registers = new Uint8Array(REGISTERS);
    this.words = new Uint32Array(registers.buffer);
    for (let i = 0; i < this.length; i++) note(registers, this.hashes[i]!);
    this.registers = registers;
    this.hashes = NONE;
    this.length = 0;
    return registers;
  }
}

interface SharedRegisters {
  readonly registers: Uint8Array;
  /** The same, four at once. */
  readonly words: Uint32Array;
}

/** How many are in several sketches and a tally together, those of some sketches in part. */
export class DistinctCount {
  /** While all can be counted: what sketches have and `kept` has not. */
  private readonly others = new Tally();
  private kept = new Tally();
  private readonly shared = sharedRegisters();
  private hashes = new Int32Array(HASHES_MAX);
  isEstimate = false;
  value = 0;
  /** Of all that were taken so far, each as a whole. */
  private whole = 0;

  /** @param isEstimate - some of what is to be taken has registers */
  begin(kept: Tally, isEstimate: boolean): void {
    this.kept = kept;
    this.isEstimate = isEstimate;
    this.others.clear();
    if (!isEstimate) return;
    const { registers } = this.shared;
    registers.fill(0);
    if (kept.size > this.hashes.length) this.hashes = new Int32Array(2 * kept.size);
    const { hashes } = this;
    kept.copyTo(hashes);
    for (let i = 0; i < kept.size; i++) note(registers, hashes[i]!);
  }

  /** One that is in as a whole; these come first. */
  take(sketch: DistinctSketch): void {
    if (this.isEstimate) sketch.takeInto(this.shared);
    else sketch.addNew(this.kept, this.others);
  }

  /** To be called when those that are in as a whole have been taken. */
  settle(): void {
    this.value = this.whole = this.count();
  }

  /** Of what it adds to those before, this share. */
  takePart(sketch: DistinctSketch, share: number): void {
    this.take(sketch);
    const before = this.whole;
    this.whole = this.count();
    this.value += share * (this.whole - before);
  }

  private count(): number {
    return this.isEstimate ? estimateOf(this.shared.registers) : this.kept.size + this.others.size;
  }
}

function sharedRegisters(): SharedRegisters {
  const registers = new Uint8Array(REGISTERS);
  return { registers, words: new Uint32Array(registers.buffer) };
}

function note(registers: Uint8Array, hash: number): void {
  const mixed = mix(hash);
  const at = mixed >>> REST_BITS;
  const rank = rankOf(mixed);
  if (rank > registers[at]!) registers[at] = rank;
}

/** The greater of each two registers, four at once: ranks leave the highest bit of each byte free for their comparison. */
function take(into: Uint32Array, from: Uint32Array): void {
  for (let i = 0; i < WORDS; i++) {
    const a = into[i]!;
    const b = from[i]!;
    const isGreater = Math.imul((((a | HIGHEST) - b) & HIGHEST) >>> 7, 255);
    into[i] = (a & isGreater) | (b & ~isGreater);
  }
}

/** Place of the first bit that is set behind those of the register, from 1. */
function rankOf(mixed: number): number {
  return Math.min(Math.clz32(mixed << INDEX_BITS) + 1, RANK_MAX);
}

/** All bits depend on all (the finish of MurmurHash3), whatever hashes are like. */
function mix(hash: number): number {
  const a = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return b ^ (b >>> 16);
}

const counts = new Int32Array(RANK_MAX + 1);

function estimateOf(registers: Uint8Array): number {
  counts.fill(0);
  for (let i = 0; i < REGISTERS; i++) counts[registers[i]!]!++;
  let z = REGISTERS * tau(1 - counts[RANK_MAX]! / REGISTERS);
  for (let rank = REST_BITS; rank >= 1; rank--) z = 0.5 * (z + counts[rank]!);
  z += REGISTERS * sigma(counts[0]! / REGISTERS);
  return (ALPHA * REGISTERS * REGISTERS) / z;
}

/** Σ x^(2^k) 2^(k−1) and x, for registers that nothing came to. */
function sigma(share: number): number {
  if (share === 1) return Infinity;
  let x = share;
  let z = x;
  for (let weight = 1, before = Number.NaN; z !== before; weight *= 2) {
    x *= x;
    before = z;
    z += x * weight;
  }
  return z;
}

/** For registers that are full. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let z = 1 - x;
  for (let weight = 0.5, before = Number.NaN; z !== before; weight /= 2) {
    x = Math.sqrt(x);
    before = z;
    z -= (1 - x) ** 2 * weight;
  }
  return z / 3;
}

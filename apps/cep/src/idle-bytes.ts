/**
 * The encodings of idle entities, many in one slab. What is taken out leaves a hole; a slab that is a quarter holes is emptied
 * into the newest one.
 */
const SLAB_BYTES = 262_144;
/** 4 MiB of them. */
const SPARE_MAX = 16;
/** Of what was put into a slab. */
const HELD_MIN = 0.75;

export class IdleBytes<T extends Idle> {
  private newest: Slab<T> | undefined;
  /** Of all slabs but the newest. */
  private full = 0;
  /** Slabs that were emptied: memory that comes and goes makes the engine collect everything. */
  private readonly spare: Uint8Array[] = [];

  /** What all of it takes in memory, but for the room that is left in the newest slab. */
  get bytes(): number {
    return this.full + (this.newest?.held ?? 0);
  }

  /** Keeps a copy of these bytes for `owner`, which has none here. */
  put(owner: T, bytes: Uint8Array): void {
    if (bytes.length > SLAB_BYTES / 4) {
      this.full += bytes.length;
      append(slabOf<T>(new Uint8Array(bytes.length)), owner, bytes);
      return;
    }
    const { newest } = this;
    if (newest !== undefined && newest.used + bytes.length <= SLAB_BYTES) {
      append(newest, owner, bytes);
      return;
    }
    append((this.newest = slabOf<T>(this.spare.pop() ?? new Uint8Array(SLAB_BYTES))), owner, bytes);
    if (newest === undefined) return;
    this.full += SLAB_BYTES;
    this.tidy(newest);
  }

  /** What is kept for `owner`, valid until the next change; undefined for nothing. */
  read(owner: T): Uint8Array | undefined {
    const slab = owner.slab as Slab<T> | undefined;
    return slab && bytesAt(slab, owner.slabPlace);
  }

  /** Lets go of what is kept for `owner`. */
  drop(owner: T): void {
    const slab = owner.slab as Slab<T> | undefined;
    if (slab === undefined) return;
    slab.held -= bytesAt(slab, owner.slabPlace).length;
    slab.owners[owner.slabPlace] = undefined;
    owner.slab = undefined;
    if (slab !== this.newest) this.tidy(slab);
  }

  /** Nobody puts into it any more. */
  private tidy(slab: Slab<T>): void {
    if (slab.held >= HELD_MIN * slab.used) return;
    this.full -= slab.bytes.length;
    for (const [place, owner] of slab.owners.entries()) if (owner !== undefined) this.put(owner, bytesAt(slab, place));
    if (slab.bytes.length === SLAB_BYTES && this.spare.length < SPARE_MAX) this.spare.push(slab.bytes);
  }
}

/** Somebody whose bytes are kept. */
export interface Idle {
  /** Where they lie; undefined for nowhere. */
  slab: object | undefined;
  slabPlace: number;
}

interface Slab<T> {
  readonly bytes: Uint8Array;
  used: number;
  /** Bytes that somebody still has here. */
  held: number;
  /** One after the other as their bytes lie, and where those end. */
  readonly owners: (T | undefined)[];
  readonly ends: number[];
}

function slabOf<T>(bytes: Uint8Array): Slab<T> {
  return { bytes, used: 0, held: 0, owners: [], ends: [] };
}

function append<T extends Idle>(slab: Slab<T>, owner: T, bytes: Uint8Array): void {
  slab.bytes.set(bytes, slab.used);
  owner.slab = slab;
  owner.slabPlace = slab.owners.push(owner) - 1;
  slab.used += bytes.length;
  slab.held += bytes.length;
  slab.ends.push(slab.used);
}

function bytesAt({ bytes, ends }: Slab<unknown>, place: number): Uint8Array {
  return bytes.subarray(place === 0 ? 0 : ends[place - 1], ends[place]);
}

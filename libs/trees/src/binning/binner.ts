/** From a value to its bin: 0 is missing, the others count from 1 in order of value. */
import { orderedKey } from './sort-floats.js';

/** Bins of one lane of a tile, row after row. `stride` and `lane`: see `tiles.ts`. */
export function fillLane(
  column: Float32Array,
  cuts: Float32Array,
  into: Uint8Array | Uint16Array,
  stride: number,
  lane: number,
): void {
  const first = firstCutByPrefix(cuts);
  const bits = new Uint32Array(column.buffer, column.byteOffset, column.length);
  for (let row = 0; row < column.length; row++) {
    const x = column[row]!;
    if (x !== x) {
      into[row * stride + lane] = 0;
      continue;
    }
    const raw = x === 0 ? 0 : bits[row]!;
    const prefix = (raw & 0x80000000 ? ~raw : raw | 0x80000000) >>> 16;
    // All cuts before `low` are ≤ x, all from `high` on are > x.
    let low = first[prefix]!;
    let high = first[prefix + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cuts[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    into[row * stride + lane] = low + 1;
  }
}

/** Category c is bin c + 1. One that training has not seen is in no set, as the last bin with no rows: it goes right. */
export function fillCategoryLane(
  column: Float32Array,
  categories: number,
  into: Uint8Array | Uint16Array,
  stride: number,
  lane: number,
): void {
  for (let row = 0; row < column.length; row++) {
    const x = column[row]!;
    into[row * stride + lane] = x === x ? Math.min(x, categories) + 1 : 0;
  }
}

/** For each upper half of a float's ordered key: how many cuts have a smaller one. Leaves few cuts to search among. */
function firstCutByPrefix(cuts: Float32Array): Uint32Array {
  const first = new Uint32Array(0x10001).fill(cuts.length);
  let prefix = 0;
  for (const [i, cut] of cuts.entries()) {
    const upTo = orderedKey(cut) >>> 16;
    while (prefix <= upTo) first[prefix++] = i;
  }
  return first;
}

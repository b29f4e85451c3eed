/** A number in [0, 1) that depends on nothing but its arguments: the same for every thread and machine. */
export function uniform(seed: number, stream: number, index: number): number {
  let x = Math.imul(seed ^ Math.imul(stream + 1, 0x9e3779b9), 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  // The finisher of MurmurHash3, twice: once leaves neighbouring indices too much alike.
  for (let round = 0; round < 2; round++) {
    x ^= x >>> 16;
    x = Math.imul(x, 0x85ebca6b);
    x ^= x >>> 13;
    x = Math.imul(x, 0xc2b2ae35);
    x ^= x >>> 16;
  }
  return (x >>> 0) / 2 ** 32;
}

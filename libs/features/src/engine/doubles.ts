/**
 * Arrays of doubles that live on the JavaScript heap, numbers in one piece: made by moving a pointer, and one step away where
 * a typed array is two and a call of the allocator. There are several for each entity, most of them small.
 */
export type Doubles = number[];

const zeros = new Map<number, Doubles>();

/** Of so many zeros. */
export function makeDoubles(length: number): Doubles {
  let pattern = zeros.get(length);
  if (pattern === undefined) {
    // Beginning with one that is no whole number: an array of small whole numbers would have to change its form later.
    pattern = [0.5];
    while (pattern.length < length) pattern.push(0);
    pattern[0] = 0;
    zeros.set(length, pattern);
  }
  return pattern.slice();
}

/** Two streams in time order as one; of equal times the first stream's event comes first. Reads one event ahead of each. */
export function* mergeByTime<T extends { readonly atMs: number }>(
  one: Iterator<T>,
  other: Iterator<T>,
): Generator<T, void, undefined> {
  let first = one.next();
  let second = other.next();
  while (!first.done || !second.done) {
    if (second.done || (!first.done && first.value.atMs <= second.value.atMs)) {
      yield first.value as T;
      first = one.next();
    } else {
      yield second.value;
      second = other.next();
    }
  }
}

/** Puts what comes nearly in order into order. Pure. */

/**
 * @param keyOf - what is ordered by; NaN stays beside what came before it
 * @param reach - how far from its place anything may come
 */
export async function* inOrder<T>(
  pages: AsyncIterable<readonly T[]>,
  keyOf: (item: T) => number,
  reach: number,
): AsyncGenerator<T[]> {
  let held: { readonly item: T; readonly key: number }[] = [];
  let lastKey = -Infinity;
  const sorted = () => held.sort((a, b) => a.key - b.key);
  for await (const page of pages) {
    for (const item of page) {
      const key = keyOf(item);
      if (!Number.isNaN(key)) lastKey = key;
      held.push({ item, key: lastKey });
    }
    if (held.length <= 2 * reach) continue;
    sorted();
    yield held.slice(0, -reach).map(({ item }) => item);
    held = held.slice(-reach);
  }
  yield sorted().map(({ item }) => item);
}

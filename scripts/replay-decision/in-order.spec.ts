import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.js';

async function* paged(items: readonly number[], size: number): AsyncGenerator<number[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

async function all(items: readonly number[], size: number, reach: number, keyOf = (n: number) => n): Promise<number[]> {
  const out: number[] = [];
  for await (const page of inOrder(paged(items, size), keyOf, reach)) out.push(...page);
  return out;
}

describe('inOrder', () => {
  it('what is at most so far from its place: is put there, whatever the pages', async () => {
    const nearly = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }).map((moves) => {
      const keys = moves.map((_, i) => i);
      return keys.sort((a, b) => a + moves[a]! - (b + moves[b]!));
    });
    await fc.assert(
      fc.asyncProperty(nearly, fc.integer({ min: 1, max: 9 }), async (items, size) => {
        expect(await all(items, size, 4)).toEqual(items.toSorted((a, b) => a - b));
      }),
    );
  });

  it('what has no key: stays behind what came before it', async () => {
    expect(await all([2, -1, 1, -3], 2, 8, (n) => (n < 0 ? Number.NaN : n))).toEqual([1, -3, 2, -1]);
  });
});

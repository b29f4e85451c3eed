import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tally } from './tally.js';

describe('tally', () => {
  it('hashes added and removed in any order, many with the same low bits → counts as of a map', () => {
    const hash = fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((n) => n << 26),
      fc.integer({ min: 1, max: 40 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(hash, fc.boolean()), { maxLength: 300 }), (steps) => {
        const tally = new Tally();
        const counts = new Map<number, number>();
        for (const [one, isAdded] of steps) {
          const count = counts.get(one) ?? 0;
          if (isAdded) {
            tally.add(one);
            counts.set(one, count + 1);
          } else if (count > 0) {
            tally.remove(one);
            if (count === 1) counts.delete(one);
            else counts.set(one, count - 1);
          }
          expect(tally.size).toBe(counts.size);
          expect(tally.has(one)).toBe(counts.has(one));
        }
        for (const one of counts.keys()) expect(tally.has(one)).toBe(true);
      }),
    );
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeByTime } from './merge-by-time.js';

const at = fc.array(fc.nat(20), { maxLength: 30 }).map((times) => times.toSorted((a, b) => a - b));
const events = (name: string, times: readonly number[]) => times.map((atMs, index) => ({ name, atMs, index }));

it('merge: any two ordered streams → all of both, in time order, the first stream first', () => {
  fc.assert(
    fc.property(at, at, (one, other) => {
      const all = [...events('a', one), ...events('b', other)];
      // A stable sort keeps a before b, and each in its own order.
      expect([...mergeByTime(events('a', one).values(), events('b', other).values())]).toEqual(
        all.toSorted((x, y) => x.atMs - y.atMs),
      );
    }),
  );
});

it('merge: endless streams → as far as it is asked', () => {
  function* every(stepMs: number): Generator<{ atMs: number }, void, undefined> {
    for (let atMs = 0; ; atMs += stepMs) yield { atMs };
  }
  const merged = mergeByTime(every(2), every(3));
  expect(Array.from({ length: 7 }, () => merged.next().value?.atMs)).toEqual([0, 0, 2, 3, 4, 6, 6]);
});

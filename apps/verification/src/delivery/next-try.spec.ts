import { expect, it } from 'vitest';
import { nextTryAtMs } from './next-try.js';

it('next try: pauses double up to half a minute, six tries at most, none after the challenge’s end', () => {
  const pauses = [1, 2, 3, 4, 5, 6].map((tries) => nextTryAtMs(tries, 1000, 1_000_000));
  expect(pauses).toEqual([2000, 3000, 5000, 9000, 17_000, undefined]);
  expect(nextTryAtMs(1, 1000, 2000)).toBeUndefined();
  expect(nextTryAtMs(1, 1000, 2001)).toBe(2000);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.js';

describe('event queue', () => {
  it('any pushes and pops: the earliest leaves first, equals in the order in which they came', () => {
    const steps = fc.array(fc.option(fc.nat(20)), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (list) => {
        const queue = new EventQueue<{ atMs: number; index: number }>();
        let model: { atMs: number; index: number }[] = [];
        list.forEach((atMs, index) => {
          if (atMs !== null) {
            queue.push(atMs, { atMs, index });
            model.push({ atMs, index });
            return;
          }
          const [first, ...rest] = model.toSorted((a, b) => a.atMs - b.atMs || a.index - b.index);
          expect(queue.pop()).toEqual(first);
          model = rest;
        });
      }),
    );
  });
});

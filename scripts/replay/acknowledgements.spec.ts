import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Acknowledgements } from './acknowledgements.js';

describe('acknowledgements', () => {
  it('any order of acknowledging: contiguous is the first that is missing', () => {
    const order = fc.shuffledSubarray([...Array(40).keys()], { minLength: 0 });
    fc.assert(
      fc.property(order, (done) => {
        const acknowledgements = new Acknowledgements({ items: 0, row: 0 });
        for (const sequence of done) acknowledgements.acknowledge(sequence, sequence + 1);
        const missing = [...Array(41).keys()].find((sequence) => !done.includes(sequence));
        expect(acknowledgements.contiguous).toBe(missing);
        expect(acknowledgements.row).toBe(missing);
      }),
    );
  });
});

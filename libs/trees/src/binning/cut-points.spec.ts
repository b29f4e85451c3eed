import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillLane } from './binner.js';
import { cutBetween, cutPoints } from './cut-points.js';

const EIGHT = { exactMax: 8, bins: 8 };
const float = fc.float({ noDefaultInfinity: true });

describe('cutPoints', () => {
  it('few values: a cut in the middle of each gap', () => {
    expect([...cutPoints(Float32Array.of(3, 1, Number.NaN, 1, 2), undefined, EIGHT)]).toEqual([1.5, 2.5]);
  });

  it('neighbouring floats: the cut is the higher one, so that it is above the lower one', () => {
    const next = Math.fround(1 + 2 ** -23);
    expect(cutBetween(1, next)).toBe(next);
    expect(cutBetween(-3.4e38, 3.4e38)).toBe(0);
  });

  it('nothing but missing, or one value: no cuts', () => {
    expect(cutPoints(Float32Array.of(Number.NaN), undefined, EIGHT)).toHaveLength(0);
    expect(cutPoints(Float32Array.of(5, 5, -0, 5, 0).subarray(2, 3), undefined, EIGHT)).toHaveLength(0);
    expect(cutPoints(Float32Array.of(-0, 0), undefined, EIGHT)).toHaveLength(0);
  });

  it('more values than bins: bins of about equal weight, and heavy values by themselves', () => {
    const column = Float32Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? 500.5 : i / 3));
    const cuts = cutPoints(column, undefined, { exactMax: 16, bins: 16 });
    expect(cuts.length).toBeLessThanOrEqual(15);
    expect(cuts.length).toBeGreaterThanOrEqual(11);
    const bins = new Uint8Array(column.length);
    fillLane(column, cuts, bins, 1, 0);
    const heavy = bins[0]!;
    expect(column.filter((_, i) => bins[i] === heavy).filter((x) => x !== 500.5).length).toBeLessThan(200);
    const sizes = Map.groupBy([...bins], (bin) => bin);
    sizes.delete(heavy);
    for (const rows of sizes.values()) expect(rows.length).toBeLessThan(400);
  });

  it('any column: cuts rise, and a value’s bin is one more than the number of cuts that are not above it', () => {
    fc.assert(
      fc.property(fc.array(float, { maxLength: 60 }), fc.integer({ min: 2, max: 70 }), (values, maxBins) => {
        const column = Float32Array.from(values);
        const cuts = cutPoints(column, undefined, { exactMax: maxBins, bins: maxBins });
        expect(cuts.length).toBeLessThan(maxBins);
        for (let i = 1; i < cuts.length; i++) expect(cuts[i]).toBeGreaterThan(cuts[i - 1]!);
        const bins = new Uint16Array(column.length);
        fillLane(column, cuts, bins, 1, 0);
        const expected = [...column].map((x) => (Number.isNaN(x) ? 0 : 1 + cuts.filter((cut) => cut <= x).length));
        expect([...bins]).toEqual(expected);
        const distinct = new Set([...column].filter((x) => !Number.isNaN(x)).map((x) => (x === 0 ? 0 : x)));
        const gaps = Math.max(0, distinct.size - 1);
        expect(distinct.size <= maxBins ? cuts.length : gaps).toBe(gaps);
      }),
    );
  });
});

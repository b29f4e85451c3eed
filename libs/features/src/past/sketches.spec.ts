import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { Tally } from '../engine/tally.js';
import { SortedValues } from '../engine/sorted-values.js';
import { hash32 } from '../hash.js';
import { DistinctCount, DistinctSketch, HASHES_MAX } from './distinct-sketch.js';
import { readSketch, writeSketch } from './sketch-codec.js';
import type { Sketch } from './past-plan.js';
import { SpreadValues } from './spread-values.js';
import { ValueDigest, VALUES_MAX } from './value-digest.js';

function sketchOf(from: number, to: number): DistinctSketch {
  const sketch = new DistinctSketch();
  for (let i = from; i < to; i++) sketch.add(hash32(`payer-${i}`));
  return sketch;
}

function countOf(sketches: readonly DistinctSketch[], kept = new Tally()): { value: number; isEstimate: boolean } {
  const count = new DistinctCount();
  count.begin(
    kept,
    sketches.some(({ few }) => few === undefined),
  );
  for (const sketch of sketches) count.take(sketch);
  count.settle();
  return { value: count.value, isEstimate: count.isEstimate };
}

function again<S extends Sketch>(sketch: S, empty: S): S {
  const out = new ByteWriter();
  writeSketch(sketch, out);
  const input = new ByteReader(out.take());
  readSketch(empty, input);
  expect(input.done).toBe(true);
  return empty;
}

describe('distinct hashes', () => {
  it('few of them → counted, and each is known', () => {
    const sketch = sketchOf(0, HASHES_MAX);
    expect(countOf([sketch, sketchOf(100, 140)])).toEqual({ value: 140, isEstimate: false });
    expect(sketch.has(hash32('payer-5'))).toBe(true);
    expect(sketch.has(hash32('nobody'))).toBe(false);
  });

  it.each([200, 1000, 10_000, 100_000, 1_000_000])(
    '%i of them, in four that overlap → within three standard errors',
    (n) => {
      const part = Math.ceil(n / 4);
      const sketches = [0, 1, 2, 3].map((i) => sketchOf(i * part, Math.min(n, (i + 1) * part + part / 2)));
      const { value } = countOf(sketches);
      expect(Math.abs(value - n) / n).toBeLessThan(3 * 0.046);
    },
  );

  it('what is in a sketch → is never said not to be', () => {
    const sketch = sketchOf(0, 5000);
    for (let i = 0; i < 5000; i++) expect(sketch.has(hash32(`payer-${i}`))).toBeUndefined();
  });

  it('joined in any order → the same as one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 400 }), fc.nat(), (hashes, cut) => {
        const one = new DistinctSketch();
        const [a, b] = [new DistinctSketch(), new DistinctSketch()];
        for (const [i, hash] of hashes.entries()) {
          one.add(hash * 7919);
          (i < cut % 400 ? a : b).add(hash * 7919);
        }
        b.join(a);
        expect(countOf([b])).toEqual(countOf([one]));
        expect(countOf([again(b, new DistinctSketch())])).toEqual(countOf([one]));
      }),
    );
  });

  it('a thousand in a sketch → some 200 bytes', () => {
    const out = new ByteWriter();
    writeSketch(sketchOf(0, 1000), out);
    expect(out.length).toBeLessThan(240);
  });
});

describe('spread of values', () => {
  const spreadOf = (digests: readonly ValueDigest[], kept: readonly number[] = []) => {
    const sorted = new SortedValues();
    for (const value of kept) sorted.add(value);
    const spread = new SpreadValues();
    spread.begin(sorted);
    for (const digest of digests) spread.take(digest, 1);
    return spread;
  };

  it.each([
    ['uniform', (u: number) => 10_000 * u],
    ['with a long tail', (u: number) => Math.exp(12 * u)],
    ['of few prices', (u: number) => [999, 999, 999, 1999, 4999][Math.floor(5 * u)]!],
  ])('50,000 values, %s, in ten digests → ranks within 1 in 100', (_, valueOf) => {
    const digests = Array.from({ length: 10 }, () => new ValueDigest());
    const values: number[] = [];
    let seed = 5;
    for (let i = 0; i < 50_000; i++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      const value = valueOf(seed / 2 ** 32);
      values.push(value);
      digests[i % 10]!.add(value);
    }
    values.sort((a, b) => a - b);
    const spread = spreadOf(digests);
    for (const digest of digests) expect(digest.length).toBeLessThanOrEqual(VALUES_MAX);
    for (const p of [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.95, 0.999, 1]) {
      const value = spread.quantile(p);
      const below = values.filter((one) => one < value * (1 - 2e-5)).length / values.length;
      const upTo = values.filter((one) => one <= value * (1 + 2e-5)).length / values.length;
      expect(below).toBeLessThanOrEqual(p + 0.01);
      expect(upTo).toBeGreaterThanOrEqual(p - 0.01);
      const real = values[Math.floor(p * (values.length - 1))]!;
      const rank = (values.filter((one) => one < real).length + values.filter((one) => one <= real).length) / 2;
      expect(Math.abs(spread.rankOf(real) - rank / values.length)).toBeLessThan(0.01);
    }
  });

  it('written and read → the same from there on', () => {
    const values = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 500 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    );
    fc.assert(
      fc.property(values, values, (before, after) => {
        const one = new ValueDigest();
        for (const value of before) one.add(value);
        const other = again(one, new ValueDigest());
        for (const value of after) {
          one.add(value);
          other.add(value);
        }
        for (const p of [0, 0.5, 0.9]) expect(spreadOf([other]).quantile(p)).toBe(spreadOf([one]).quantile(p));
        expect(other.total).toBe(one.total);
      }),
    );
  });
});

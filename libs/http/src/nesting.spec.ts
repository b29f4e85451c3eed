import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeeperThan } from './nesting.js';

const deeper = (max: number, json: string): boolean => isDeeperThan(max, Buffer.from(json));

describe('nesting', () => {
  it.each([
    ['{}', 1],
    ['[[{"a":[]}]]', 4],
    ['[[],[],[]]', 2],
    [String.raw`["\"[[[", "\\"]`, 1],
  ])('%s → %i deep', (json, depth) => {
    expect(deeper(depth, json)).toBe(false);
    expect(deeper(depth - 1, json)).toBe(true);
  });
  it('no array and no object → not nested', () => {
    expect(['17', '"[[[["'].map((json) => deeper(0, json))).toEqual([false, false]);
  });
  it('any JSON → as deep as its value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, max) => {
        expect(deeper(max, JSON.stringify(value))).toBe(depthOf(value) > max);
      }),
    );
  });
});

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

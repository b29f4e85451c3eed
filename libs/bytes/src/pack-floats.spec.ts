import { expect, it } from 'vitest';
import { packFloats, unpackFloats } from './pack-floats.js';

it('floats: come back bit for bit, missing and infinite ones and negative zero too', () => {
  const values = [1.5, Number.NaN, Infinity, -Infinity, 1e-7, -0, Number.MIN_VALUE];
  expect(unpackFloats(packFloats(values))).toEqual(values);
  expect(unpackFloats(Buffer.concat([Buffer.of(1, 2, 3), packFloats([0.1])]).subarray(3))).toEqual([0.1]);
  expect(packFloats([])).toHaveLength(0);
});

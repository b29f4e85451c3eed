import { expect, it } from 'vitest';
import { packFloats } from './pack-floats.js';

it('floats: as PostgreSQL reads them, missing and infinite ones too', () => {
  expect(packFloats([])).toBe('{}');
  expect(packFloats([1.5, Number.NaN, Infinity, -Infinity, 1e-7, -0])).toBe('{1.5,NaN,Infinity,-Infinity,1e-7,0}');
});

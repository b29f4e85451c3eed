import { expect, it } from 'vitest';
import { RESERVED_NAMES } from '#features';
import { aboutColumns } from './export-columns.js';

it('columns beside the features: no feature may have their names', () => {
  const names = aboutColumns(undefined).map(({ name }) => name);
  expect(names.filter((name) => !RESERVED_NAMES.includes(name))).toEqual([]);
});

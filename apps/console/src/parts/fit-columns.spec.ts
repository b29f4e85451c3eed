import { describe, expect, it } from 'vitest';
import { fitColumns } from './fit-columns.js';

const COLUMNS = [
  { id: 'a', min: 100 },
  { id: 'b', min: 100, drop: 2 },
  { id: 'c', min: 100, grow: 1, drop: 1 },
];

describe('fitColumns', () => {
  it.each([
    [320, 'abc', '100px 100px minmax(100px, 1fr)'],
    [319, 'ac', '100px minmax(100px, 1fr)'],
    [150, 'a', '100px'],
    [20, 'a', '100px'],
  ])('%i pixels → %s', (width, ids, template) => {
    const fit = fitColumns(COLUMNS, width, 10);
    expect(fit.shown.map(({ id }) => id).join('')).toBe(ids);
    expect(fit.template).toBe(template);
  });
});

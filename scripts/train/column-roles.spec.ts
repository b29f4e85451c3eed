import { describe, expect, it } from 'vitest';
import { rolesOf, type NamedColumns } from './column-roles.js';

const COLUMNS = ['transaction_id', 'occurred_at', 'amount', 'card', 'x_1', 'x_2', 'fraud'];
const NOTHING: NamedColumns = { ignored: [], categories: [], monotone: {} };

describe('rolesOf', () => {
  it('usual names: label, time and id, which are no features', () => {
    expect(rolesOf(COLUMNS, NOTHING)).toMatchObject({
      label: 'fraud',
      time: 'occurred_at',
      id: 'transaction_id',
      features: ['amount', 'card', 'x_1', 'x_2'],
    });
  });

  it('what the user names: goes before what is usual; an amount stays a feature, a card does not', () => {
    const roles = rolesOf(COLUMNS, { ...NOTHING, label: 'x_1', amount: 'amount', card: 'card', ignored: ['fr*'] });
    expect(roles.features).toEqual(['amount', 'x_2']);
    expect(roles.label).toBe('x_1');
  });

  it('a file that says what its features are: no others', () => {
    expect(rolesOf(COLUMNS, { ...NOTHING, ignored: ['x_2'] }, ['x_1', 'x_2']).features).toEqual(['x_1']);
  });

  it.each([
    ['no label', COLUMNS.slice(0, -1), NOTHING, 'name the column that says what was fraud (--label)'],
    ['a name twice', [...COLUMNS, 'x_1'], NOTHING, 'two columns are named x_1'],
    ['a column that is not there', COLUMNS, { ...NOTHING, time: 'when' }, 'there is no column when (--time)'],
    ['a category that is not there', COLUMNS, { ...NOTHING, categories: ['mcc'] }, 'there is no feature mcc'],
    ['everything ignored', COLUMNS, { ...NOTHING, ignored: ['*'] }, 'no column is left'],
  ])('%s: refused', (_, columns, named, message) => {
    expect(() => rolesOf(columns, named)).toThrow(message);
  });
});

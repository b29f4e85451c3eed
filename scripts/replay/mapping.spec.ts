import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileMapping, readMapping } from './mapping.js';

const HANDBOOK = ['transaction_id', 'tx_datetime', 'customer_id', 'terminal_id', 'amount', 'fraud', 'fraud_scenario'];
const SPARKOV = 'transaction_id,tx_datetime,customer_id,merchant,category,amount,merch_lat,merch_long,fraud'.split(',');
const handbook = compileMapping(readMapping('packs/handbook/mapping.yaml'), HANDBOOK);
const row = (over: Partial<Record<string, string>> = {}): string[] =>
  HANDBOOK.map(
    (column) =>
      over[column] ??
      { transaction_id: '7', tx_datetime: '2018-04-01T00:00:31Z', amount: '57.16', fraud: '0', fraud_scenario: '3' }[
        column
      ] ??
      '42',
  );

function mappingError(yaml: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mapping-'));
  const path = join(folder, 'mapping.yaml');
  writeFileSync(path, yaml);
  try {
    readMapping(path);
  } catch (error) {
    return (error as Error).message.replace(path, 'FILE');
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 'no error';
}

const GOOD = {
  id: 'id: {column: a}',
  occurred_at: 'occurred_at: {column: b, as: datetime}',
  amount: 'amount: {column: c, as: integer}',
  currency: 'currency: {constant: USD}',
  account: 'account.id: {column: d}',
};
const yamlOf = (fields: readonly string[], rest = ''): string =>
  `pack: x\ntransaction:\n${fields.map((field) => `  ${field}\n`).join('')}${rest}`;

describe('mapping: the shipped packs', () => {
  it('handbook row → request in minor units, shifted, without the scenario', () => {
    const mapped = handbook.map(row(), 86_400_000);
    expect(mapped.request).toEqual({
      id: 'handbook-7',
      occurred_at: '2018-04-02T00:00:31.000Z',
      amount: 5716,
      currency: 'USD',
      channel: 'card_present',
      account: { id: 'customer-42' },
      merchant: { id: 'terminal-42' },
    });
    expect(mapped.events).toEqual([]);
  });

  it('handbook fraud → a chargeback known seven days later', () => {
    const mapped = handbook.map(row({ fraud: '1' }), 0);
    expect(mapped.events).toEqual([{ type: 'chargeback', atMs: Date.parse('2018-04-08T00:00:31Z') }]);
  });

  it('sparkov row → category says channel and merchant code, place is kept', () => {
    const sparkov = compileMapping(readMapping('packs/sparkov/mapping.yaml'), SPARKOV);
    const cells = [
      '9',
      '2019-01-01T00:00:48Z',
      '188',
      'Berg, Costa and Klein',
      'shopping_net',
      '70.17',
      '44.9',
      '-92.7',
      '0',
    ];
    expect(sparkov.map(cells, 0).request).toMatchObject({
      amount: 7017,
      channel: 'card_not_present',
      merchant: { id: 'Berg, Costa and Klein', mcc: '5311', country: 'US' },
      location: { lat: 44.9, lon: -92.7 },
      attributes: { category: 'shopping_net' },
    });
  });
});

describe('mapping: rows that are wrong', () => {
  it.each([
    ['an empty id', { transaction_id: '' }, /^id: the column transaction_id is empty$/],
    ['no number', { amount: 'much' }, /^amount: the column amount does not hold a integer$|^amount: .*not hold/],
    ['no date', { tx_datetime: 'yesterday' }, /^occurred_at: the column tx_datetime does not hold a datetime$/],
    ['a negative amount', { amount: '-3' }, /^amount /],
  ])('%s → refused with the field, never with its value', (_, over, message) => {
    expect(() => handbook.map(row(over), 0)).toThrow(message);
  });

  it('times without a zone → UTC; with a space → the same', () => {
    const at = handbook.map(row({ tx_datetime: '2018-04-01 05:00:00' }), 0).request.occurred_at;
    expect(at).toBe('2018-04-01T05:00:00.000Z');
  });

  it('a column that the file lacks → an error that lists what it has', () => {
    const mapping = readMapping('packs/handbook/mapping.yaml');
    expect(() => compileMapping(mapping, ['a', 'b'])).toThrow(
      /transaction\.id names the column transaction_id.*it has a, b/,
    );
  });
});

describe('mapping file: each mistake → one line that names the key', () => {
  const all = Object.values(GOOD);
  it('the smallest mapping → taken', () => {
    expect(mappingError(yamlOf(all))).toBe('no error');
  });
  it.each([
    ['not YAML', 'pack: [', /^FILE is not YAML/],
    [
      'a required field left out',
      yamlOf(all.filter((line) => line !== GOOD.amount)),
      /^FILE: transaction\.amount: is missing/,
    ],
    [
      'an unknown field',
      yamlOf([...all, 'card.number: {column: e}']),
      /^FILE: transaction\.card\.number: is not a field/,
    ],
    [
      'an unknown transform',
      yamlOf([...all, 'channel: {column: e, as: money}']),
      /^FILE: transaction\.channel\.as: must be one of/,
    ],
    [
      'column and constant',
      yamlOf([...all, 'channel: {column: e, constant: atm}']),
      /^FILE: transaction\.channel: must have either/,
    ],
    ['an unknown key', yamlOf(all, 'colour: red\n'), /^FILE: \(top level\): .*colour/],
    [
      'a bad delay',
      yamlOf(all, 'events: [{type: chargeback, when: {column: f, equals: "1"}, after: soon}]\n'),
      /^FILE: events\.0\.after: must be a duration/,
    ],
  ])('%s', (_, yaml, message) => {
    expect(mappingError(yaml)).toMatch(message);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import type { NamedColumns } from './column-roles.js';
import { readCsv } from './read-csv.js';
import { readParquet } from './read-parquet.js';
import { timeMs } from './read-time.js';

const folder = mkdtempSync(join(tmpdir(), 'train-'));
afterAll(() => rmSync(folder, { recursive: true }));
const NAMED: NamedColumns = { ignored: [], categories: [], monotone: { amount: 1 }, amount: 'amount', card: 'card' };
const nobody = (): void => undefined;
const FROM_MS = Date.UTC(2026, 0, 1);

const CSV = `transaction_id,occurred_at,card,amount,shop,flag,weight,fraud
a,2026-01-01T00:00:00Z,c1,10.5,books,true,1,0
b,2026-01-01 01:00:00,c2,,phones,false,2,1
c,1767232800,c1,7,books,,1,
d,1767236400000,c3,8,"a, b",1,1,0
`;

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a table of a file', () => {
  it('CSV: every role, missing values, categories; rows without a label left out', async () => {
    const { table, unlabelled } = (await readCsv(written('a.csv', CSV), NAMED, nobody)).build();
    expect(unlabelled).toBe(1);
    expect(table.features).toEqual([
      { name: 'amount', kind: 'number', monotone: 1 },
      { name: 'shop', kind: 'category' },
      { name: 'flag', kind: 'category' },
    ]);
    expect([...table.columns[0]!]).toEqual([10.5, Number.NaN, 8]);
    expect([...table.columns[1]!]).toEqual([0, 1, 2]);
    expect([...table.labels]).toEqual([0, 1, 0]);
    expect([...table.timesMs!]).toEqual([0, 1, 3].map((hours) => FROM_MS + hours * 3_600_000));
    expect(table.ids).toEqual(['a', 'b', 'd']);
    expect([...table.weights!]).toEqual([1, 2, 1]);
    expect([...table.amounts!]).toEqual([10.5, Number.NaN, 8]);
    expect([...table.cards!]).toEqual([0, 1, 2]);
    expect(table.categories).toEqual({ shop: ['books', 'phones', 'a, b'], flag: ['true', 'false', '1'] });
  });

  it.each(['SNAPPY', 'UNCOMPRESSED'] as const)('Parquet, %s: types as they are, over row groups', async (codec) => {
    const path = join(folder, `${codec}.parquet`);
    const rows = 2500;
    const range = Array.from({ length: rows }, (_, i) => i);
    parquetWriteFile({
      filename: path,
      codec,
      rowGroupSize: 1000,
      columnData: [
        { name: 'transaction_id', data: range.map((i) => `t${i}`), type: 'STRING' },
        { name: 'occurred_at', data: range.map((i) => new Date(FROM_MS + i)), type: 'TIMESTAMP' },
        { name: 'card', data: range.map((i) => BigInt(i % 7)), type: 'INT64' },
        { name: 'amount', data: range.map((i) => (i % 3 === 0 ? null : i / 2)), type: 'DOUBLE' },
        { name: 'shop', data: range.map((i) => ['x', 'y'][i % 2]!), type: 'STRING' },
        { name: 'flag', data: range.map((i) => i % 2 === 0), type: 'BOOLEAN' },
        { name: 'fraud', data: range.map((i) => i % 5 === 0), type: 'BOOLEAN' },
      ],
    });
    const { table } = (await readParquet(path, NAMED, nobody)).build();
    expect(table.features.map(({ name, kind }) => [name, kind])).toEqual([
      ['amount', 'number'],
      ['shop', 'category'],
      ['flag', 'number'],
    ]);
    expect([...table.columns[0]!]).toEqual(range.map((i) => (i % 3 === 0 ? Number.NaN : i / 2)));
    expect([...table.columns[2]!]).toEqual(range.map((i) => (i % 2 === 0 ? 1 : 0)));
    expect([...table.timesMs!]).toEqual(range.map((i) => FROM_MS + i));
    expect([...table.labels]).toEqual(range.map((i) => (i % 5 === 0 ? 1 : 0)));
    expect(new Set(table.cards)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
  });

  it.each([
    ['no Parquet', 'x.parquet', 'PAR1 nothing', "can't be read as Parquet"],
    ['an empty file', 'e.csv', '', 'is empty'],
    ['a row of another width', 'w.csv', 'amount,fraud\n1,0\n1,0,3\n', 'line 3'],
    ['a label that is none', 'l.csv', 'amount,fraud\n1,maybe\n', 'column fraud is maybe in row 1'],
    ['a time that is none', 't.csv', 'amount,time,fraud\n1,yesterday,0\n', 'column time holds no time in row 1'],
    ['infinity', 'i.csv', 'amount,fraud\n1,0\ninf,1\n', 'column amount is Infinity'],
  ])('%s: refused', async (_, name, text, message) => {
    const path = written(name, text);
    const named = { ...NAMED, monotone: {} };
    const { amount: _a, card: _c, ...plain } = named;
    const reading = name.endsWith('parquet') ? readParquet(path, plain, nobody) : readCsv(path, plain, nobody);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('timeMs', () => {
  it.each([
    ['2026-01-01', FROM_MS],
    ['2026-01-01T01:00:00+01:00', FROM_MS],
    [new Date(FROM_MS), FROM_MS],
    [FROM_MS / 1000, FROM_MS],
    [String(FROM_MS), FROM_MS],
    [BigInt(FROM_MS) * 1000n, FROM_MS],
    [BigInt(FROM_MS) * 1_000_000n, FROM_MS],
    ['noon', undefined],
    [null, undefined],
    [true, undefined],
  ])('%s', (value, ms) => expect(timeMs(value)).toBe(ms));
});

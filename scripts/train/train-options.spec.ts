import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOptions } from './train-options.js';

const folder = mkdtempSync(join(tmpdir(), 'train-options-'));
writeFileSync(join(folder, 'f.csv'), '');
afterAll(() => rmSync(folder, { recursive: true }));
const read = (...args: string[]) => readOptions(['--features', './f.csv', '--out', 'm.onnx', ...args], '.', folder);

describe('readOptions', () => {
  it('as little as possible: the report goes beside the model', () => {
    expect(read()).toMatchObject({
      source: { file: join(folder, 'f.csv') },
      out: join(folder, 'm.onnx'),
      report: join(folder, 'm.html'),
      parameters: {},
      split: {},
      calibration: 'isotonic',
      costs: undefined,
    });
  });

  it('parameters, parts, costs and columns', () => {
    const options = read(
      ...['--trees', '300', '--max-depth', '5', '--growth', 'leaf', '--seed', '7', '--row-share', '0.5'],
      ...['--test-from', '2026-05-01', '--gap', '7d', '--cost-missed', 'amount', '--amount', 'sum'],
      ...['--monotone', 'a=1,b=-1', '--ignore', 'x*,y', '--category', 'mcc', '--calibration', 'platt'],
    );
    expect(options).toMatchObject({
      parameters: { trees: 300, maxDepth: 5, growth: 'leaf', seed: 7, rowShare: 0.5 },
      split: { testFromMs: Date.UTC(2026, 4, 1), gapMs: 7 * 86_400_000 },
      costs: { missed: 'amount', falseAlarm: 5 },
      columns: { monotone: { a: 1, b: -1 }, ignored: ['x*', 'y'], categories: ['mcc'], amount: 'sum' },
      calibration: 'platt',
    });
  });

  it('a pack that makes its own history; help', () => {
    expect(readOptions(['--features', 'card-payments', '--out', 'm.onnx'], '.', folder)).toMatchObject({
      source: { pack: 'card-payments' },
    });
    expect(readOptions(['--help'], '.', folder)).toBeUndefined();
  });

  it.each([
    [['--trees', 'many'], '--trees: many is not a number'],
    [['--tree', '3'], "Unknown option '--tree'"],
    [['--gap', 'a week'], 'is not a duration'],
    [['--test-from', 'May'], 'is no time'],
    [['--calibration', 'beta'], 'is not one of isotonic, platt, none'],
    [['--monotone', 'a=2'], 'is not NAME=1 or NAME=-1'],
    [['--cost-missed', 'amount'], 'needs the column of amounts'],
    [['--features', 'handbook'], 'neither a file nor a pack that makes its own history (card-payments)'],
    [['--features', './none.csv'], 'there is no file'],
  ])('%s: refused', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });
});

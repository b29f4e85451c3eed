import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readFeatures } from '#features';
import { readTextFiles } from '#kernel';
import { averagePrecision } from '#trees';
import { readMapping } from '../replay/mapping.js';
import { evaluate } from './evaluate.js';
import type { EvaluateOptions } from './evaluate-options.js';
import type { JudgedWeek } from './judged-weeks.js';
import type { LabelledRows } from './labelled-rows.js';
import { LabelledFile } from './labelled-file.js';
import { replayFeatures } from './replay-features.js';
import { smallPack } from './testing/small-pack.js';

const DAY_MS = 86_400_000;
const pack = smallPack(4000);
const quiet = { isTTY: false, write: () => true } as unknown as NodeJS.WriteStream;
const never = new AbortController().signal;
afterAll(() => rmSync(pack.folder, { recursive: true }));

const fraudOf = (line: string): string => line.split(',')[5]!;
const timeOf = (line: string): number => Date.parse(line.split(',')[1]!);
const flipped = (line: string): string => {
  const cells = line.split(',');
  return cells.with(5, cells[5] === '1' ? '0' : '1').join(',');
};

async function replayed(file: string): Promise<LabelledRows> {
  const plan = readFeatures(readTextFiles(join(pack.folder, 'features'), /yaml$/, 'features'));
  const mapping = readMapping(join(pack.folder, 'mapping.yaml'));
  const source = new LabelledFile(file, mapping);
  return replayFeatures({ source, plan, card: 'account', limit: Infinity }, never, () => undefined);
}

async function evaluated(options: Partial<EvaluateOptions> = {}) {
  const weeks: JudgedWeek[] = [];
  const all = {
    pack: pack.folder,
    data: { kind: 'file' as const, file: pack.data },
    scores: undefined,
    weeks: undefined,
    limit: Infinity,
    threads: 1,
  };
  return { ...(await evaluate({ ...all, ...options }, never, quiet, (week) => weeks.push(week))), told: weeks };
}

/** Every number of the rows before a moment. */
function valuesBefore(rows: LabelledRows, untilMs: number): Float32Array[] {
  return rows.table(0, rows.firstAt(untilMs), Infinity).columns.map((column) => Float32Array.from(column));
}

describe('replayFeatures', () => {
  it('labels that are known later: change nothing of what was seen before; and change something after', async () => {
    const fromMs = timeOf(pack.rows[0]!) + 14 * DAY_MS;
    const other = pack.with(pack.rows.map((line) => (timeOf(line) >= fromMs ? flipped(line) : line)));
    const [truth, changed] = await Promise.all([replayed(pack.data), replayed(other)]);
    const knownMs = fromMs + 7 * DAY_MS;
    expect(valuesBefore(changed, knownMs)).toEqual(valuesBefore(truth, knownMs));
    expect(valuesBefore(changed, Infinity)).not.toEqual(valuesBefore(truth, Infinity));
  });

  it('a table as of a moment: frauds that were not known by then have label 0', async () => {
    const rows = await replayed(pack.data);
    const cutMs = timeOf(pack.rows[0]!) + 20 * DAY_MS;
    const asOf = rows.table(0, rows.count, cutMs).labels;
    const expected = pack.rows.map((line) => (fraudOf(line) === '1' && timeOf(line) + 7 * DAY_MS <= cutMs ? 1 : 0));
    expect([...asOf]).toEqual(expected);
    expect([...rows.table(0, rows.count, Infinity).labels]).toEqual(pack.rows.map((line) => Number(fraudOf(line))));
  });

  it.each([
    ['rows that are not in order', [1, 0], 'earlier than the line before it'],
    ['a row that the mapping refuses', [0, 'x,y,z,1,2,0,0'], 'line 3: '],
    ['no rows', [], 'has no rows'],
  ])('%s: refused', async (_, lines, message) => {
    const file = pack.with(lines.map((line) => (typeof line === 'number' ? pack.rows[line * 100]! : line)));
    await expect(replayed(file)).rejects.toThrow(message);
  });
});

describe('evaluate', () => {
  it('weeks: scored by models of what was known before, judged, and written', async () => {
    const scores = join(pack.folder, 'out', 'scores.csv');
    const { weeks, told, rows, features } = await evaluated({ scores });
    expect(told).toEqual(weeks);
    expect({ rows, features }).toEqual({ rows: 4000, features: 6 });
    expect(weeks.map(({ week, fromMs }) => [week, new Date(fromMs).toISOString().slice(0, 10)])).toEqual([
      [3, '2025-04-23'],
      [4, '2025-04-30'],
    ]);
    for (const week of weeks) expect(week.averagePrecision).toBeGreaterThan(week.frauds / week.rows);
    const written = new Map(
      readFileSync(scores, 'utf8')
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',') as [string, string]),
    );
    const inWeeks = pack.rows.filter((line) => timeOf(line) >= weeks[0]!.fromMs);
    expect([...written.keys()]).toEqual(inWeeks.map((line) => line.split(',')[0]));
    const labels = Uint8Array.from(inWeeks, (line) => Number(fraudOf(line)));
    expect(averagePrecision(labels, [...written.values()].map(Number))).toBeGreaterThan(0.1);
  });

  it('cards whose fraud is known: not judged', async () => {
    const { weeks } = await evaluated({ weeks: { first: 4, last: 4 } });
    const begin = weeks[0]!.fromMs;
    const known = new Map<string, number>();
    for (const line of pack.rows) {
      const [, , card] = line.split(',');
      const atMs = timeOf(line);
      if (fraudOf(line) === '1' && atMs >= begin - 14 * DAY_MS)
        known.set(card!, Math.min(known.get(card!) ?? Infinity, atMs + 7 * DAY_MS));
    }
    const judged = pack.rows.filter((line) => {
      const dayMs = Math.floor(timeOf(line) / DAY_MS) * DAY_MS;
      return timeOf(line) >= begin && (known.get(line.split(',')[2]!) ?? Infinity) > dayMs;
    });
    expect(weeks[0]!.rows).toBe(judged.length);
    expect(judged.length).toBeLessThan(pack.rows.filter((line) => timeOf(line) >= begin).length);
  });

  it.each([
    ['weeks before any label', { weeks: { first: 0, last: 0 } }, 'no fraud is known to learn from'],
    ['weeks after the last row', { weeks: { first: 40, last: 41 } }, 'no payments in weeks 40 to 41'],
    ['a folder that is no pack', { pack: join(pack.folder, 'features') }, 'evaluation.yaml'],
  ])('%s: refused', async (_, options, message) => {
    await expect(evaluated(options)).rejects.toThrow(message);
  });

  it('aborted: rejects with the reason', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const options = {
      pack: pack.folder,
      data: { kind: 'file' as const, file: pack.data },
      scores: undefined,
      weeks: undefined,
      limit: Infinity,
      threads: 1,
    };
    await expect(evaluate(options, controller.signal, quiet, () => undefined)).rejects.toThrow('enough');
  });
});

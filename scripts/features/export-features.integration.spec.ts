import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packFloats } from '#bytes';
import { ParquetFile } from '#parquet';
import { testDatabase, type TestDatabase } from '#persistence/testing';
import { readParquet } from '../train/read-parquet.js';
import type { ExportOptions } from './export-options.js';
import { type Exported, exportFeatures } from './export-features.js';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 0, 1);
const meaning = (name: string, of = name) => ({ name, meaning: `${of}-means` });
const SETS: Readonly<Record<string, readonly { name: string; meaning: string }[]>> = {
  one: [meaning('amount'), meaning('speed')],
  two: [meaning('speed'), meaning('risk'), meaning('amount')],
  changed: [meaning('amount'), meaning('speed', 'knots')],
};
const ACME = 'ten_export';

const folder = mkdtempSync(join(tmpdir(), 'features-'));
afterAll(() => rmSync(folder, { recursive: true }));

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await log('t1', 1, { features: [10.1, Number.NaN] });
  await log('t2', 2, { set: 'two', features: [1 / 3, -0, 7] });
  await log('t3', 3, { rung: 'degraded', features: [5, 5], decided: 3.1 });
  await log('t3', 3, { features: [6, 6], decided: 3.2 });
  await log('t4', 4, { rung: 'stand_in', features: [] });
  await log('t5', 30, { features: [9, 9] });
  await log('x1', 1, { tenant: 'ten_other', features: [1, 1] });
  await say('t1', 20, 'fraud');
  await say('t2', 21, 'legitimate');
  await say('t3', 5, 'fraud');
  await say('t3', 25, 'unknown');
});

describe('the feature log as a table', () => {
  it('as of a day: what was decided by then, with what was known by then, bit for bit and in the best rung', async () => {
    const { exported, rows } = await exportAsOf(22);
    expect(exported).toEqual({
      rows: 3,
      frauds: 2,
      unlabelled: 0,
      features: 2,
      featureSets: ['two', 'one'],
      past: ['risk'],
    });
    expect(rows).toMatchObject([
      { transaction_id: 't1', fraud: true, amount: 10.1, speed: null, risk: null, feature_set: 'one', rung: 'full' },
      {
        transaction_id: 't2',
        fraud: false,
        amount: 7,
        speed: 1 / 3,
        risk: -0,
        feature_set: 'two',
        label_source: 'analyst',
      },
      { transaction_id: 't3', fraud: true, amount: 6, speed: 6 },
    ]);
    expect(rows[0]).toMatchObject({ occurred_at: at(1), label_known_at: at(20), score: 700, probability: 0.7 });
  });

  it('a label that comes later, and one that is taken back: not known before, not believed after', async () => {
    expect(labelsOf(await exportAsOf(19.9))).toEqual({ t1: null, t2: null, t3: true });
    expect(labelsOf(await exportAsOf(26))).toEqual({ t1: true, t2: false, t3: null });
  });

  it('--matured: old payments of which nothing became known are legitimate', async () => {
    expect(labelsOf(await exportAsOf(31, { maturedMs: 10 * DAY_MS }))).toEqual({
      t1: true,
      t2: false,
      t3: false,
      t5: null,
    });
  });

  it('--from: earlier payments are not in it', async () => {
    expect(labelsOf(await exportAsOf(22, { fromMs: at(3).getTime() }))).toEqual({ t3: true });
  });

  it('training reads it: its features, and nothing that the decision said', async () => {
    const { path } = await exportAsOf(22);
    const { table } = (await readParquet(path, { ignored: [], categories: [], monotone: {} }, () => undefined)).build();
    expect(table.features.map(({ name }) => name)).toEqual(['amount', 'speed']);
    expect([...table.labels]).toEqual([1, 0, 1]);
    expect(table.ids).toEqual(['t1', 't2', 't3']);
  });

  it.each([
    ['nothing decided by then', {}, 0.5, 'no payment was decided with features in that time'],
    ['another tenant without payments', { tenant: 'ten_nobody' }, 22, 'no payment has been decided yet'],
    ['the mode that has none', { mode: 'live' as const }, 22, 'no payment was decided with features in that time'],
    ['a folder that is a file', { out: '/dev/null/a.parquet' }, 22, "can't be written"],
  ])('%s: refused, and no file', async (_, over, day, message) => {
    await expect(exportAsOf(day, over)).rejects.toThrow(message);
  });

  it('a name that means something else by now: a column for each meaning, and the newest has the name', async () => {
    await log('t7', 35, { set: 'changed', features: [1, 99] });
    const { exported, rows, path } = await exportAsOf(36);
    expect(exported.past).toEqual(['speed_speed-', 'risk']);
    expect(rows.find(({ transaction_id: id }) => id === 't7')).toMatchObject({
      amount: 1,
      speed: 99,
      'speed_speed-': null,
    });
    expect(rows.find(({ transaction_id: id }) => id === 't2')).toMatchObject({ speed: null, 'speed_speed-': 1 / 3 });
    const { table } = (await readParquet(path, { ignored: [], categories: [], monotone: {} }, () => undefined)).build();
    expect(table.features.map(({ name }) => name).toSorted()).toEqual(['amount', 'speed']);
  });

  it('a feature set that nobody knows: refused with its payments counted', async () => {
    await log('t9', 40, { set: 'three', features: [1] });
    await expect(exportAsOf(41)).rejects.toThrow('1 payments have the feature set three');
    expect(existsSync(join(folder, 'table-41.parquet'))).toBe(false);
  });
});

interface Done {
  readonly exported: Exported;
  readonly path: string;
  readonly rows: Record<string, unknown>[];
}

async function exportAsOf(day: number, over: Partial<ExportOptions> = {}): Promise<Done> {
  const path = join(folder, `table-${day}.parquet`);
  const given = { asOfMs: at(day).getTime(), fromMs: 0, mode: undefined, maturedMs: undefined, out: path };
  const options = { tenant: undefined, ...given, ...over };
  const nobody = (): void => undefined;
  const exported = await exportFeatures(db.database, over.tenant ?? ACME, options, (set) => SETS[set], nobody);
  const file = await ParquetFile.open(path);
  const rows: Record<string, unknown>[] = [];
  for await (const group of file.groups<Record<string, unknown>>(file.columns)) rows.push(...group);
  return { exported, path, rows };
}

function labelsOf({ rows }: Done): Record<string, unknown> {
  return Object.fromEntries(rows.map((row) => [row['transaction_id'], row['fraud']]));
}

function at(day: number): Date {
  return new Date(FROM_MS + day * DAY_MS);
}

interface Logged {
  readonly tenant?: string;
  readonly set?: string;
  readonly rung?: string;
  readonly features: readonly number[];
  readonly decided?: number;
}

async function log(
  id: string,
  day: number,
  { tenant = ACME, set = 'one', rung = 'full', ...row }: Logged,
): Promise<void> {
  await db.database.query(
    [tenant],
    `insert into feedback.feature_log (tenant_id, transaction_id, rung, livemode, feature_set, features, model_id,
       model_role, outcome, score, probability, occurred_at_ms, decided_at_ms)
     values ($1, $2, $3, false, $4, $5, 'm', 'champion', 'approve', 700, 0.7, $6, $7)`,
    [tenant, id, rung, set, Buffer.from(packFloats(row.features)), at(day).getTime(), at(row.decided ?? day).getTime()],
  );
}

async function say(id: string, day: number, verdict: string): Promise<void> {
  await db.database.query(
    [ACME],
    `insert into feedback.labels (tenant_id, id, transaction_id, event, verdict, source, weight, occurred_at_ms,
       known_at_ms, actor, note)
     values ($1, $2, $3, 'e', $4, 'analyst', 0.8, $5, $5, '', '')`,
    [ACME, `lbl_${id}_${day}`, id, verdict, at(day).getTime()],
  );
}

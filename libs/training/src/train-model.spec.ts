import { describe, expect, it } from 'vitest';
import { averagePrecision, TreesInputError, writeTreeModel } from '#trees';
import { reportPage } from './report/report-page.js';
import { marginsOf, probabilitiesOf } from './score-table.js';
import { DEFAULT_SPLIT, splitTable } from './split.js';
import { madeUpTable } from './testing/made-up-table.js';
import { trainModel, type ModelProgress, type ModelTraining } from './train-model.js';
import type { TrainingTable } from './training-table.js';

const TRAINING: ModelTraining = {
  modelId: 'trees',
  modelVersion: 3,
  featureSet: 'made-up',
  lineage: { champion: 'trees 2' },
  parameters: { trees: 60, maxDepth: 3, stopAfter: 10 },
  costs: { missed: 'amount', falseAlarm: 2 },
};
const table = madeUpTable(6000);
const { model, metadata, categories, report } = await trainModel(table, TRAINING);

describe('trainModel', () => {
  it('the report: figures of the test part, which the model was not chosen by', () => {
    const { test } = splitTable(table, DEFAULT_SPLIT);
    const margins = marginsOf(model, test);
    expect(report.metrics['average_precision']).toBe(averagePrecision(test.labels, margins));
    expect(report.metrics['roc_auc']).toBeGreaterThan(0.8);
    expect(report.parts.map(({ rows }) => rows)).toEqual([3900, 900, 1200]);
    expect(report.history.length).toBeGreaterThan(report.treesKept);
  });

  it('calibration: probabilities mean what they say', () => {
    expect(model.calibration.kind).toBe('isotonic');
    expect(report.metrics['expected_calibration_error']).toBeLessThan(0.04);
  });

  it('importance and worst errors: amount and shop before noise, and surer mistakes first', () => {
    expect(
      report.importance
        .map(({ name }) => name)
        .slice(0, 2)
        .toSorted(),
    ).toEqual(['amount', 'shop']);
    const { missed, falseAlarms } = report.worst;
    expect(missed.every(({ label }) => label === 1) && falseAlarms.every(({ label }) => label === 0)).toBe(true);
    expect(missed[0]!.probability).toBeLessThanOrEqual(missed.at(-1)!.probability);
    expect(falseAlarms[0]!.probability).toBeGreaterThanOrEqual(falseAlarms.at(-1)!.probability);
    expect(falseAlarms[0]!.why.find(({ feature }) => feature === 'shop')?.value).toBe('phones');
  });

  it('metadata: the window of the training part, its hash, what is usual, where it came from', () => {
    expect(metadata).toMatchObject({ modelId: 'trees', modelVersion: 3, featureSet: 'made-up' });
    expect(metadata.trainedFromMs).toBe(table.timesMs![0]);
    expect(metadata.trainedToMs).toBe(table.timesMs![3899]! + 1);
    expect(metadata.dataHash).toMatch(/^[0-9a-f]{64}$/);
    expect(metadata.typicalValues).toHaveLength(3);
    expect(metadata.typicalValues![1]).toBeNaN();
    expect(metadata.lineage!['champion']).toBe('trees 2');
    expect(JSON.parse(metadata.lineage!['parameters']!)).toMatchObject({ trees: 60, learningRate: 0.1 });
    expect(categories['shop']).toEqual(['books', 'phones', 'food']);
  });

  it('the same table, parameters and seed: the same bytes and hash; another table: another hash', async () => {
    const again = await trainModel(madeUpTable(6000), { ...TRAINING, threads: 2 });
    expect(writeTreeModel(again.model)).toEqual(writeTreeModel(model));
    expect(again.metadata).toEqual(metadata);
    const other = await trainModel(madeUpTable(6000, 2), TRAINING);
    expect(other.metadata.dataHash).not.toBe(metadata.dataHash);
  });

  it('platt, or no calibration: as chosen', async () => {
    const kinds = await Promise.all(
      (['platt', 'none'] as const).map(async (calibration) => {
        const trained = await trainModel(table, { ...TRAINING, calibration });
        expect(probabilitiesOf(trained.model, Float64Array.of(0))[0]).toBeGreaterThan(0);
        return trained.model.calibration.kind;
      }),
    );
    expect(kinds).toEqual(['platt', 'none']);
  });

  it('progress: every step, and every tree', async () => {
    const told: ModelProgress[] = [];
    await trainModel(table, TRAINING, { onProgress: (progress) => told.push(progress) });
    expect([...new Set(told.map(({ step }) => step))]).toEqual(['checking', 'growing trees', 'calibrating', 'judging']);
    expect(told.filter(({ trees }) => trees !== undefined)).toHaveLength(report.history.length);
  });

  it('aborted: rejects with the reason', async () => {
    const controller = new AbortController();
    const control = {
      signal: controller.signal,
      onProgress: ({ trees }: ModelProgress) => trees === 2 && controller.abort(new Error('enough')),
    };
    await expect(trainModel(table, TRAINING, control)).rejects.toThrow('enough');
  });
});

describe('tables that training refuses', () => {
  const { features, columns, labels } = table;
  const bare: TrainingTable = { features, columns, labels };
  const rows = labels.length;
  const filled = (x: number) => columns.map(() => new Float32Array(rows).fill(x));
  const cases: [string, Partial<TrainingTable>, string][] = [
    ['empty', { labels: new Uint8Array(0), columns: columns.map(() => new Float32Array(0)) }, 'has no rows'],
    ['one class', { labels: new Uint8Array(rows) }, 'every row has label 0'],
    ['constant', { columns: filled(1) }, 'nothing to learn from: amount, shop, noise'],
    ['all missing', { columns: filled(Number.NaN) }, 'nothing to learn from: amount, shop, noise'],
    ['not finite', { columns: columns.map((c) => c.with(7, Infinity)) }, 'column amount is Infinity in row'],
    ['a million categories', { columns: columns.map((c) => c.with(7, 1e6)) }, 'column shop has category 1000000'],
    ['a time missing', { timesMs: table.timesMs!.with(5, Number.NaN) }, 'the time of row 5 is missing'],
    ['lists of other lengths', { ids: ['a'] }, 'there are 1 ids for 6000 labels'],
  ];
  it.each(cases)('%s', async (_, part, message) => {
    const refusal = await trainModel({ ...bare, ...part }, TRAINING).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TreesInputError);
    expect((refusal as Error).message).toContain(message);
  });
});

describe('reportPage', () => {
  const page = reportPage(report);

  it('a page that needs nothing else: no scripts, nothing fetched', () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/<script|<link|<img|https?:|url\(/);
    expect(page).toContain('prefers-color-scheme: dark');
  });

  it('sections: curves, confusion, weeks, importance, errors, data, parameters', () => {
    for (const heading of ['Curves', 'Confusion', 'Week by week', 'Importance', 'Worst errors', 'Data', 'Parameters'])
      expect(page).toContain(`<h2>${heading}`);
    expect(page.match(/<svg/g)).toHaveLength(4);
    expect(page).not.toMatch(/NaN|undefined|\[object/);
  });

  it('names from the data: text, never markup', () => {
    const hostile = { ...report, modelId: '<script>alert(1)</script>', ignored: ['<img src=x>'] };
    expect(reportPage(hostile)).not.toMatch(/<script|<img/);
  });

  it('parts by chance: said', () => {
    expect(reportPage({ ...report, splitBy: 'chance' })).toContain('drawn at random');
    expect(page).not.toContain('drawn at random');
  });
});

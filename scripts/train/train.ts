/** `npm run train`: reads the table, trains in a thread, checks the file it made, and writes model and report. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reportPage, trainInThread, type TrainedModel, type TrainingTable } from '#training';
import { rowsOf, writeOnnxModel } from '#trees';
import { onnxDifference } from './onnx-agreement.js';
import { packTable } from './pack-table.js';
import { Progress } from './progress.js';
import { readCsv } from './read-csv.js';
import { readParquet } from './read-parquet.js';
import { TrainError } from './train-error.js';
import type { TrainOptions } from './train-options.js';

const CHECKED_ROWS = 2000;
/** What both graphs keep to. */
const DIFFERENCE_MAX = 1e-5;

/** The closing words. Rejects with `TrainError`, `TreesInputError`, or the signal's reason. */
export async function runTraining(
  options: TrainOptions,
  root: string,
  signal: AbortSignal,
  out: NodeJS.WriteStream,
): Promise<string> {
  const progress = new Progress(out, 'train');
  try {
    const table = await readTable(options, progress);
    signal.throwIfAborted();
    const { modelId, modelVersion, featureSet, parameters, split, calibration, costs, threads } = options;
    const training = { modelId, modelVersion, featureSet, parameters, split, calibration, threads };
    const trained = await trainInThread(
      table,
      { ...training, lineage: lineageOf(options, root), ...(costs && { costs }) },
      { signal, onProgress: (step) => progress.training(step) },
    );
    const bytes = writeOnnxModel(trained.model, options.form, trained.metadata, {
      categories: JSON.stringify(trained.categories),
    });
    await check(bytes, trained, table);
    write(options.out, bytes);
    write(options.report, reportPage(trained.report));
    return summary(trained, options);
  } finally {
    progress.end();
  }
}

async function readTable({ source, columns }: TrainOptions, progress: Progress): Promise<TrainingTable> {
  if ('pack' in source) {
    progress.say(`making the history of ${source.pack}`);
    return packTable(source.pack);
  }
  const { file } = source;
  const name = basename(file);
  const sink = file.endsWith('.parquet')
    ? await readParquet(file, columns, (done, of) => progress.say(`reading ${name}`, `: ${done} of ${of} columns`))
    : await readCsv(file, columns, (rows) => progress.say(`reading ${name}`, `: ${rows} rows`));
  const { table, unlabelled } = sink.build();
  if (unlabelled > 0) progress.say(`${unlabelled} rows without a label are left out`);
  return table;
}

async function check(bytes: Uint8Array, { model }: TrainedModel, { columns }: TrainingTable): Promise<void> {
  const rows = rowsOf(columns.map((column) => column.subarray(-CHECKED_ROWS)));
  const difference = await onnxDifference(bytes, model, rows);
  if (!(difference <= DIFFERENCE_MAX))
    throw new TrainError(`the ONNX file scores other than the model, by up to ${difference}; nothing was written`);
}

function lineageOf({ source, champion }: TrainOptions, root: string): Record<string, string> {
  return {
    code: codeVersion(root),
    source: 'pack' in source ? source.pack : basename(source.file),
    ...(champion !== undefined && { champion }),
  };
}

/** Of the release, and of the commit where there is one. */
function codeVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  try {
    const commit = execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return `${version} ${commit.trim()}`;
  } catch {
    return version;
  }
}

function write(path: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  } catch (cause) {
    throw new TrainError(`${path} can't be written`, { cause });
  }
}

function summary({ report }: TrainedModel, { out, report: page }: TrainOptions): string {
  const { metrics, parts, treesKept, history, splitBy } = report;
  const lines = [
    ...parts.map(
      ({ name, rows, frauds }) =>
        [name, `${rows.toLocaleString('en-US')} payments, ${frauds.toLocaleString('en-US')} frauds`] as const,
    ),
    ['parts by', splitBy],
    ['trees', `${treesKept} of ${history.length} grown`],
    ...Object.entries(metrics).map(([name, value]) => [name, value.toPrecision(4)] as const),
    ['model', out],
    ['report', page],
  ] as const;
  return lines.map(([name, value]) => `  ${name.padEnd(28)} ${value}`).join('\n');
}

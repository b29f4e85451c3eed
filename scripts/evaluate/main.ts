/** `npm run evaluate`: one line and exit code 1 for what went wrong; 130 when interrupted. */
import { resolve } from 'node:path';
import { ArchiveError } from '#archive';
import { TreesInputError } from '#trees';
import { ReplayError } from '../replay/replay-error.js';
import { evaluate, type Evaluation } from './evaluate.js';
import { EvaluateError } from './evaluate-error.js';
import { readOptions, USAGE } from './evaluate-options.js';
import type { JudgedWeek } from './judged-weeks.js';

class Interrupted extends Error {}

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interrupt.abort(new Interrupted('interrupted')));

try {
  const root = process.cwd();
  const options = readOptions(process.argv.slice(2), root, resolve(process.env['INIT_CWD'] ?? root));
  if (options) {
    process.stdout.write(`${line(['week', 'from', 'payments', 'frauds', 'AUC', 'AP', 'CP@100', 'recall@0.1%'])}\n`);
    const done = await evaluate(options, interrupt.signal, process.stderr, (week) =>
      process.stdout.write(`${line(weekCells(week))}\n`),
    );
    process.stdout.write(`${summary(done)}\n`);
  } else process.stdout.write(`${USAGE}\n`);
} catch (error) {
  const isOurs = [EvaluateError, ReplayError, ArchiveError, TreesInputError, Interrupted].some(
    (kind) => error instanceof kind,
  );
  if (!isOurs) throw error;
  process.stderr.write(`evaluate: ${(error as Error).message}\n`);
  process.exitCode = error instanceof Interrupted ? 130 : 1;
}

function weekCells(week: JudgedWeek): string[] {
  const { auc, averagePrecision, cardPrecision, recall } = week;
  return [
    String(week.week),
    new Date(week.fromMs).toISOString().slice(0, 10),
    week.rows.toLocaleString('en-US'),
    week.frauds.toLocaleString('en-US'),
    ...[auc, averagePrecision, cardPrecision, recall].map((x) => x.toFixed(4)),
  ];
}

function summary({ weeks, rows, features, replaySeconds, trainSeconds }: Evaluation): string {
  // A week without fraud has no AUC and no precision.
  const mean = (of: (week: JudgedWeek) => number): string => {
    const known = weeks.map(of).filter((value) => !Number.isNaN(value));
    return (known.reduce((sum, value) => sum + value, 0) / known.length).toFixed(4);
  };
  const cells = [(w: JudgedWeek) => w.auc, (w: JudgedWeek) => w.averagePrecision, (w: JudgedWeek) => w.cardPrecision];
  return [
    line(['mean', '', '', '', ...cells.map(mean), mean(({ recall }) => recall)]),
    `${rows.toLocaleString('en-US')} payments, ${features} features: replayed in ${replaySeconds.toFixed(0)} s, trained and scored in ${trainSeconds.toFixed(0)} s, ${peakMb()} MB at most`,
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return cells.map((cell, i) => (i < 2 ? cell.padEnd(11) : cell.padStart(11))).join(' ');
}

/** maxRSS is in kilobytes. */
function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

/** What a replay counts, and its closing words. */
import type { ItemTotals } from './replay-items.js';

const SAMPLES_MAX = 10;

export class Tally {
  decided = 0;
  replays = 0;
  labels = 0;
  labelReplays = 0;
  retries = 0;
  failures = 0;
  readonly outcomes = new Map<string, number>();
  readonly answeredBy = new Map<string, number>();
  readonly samples: string[] = [];

  decision(outcome: string, answeredBy: string, replayed: boolean): void {
    this.decided++;
    if (replayed) this.replays++;
    count(this.outcomes, outcome);
    count(this.answeredBy, answeredBy);
  }

  label(replayed: boolean): void {
    this.labels++;
    if (replayed) this.labelReplays++;
  }

  failure(line: number, why: string): void {
    this.failures++;
    if (this.samples.length < SAMPLES_MAX) this.samples.push(`line ${line}: ${why}`);
  }
}

export interface Ending {
  readonly totals: ItemTotals;
  readonly tally: Tally;
  readonly resumedAtRow: number;
  readonly elapsedMs: number;
  readonly interrupted: boolean;
}

export function summary({ totals, tally, resumedAtRow, elapsedMs, interrupted }: Ending): string {
  const seconds = Math.max(elapsedMs, 1) / 1000;
  const lines: [string, string][] = [
    [
      'rows',
      `${figure(totals.rows)}${resumedAtRow > 0 ? `, the first ${figure(resumedAtRow)} of them in an earlier run` : ''}`,
    ],
    ['decided', figure(tally.decided)],
    ['outcomes', shares(tally.outcomes, tally.decided)],
    ['answered by', shares(tally.answeredBy, tally.decided)],
    [
      'labels',
      `${figure(tally.labels)}${totals.eventsNotDue > 0 ? `, ${figure(totals.eventsNotDue)} not known yet at the last row` : ''}`,
    ],
    ['replays', figure(tally.replays)],
    ['retries', figure(tally.retries)],
    ['bad rows', figure(totals.bad)],
    ['failures', figure(tally.failures)],
    ['elapsed', `${seconds.toFixed(1)} s`],
    ['rate', `${figure(Math.round(tally.decided / seconds))} decisions/s`],
  ];
  const table = lines.map(([name, value]) => `  ${name.padEnd(12)} ${value}`);
  for (const sample of tally.samples) table.push(`  failed: ${sample}`);
  if (tally.failures > tally.samples.length)
    table.push(`  … and ${figure(tally.failures - tally.samples.length)} more`);
  if (totals.stoppedAtLine !== undefined)
    table.push(
      `  ended before line ${totals.stoppedAtLine}: later rows lie in the future (the data set spans more days than the API goes back)`,
    );
  if (interrupted) table.push('  interrupted; the same command goes on from here');
  return table.join('\n');
}

function shares(counts: ReadonlyMap<string, number>, total: number): string {
  if (total === 0) return '–';
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, value]) => `${name} ${figure(value)} (${((100 * value) / total).toFixed(2)} %)`)
    .join(', ');
}

function figure(value: number): string {
  return value.toLocaleString('en-US');
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

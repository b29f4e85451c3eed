/** `npm run evaluate`: replays, trains at each cut, scores, judges. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { readFeatures } from '#features';
import { readTextFiles } from '#kernel';
import { durationMs } from '../replay/duration.js';
import { readMapping } from '../replay/mapping.js';
import { Progress } from '../train/progress.js';
import { EvaluateError } from './evaluate-error.js';
import { readWeeks, type EvaluateOptions } from './evaluate-options.js';
import { readEvaluationFile } from './evaluation-file.js';
import { judgeWeek, type JudgedWeek, type ScoredWeek } from './judged-weeks.js';
import type { LabelledRows } from './labelled-rows.js';
import { replayFeatures } from './replay-features.js';
import { trainAtCuts } from './train-at-cuts.js';

export interface Evaluation {
  readonly weeks: readonly JudgedWeek[];
  readonly rows: number;
  readonly features: number;
  readonly replaySeconds: number;
  readonly trainSeconds: number;
}

/** `onWeek`: as soon as one is judged. */
export async function evaluate(
  options: EvaluateOptions,
  signal: AbortSignal,
  out: NodeJS.WriteStream,
  onWeek: (week: JudgedWeek) => void,
): Promise<Evaluation> {
  const { pack, file, limit, threads } = options;
  const evaluation = readEvaluationFile(join(pack, 'evaluation.yaml'));
  const mapping = readMapping(join(pack, 'mapping.yaml'));
  const weeks = options.weeks ?? readWeeks(evaluation.weeks, 'evaluation.yaml: weeks');
  const labelDelayMs = Math.max(0, ...mapping.events.map(({ after }) => durationMs(after)!));
  const plan = readFeatures(readTextFiles(join(pack, 'features'), /\.ya?ml$/, 'the features of the pack'), {
    timeZone: evaluation.time_zone,
    eventsMax: evaluation.events_max,
  });
  const progress = new Progress(out, 'evaluate');
  try {
    const startedMs = performance.now();
    const rows = await replayFeatures({ file, mapping, plan, card: evaluation.card, limit }, signal, (done, about) => {
      const rate = Math.round((1000 * done) / (performance.now() - startedMs));
      progress.say('replaying', `: ${done} of about ${about} rows, ${rate}/s`);
    });
    const replayedMs = performance.now();
    const judged: JudgedWeek[] = [];
    const scored: ScoredWeek[] = [];
    const cuts = { evaluation, weeks, labelDelayMs, threads };
    const scoring = trainAtCuts(rows, cuts, signal, ({ week, trees, of, rows: learned }) =>
      progress.say(`training for week ${week} on ${learned} payments`, `: ${trees} of ${of} trees`),
    );
    for await (const week of scoring) {
      scored.push(week);
      judged.push(judgeWeek(rows, week, evaluation.leave_out_known_days));
      progress.end();
      onWeek(judged.at(-1)!);
    }
    if (scored.length === 0) throw new EvaluateError(`no payments in weeks ${weeks.first} to ${weeks.last}`);
    if (options.scores !== undefined) await writeScores(options.scores, rows, scored);
    return {
      weeks: judged,
      rows: rows.count,
      features: plan.features.length,
      replaySeconds: (replayedMs - startedMs) / 1000,
      trainSeconds: (performance.now() - replayedMs) / 1000,
    };
  } finally {
    progress.end();
  }
}

async function writeScores(path: string, rows: LabelledRows, weeks: readonly ScoredWeek[]): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const stream = createWriteStream(path);
  stream.write('transaction_id,score\n');
  for (const { from, to, scores } of weeks) {
    const { ids } = rows.table(from, to, -Infinity);
    stream.write(`${Array.from(scores, (margin, i) => `${ids![i]},${1 / (1 + Math.exp(-margin))}`).join('\n')}\n`);
  }
  stream.end();
  await finished(stream);
}

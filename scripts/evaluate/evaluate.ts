/** `npm run evaluate`: replays, trains at each cut, scores, judges. */
import { join } from 'node:path';
import { readFeatures } from '#features';
import { readTextFiles } from '#kernel';
import { durationMs } from '../replay/duration.js';
import { readMapping } from '../replay/mapping.js';
import { Progress } from '../train/progress.js';
import { EvaluateError } from './evaluate-error.js';
import { readWeeks, type EvaluateOptions } from './evaluate-options.js';
import { readEvaluationFile } from './evaluation-file.js';
import { judgeWeek, type JudgedWeek } from './judged-weeks.js';
import { replayFeatures } from './replay-features.js';
import { ScoreFile } from './score-file.js';
import { trainAtCuts } from './train-at-cuts.js';

export interface Evaluation {
  readonly weeks: readonly JudgedWeek[];
  readonly rows: number;
  readonly features: number;
  readonly replaySeconds: number;
  readonly trainSeconds: number;
}

/** As soon as a week is judged. `judge` says what other scores of its rows would be worth. */
export type OnWeek = (week: JudgedWeek, judge: (scoreOf: (id: string) => number) => JudgedWeek) => void;

export async function evaluate(
  options: EvaluateOptions,
  signal: AbortSignal,
  out: NodeJS.WriteStream,
  onWeek: OnWeek,
): Promise<Evaluation> {
  const { pack, limit, threads } = options;
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
    const rows = await replayFeatures(
      { file: options.file, mapping, plan, card: evaluation.card, limit },
      signal,
      (done, about) => {
        const rate = Math.round((1000 * done) / (performance.now() - startedMs));
        progress.say('replaying', `: ${done} of about ${about} rows, ${rate}/s`);
      },
    );
    const replayedMs = performance.now();
    const judged: JudgedWeek[] = [];
    const file = options.scores === undefined ? undefined : new ScoreFile(options.scores);
    const cuts = { evaluation, weeks, labelDelayMs, threads };
    const scoring = trainAtCuts(rows, cuts, signal, ({ week, trees, of, rows: learned }) =>
      progress.say(`training for week ${week} on ${learned} payments`, `: ${trees} of ${of} trees`),
    );
    for await (const week of scoring) {
      const ids = rows.idsOf(week.from, week.to);
      const judge = (scores: Float64Array): JudgedWeek =>
        judgeWeek(rows, { ...week, scores }, evaluation.leave_out_known_days);
      file?.write(ids, week.scores);
      judged.push(judge(week.scores));
      progress.end();
      onWeek(judged.at(-1)!, (scoreOf) => judge(Float64Array.from(ids, scoreOf)));
    }
    await file?.end();
    if (judged.length === 0) throw new EvaluateError(`no payments in weeks ${weeks.first} to ${weeks.last}`);
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

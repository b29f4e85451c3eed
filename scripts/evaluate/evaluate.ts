/** `npm run evaluate`: replays, trains at each cut, scores, judges. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readFeatures } from '#features';
import { readTextFiles } from '#kernel';
import { durationMs } from '../replay/duration.js';
import { readMapping } from '../replay/mapping.js';
import { Progress } from '../train/progress.js';
import { ArchivedEvents } from './archived-events.js';
import { EvaluateError } from './evaluate-error.js';
import { readWeeks, type EvaluateOptions, type Weeks } from './evaluate-options.js';
import { type EvaluationFile, readEvaluationFile } from './evaluation-file.js';
import { judgeWeek, type JudgedWeek } from './judged-weeks.js';
import { LabelledFile } from './labelled-file.js';
import { replayFeatures } from './replay-features.js';
import { ScoreFile } from './score-file.js';
import type { LabelledRows } from './labelled-rows.js';
import type { ReplaySource } from './replay-events.js';
import { trainAtCuts, WEEK_MS } from './train-at-cuts.js';

export interface Evaluation {
  readonly weeks: readonly JudgedWeek[];
  readonly rows: number;
  readonly features: number;
  readonly replaySeconds: number;
  readonly trainSeconds: number;
}

const DAY_MS = 86_400_000;

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
  const { source, labelDelayMs } = await opened(options, evaluation);
  const plan = readFeatures(readTextFiles(join(pack, 'features'), /\.ya?ml$/, 'the features of the pack'), {
    timeZone: evaluation.time_zone,
    eventsMax: evaluation.events_max,
  });
  const progress = new Progress(out, 'evaluate');
  try {
    const startedMs = performance.now();
    const rows = await replayFeatures({ source, plan, card: evaluation.card, limit }, signal, (done, about) => {
      const rate = Math.round((1000 * done) / (performance.now() - startedMs));
      progress.say('replaying', `: ${done} of about ${about} rows, ${rate}/s`);
    });
    const replayedMs = performance.now();
    const judged: JudgedWeek[] = [];
    const file = options.scores === undefined ? undefined : new ScoreFile(options.scores);
    const originMs = evaluation.weeks_from ?? Math.floor(rows.timeOf(0) / DAY_MS) * DAY_MS;
    const weeks = options.weeks ?? weeksOf(evaluation, originMs, rows);
    const cuts = { evaluation, originMs, weeks, labelDelayMs, threads };
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

/** The data, and how long after a payment its label is known at the latest. */
async function opened(
  { data, pack }: EvaluateOptions,
  evaluation: EvaluationFile,
): Promise<{ source: ReplaySource; labelDelayMs: number }> {
  const delayMs = evaluation.label_delay_days * DAY_MS;
  if (data.kind === 'archive') return { source: await ArchivedEvents.open(data), labelDelayMs: delayMs };
  const file = join(pack, 'mapping.yaml');
  if (!existsSync(file))
    throw new EvaluateError(
      `${basename(pack)} has no mapping.yaml, so it can't read ${data.file}; name a tenant's folder of the archive`,
    );
  const mapping = readMapping(file);
  const labelDelayMs = Math.max(delayMs, ...mapping.events.map(({ after }) => durationMs(after)!));
  return { source: new LabelledFile(data.file, mapping), labelDelayMs };
}

function weeksOf({ weeks }: EvaluationFile, originMs: number, rows: LabelledRows): Weeks {
  if (weeks !== undefined) return readWeeks(weeks, 'evaluation.yaml: weeks');
  const whole = Math.floor((rows.timeOf(rows.count - 1) - originMs) / WEEK_MS);
  if (whole < 2)
    throw new EvaluateError(
      `the data is of ${((rows.timeOf(rows.count - 1) - originMs) / DAY_MS).toFixed(1)} days; to learn from one week and score the next takes 14, or say --weeks`,
    );
  return { first: Math.max(1, whole - 2), last: whole - 1 };
}

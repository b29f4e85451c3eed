/** A pack's `evaluation.yaml`: which weeks are scored, by what models, and how they are judged. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf } from '#kernel';
import { timeMs } from '../train/read-time.js';
import { EvaluateError } from './evaluate-error.js';

const moment = z.string().transform((text, context) => {
  const ms = timeMs(text);
  if (ms !== undefined) return ms;
  context.addIssue('must be a time such as 2018-04-04 or 2018-04-04T12:00:00Z');
  return z.NEVER;
});

export const WEEKS = /^(\d{1,4})(?:\.\.(\d{1,4}))?$/;

const evaluationFile = z.strictObject({
  /** Where week 0 begins; the first day of the data (UTC) where not given. */
  weeks_from: moment.optional(),
  /** Which weeks are scored, unless the command says otherwise; the last two that the data has whole where not given. */
  weeks: z.string().regex(WEEKS, 'must be weeks such as 18..21').optional(),
  /** How old a payment has to be to be learned from, where a mapping doesn't say how late labels are. */
  label_delay_days: z.int().min(0).max(400).default(0),
  /** How many weeks one model scores. */
  retrain_weeks: z.int().min(1).max(1000).default(1),
  /** Rows before are not learned from: windows know too little then. */
  learn_from: moment.optional(),
  /** Whose payments are checked together, for card precision. */
  card: z.enum(['account', 'card', 'device', 'merchant']).default('account'),
  /** Cards with a fraud no older than this before the week, and known by the day, are not judged. 0: all are. */
  leave_out_known_days: z.int().min(0).max(400).default(0),
  /** Of training; see `TrainingParameters`. */
  parameters: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  /** By entity type, the events that are kept. */
  events_max: z.record(z.string(), z.int().min(1)).default({}),
  time_zone: z.string().default('UTC'),
});
export type EvaluationFile = z.infer<typeof evaluationFile>;

/** Throws `EvaluateError` that names the file and what is wrong in it. */
export function readEvaluationFile(path: string): EvaluationFile {
  let raw: unknown;
  try {
    raw = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new EvaluateError(`${path} can't be read: ${messageOf(cause).split('\n')[0]}`, { cause });
  }
  const parsed = evaluationFile.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new EvaluateError(`${path}: ${issue.path.join('.')} ${issue.message}`);
}

/** Runs a model over made-up rows: numbers for every row, the same alone as among others, and in time. */
import { OnnxSession } from '../process/onnx-session.js';
import { probeRows } from '../probe-rows.js';
import type { CheckProblem } from './check-model.js';

/** How a model did. */
export interface Trial {
  /** Of the fastest of several runs over 64 rows, on one core. */
  readonly latencyMs: number;
  /** What it says of a transaction of which nothing is known. */
  readonly ofNothing: number;
  readonly lowest: number;
  readonly highest: number;
  /** It gave numbers that are no probabilities. */
  readonly outside: boolean;
}

export interface Tried {
  readonly problems: readonly CheckProblem[];
  readonly trial: Trial | undefined;
}

const RUNS = 7;
const DIFFERENCE_MAX = 1e-4;

export async function tryModel(file: Uint8Array, columns: number, latencyMsMax: number): Promise<Tried> {
  let session: OnnxSession;
  try {
    session = await OnnxSession.open(file, columns, 'cpu');
  } catch (error) {
    return failed('cannot_load', `ONNX Runtime can't load the model: ${wordsOf(error)}`);
  }
  try {
    return await run(session, columns, latencyMsMax);
  } catch (error) {
    return failed('cannot_run', `The model fails on rows of ${columns} features: ${wordsOf(error)}`);
  } finally {
    await session.close();
  }
}

async function run(session: OnnxSession, columns: number, latencyMsMax: number): Promise<Tried> {
  const { rows, count } = probeRows(columns);
  const { probability } = await session.run(rows, count);
  const together = probability.slice();
  const problems = [...valueProblems(together, rows, columns)];
  for (const row of [0, 1, count - 1]) {
    const alone = await session.run(rows.subarray(row * columns, (row + 1) * columns), 1);
    if (Math.abs(alone.probability[0]! - together[row]!) > DIFFERENCE_MAX) {
      problems.push({ code: 'rows_mixed', detail: 'A row gets another score alone than among others' });
      break;
    }
  }
  const latencyMs = await fastest(session, rows, count);
  if (latencyMs > latencyMsMax)
    problems.push({
      code: 'too_slow',
      detail: `${count} rows take ${latencyMs.toFixed(1)} ms on one core; ${latencyMsMax} ms are allowed for this role`,
    });
  const finite = together.filter(Number.isFinite);
  const trial = {
    latencyMs: Math.round(latencyMs * 1000) / 1000,
    ofNothing: together[0]!,
    lowest: Math.min(...finite),
    highest: Math.max(...finite),
    outside: together.some((p) => p < 0 || p > 1),
  };
  return { problems, trial };
}

function* valueProblems(scores: Float32Array, rows: Float32Array, columns: number): Generator<CheckProblem> {
  const none = scores.reduce((sum, p) => sum + (Number.isFinite(p) ? 0 : 1), 0);
  const isGap = (row: number) => rows.subarray(row * columns, (row + 1) * columns).some(Number.isNaN);
  const onlyGaps = scores.every((p, row) => Number.isFinite(p) || isGap(row));
  if (none > 0)
    yield onlyGaps
      ? {
          code: 'missing_values',
          detail: `The model gives no number for ${none} of ${scores.length} rows, all with missing features (NaN), which are usual: put an imputer before it`,
        }
      : { code: 'no_number', detail: `The model gives no number for ${none} of ${scores.length} rows` };
  const outside = scores.reduce((sum, p) => sum + (p < 0 || p > 1 ? 1 : 0), 0);
  if (outside > 0)
    yield {
      code: 'no_probability',
      detail: `${outside} of ${scores.length} scores are not between 0 and 1: say scale=logit if they are log-odds`,
    };
  if (none === 0 && scores.every((p) => p === scores[0]))
    yield { code: 'constant', detail: `The model gives ${scores[0]} for every row that was tried` };
}

/** The fastest says what the model needs; slower ones, what else the machine did. */
async function fastest(session: OnnxSession, rows: Float32Array, count: number): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < RUNS; i++) {
    const startedAtMs = performance.now();
    await session.run(rows, count);
    best = Math.min(best, performance.now() - startedAtMs);
  }
  return best;
}

function failed(code: string, detail: string): Tried {
  return { problems: [{ code, detail }], trial: undefined };
}

/** Without the runtime's source positions. */
function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^.*?\/onnxruntime_src\/\S+\s*/s, '').slice(0, 500);
}

/** The command line of `npm run evaluate`. */
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '#kernel';
import { EvaluateError } from './evaluate-error.js';
import { WEEKS } from './evaluation-file.js';

export interface EvaluateOptions {
  /** The folder of the pack. */
  readonly pack: string;
  /** The labelled data. */
  readonly file: string;
  readonly scores: string | undefined;
  /** First and last week that are scored; the pack's own where not given. */
  readonly weeks: Weeks | undefined;
  /** The first rows only. */
  readonly limit: number;
  readonly threads: number;
}

export interface Weeks {
  readonly first: number;
  readonly last: number;
}

export const USAGE = `usage: npm run evaluate -- PACK --data FOLDER [options]

Replays a labelled data set in event order through the pack's features, each label when it became known; trains boosted trees
on what was known at each cut, and scores what follows.

  PACK               a folder of packs/ with mapping.yaml, evaluation.yaml and features/
  --data FOLDER      holds transactions.csv or transactions.csv.gz; or the path of a file
  --out FILE         where scores go, as transaction_id,score
  --weeks A..B       which weeks are scored (default: the pack's)
  --limit N          the first N rows only
  --threads N        (default: the machine's)`;

/** Undefined when help was asked for. Throws `EvaluateError` with one line for anything that is wrong. */
export function readOptions(args: readonly string[], root: string, from: string): EvaluateOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [pack, extra] = positionals;
  if (pack === undefined) throw new EvaluateError('name the pack to evaluate; --help shows how');
  if (extra !== undefined) throw new EvaluateError(`one pack at a time; ${extra} is one too many`);
  if (values.data === undefined) throw new EvaluateError('say where the labelled data is: --data FOLDER');
  return {
    pack: packFolder(pack, root),
    file: dataFile(resolve(from, values.data)),
    scores: values.out === undefined ? undefined : resolve(from, values.out),
    weeks: values.weeks === undefined ? undefined : readWeeks(values.weeks, '--weeks'),
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : whole('--limit', values.limit),
    threads: values.threads === undefined ? availableParallelism() : whole('--threads', values.threads),
  };
}

/** `18..21` or `18`. */
export function readWeeks(text: string, where: string): Weeks {
  const match = WEEKS.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!(first <= last)) throw new EvaluateError(`${where}: ${text} is not weeks such as 18..21`);
  return { first, last };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        out: { type: 'string' },
        weeks: { type: 'string' },
        limit: { type: 'string' },
        threads: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new EvaluateError(messageOf(error).replace(/\. .*/s, ''));
  }
}

function packFolder(pack: string, root: string): string {
  const packs = readdirSync(join(root, 'packs')).filter((name) =>
    existsSync(join(root, 'packs', name, 'evaluation.yaml')),
  );
  if (packs.includes(pack)) return join(root, 'packs', pack);
  throw new EvaluateError(`there is no pack ${pack} with an evaluation.yaml; there are ${packs.join(', ')}`);
}

function dataFile(path: string): string {
  const candidates = [path, join(path, 'transactions.csv.gz'), join(path, 'transactions.csv')];
  const found = candidates.find((candidate) => /\.csv(\.gz)?$/.test(candidate) && existsSync(candidate));
  if (found === undefined) throw new EvaluateError(`there is no transactions.csv or transactions.csv.gz in ${path}`);
  return found;
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new EvaluateError(`${option}: ${text} is not a whole number from 1`);
  return value;
}

/** The command line of `npm run evaluate`. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '#kernel';
import type { ArchiveOptions } from './archived-events.js';
import { EvaluateError } from './evaluate-error.js';
import { WEEKS } from './evaluation-file.js';

export interface EvaluateOptions {
  /** The folder of the pack. */
  readonly pack: string;
  readonly data: LabelledData;
  readonly scores: string | undefined;
  /** First and last week that are scored; the pack's own where not given. */
  readonly weeks: Weeks | undefined;
  /** The first rows only. */
  readonly limit: number;
  readonly threads: number;
}

/** A file that the pack has a mapping for, or a tenant's folder of an archive. */
export type LabelledData =
  { readonly kind: 'file'; readonly file: string } | ({ readonly kind: 'archive' } & ArchiveOptions);

export interface Weeks {
  readonly first: number;
  readonly last: number;
}

export const USAGE = `usage: npm run evaluate -- PACK --data FOLDER [options]

Replays a labelled data set in event order through the pack's features, each label when it became known; trains boosted trees
on what was known at each cut, and scores what follows.

  PACK               a folder of packs/ with evaluation.yaml and features/, and for CSV with mapping.yaml
  --data FOLDER      holds transactions.csv or transactions.csv.gz; or the path of a file; or a tenant's folder of the
                     archive, such as .caracal/archive/tenant=ten_…
  --mode live|test   which payments of an archive, where there are both
  --posted-later     the history in the archive was posted after it happened: labels count from their own times, not from
                     when they came in
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
    data: dataOf(resolve(from, values.data), values),
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
        mode: { type: 'string' },
        'posted-later': { type: 'boolean' },
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

function dataOf(path: string, given: ReturnType<typeof parse>['values']): LabelledData {
  const { mode, 'posted-later': postedLater = false } = given;
  const candidates = [path, join(path, 'transactions.csv.gz'), join(path, 'transactions.csv')];
  const file = candidates.find((candidate) => /\.csv(\.gz)?$/.test(candidate) && existsSync(candidate));
  if (file === undefined) {
    if (!looksLikeArchive(path))
      throw new EvaluateError(`there is no transactions.csv, no transactions.csv.gz and no archive in ${path}`);
    if (mode !== undefined && mode !== 'live' && mode !== 'test')
      throw new EvaluateError(`--mode: ${mode} is neither live nor test`);
    return { kind: 'archive', folder: path, mode, postedLater };
  }
  if (mode !== undefined || postedLater)
    throw new EvaluateError(`--mode and --posted-later are for an archive; ${file} is none`);
  return { kind: 'file', file };
}

/** Of a tenant, or of several, which is told apart when it is read. */
function looksLikeArchive(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isDirectory()) return false;
  return basename(path).startsWith('tenant=') || readdirSync(path).some((name) => /^(tenant|day)=/.test(name));
}

function whole(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new EvaluateError(`${option}: ${text} is not a whole number from 1`);
  return value;
}

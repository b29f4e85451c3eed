/** The command line of `npm run train`. */
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '#kernel';
import type { Costs, SplitOptions } from '#training';
import { DEFAULT_PARAMETERS, type OnnxForm, type TrainingParameters } from '#trees';
import { durationMs } from '../replay/duration.js';
import type { NamedColumns } from './column-roles.js';
import { timeMs } from './read-time.js';
import { TrainError } from './train-error.js';

export interface TrainOptions {
  /** A file, or a pack that makes its own history. */
  readonly source: { readonly file: string } | { readonly pack: string };
  readonly out: string;
  readonly report: string;
  readonly columns: NamedColumns;
  readonly split: Partial<SplitOptions>;
  readonly parameters: Partial<TrainingParameters>;
  readonly calibration: 'isotonic' | 'platt' | 'none';
  readonly costs: Costs | undefined;
  readonly form: OnnxForm;
  readonly threads: number;
  readonly modelId: string;
  readonly modelVersion: number;
  readonly featureSet: string;
  readonly champion: string | undefined;
}

const PARAMETERS = Object.keys(DEFAULT_PARAMETERS) as (keyof TrainingParameters)[];
const STRINGS = [
  ...['features', 'out', 'report', 'label', 'time', 'id', 'weight', 'amount', 'card', 'ignore', 'category', 'monotone'],
  ...['validation-from', 'test-from', 'validation-share', 'test-share', 'gap', 'calibration', 'form', 'threads'],
  ...['cost-missed', 'cost-false-alarm', 'model-id', 'model-version', 'feature-set', 'champion'],
];

export const USAGE = `usage: npm run train -- --features FILE|PACK --out MODEL.onnx [options]

Trains gradient-boosted trees, calibrates them, and writes a report beside the model.

  --features FILE|PACK     a .parquet or .csv[.gz] file of one row per payment, or a pack that makes its own history
  --out FILE               where the model goes, as ONNX
  --report FILE            where the report goes (default: as --out, with .html)

columns of the file; every other one is a feature
  --label NAME             1 or true where it was fraud, empty where not known (default: fraud, label or is_fraud)
  --time NAME              when it happened (default: occurred_at, time, timestamp or tx_datetime)
  --id NAME                what the report calls a row (default: transaction_id or id)
  --weight NAME            how much a row counts (default: weight)
  --amount NAME            what was paid, for --cost-missed amount; stays a feature
  --card NAME              whose payment it was, for card precision
  --ignore A,B*            not features
  --category A,B           features without order, though they look like numbers; texts are without being named
  --monotone A=1,B=-1      the probability never falls, or never rises, as the feature rises

parts, by time, or by chance where there is none; figures are of the test part
  --validation-share, --test-share SHARE   of all rows, of the newest (default 0.15 and 0.2)
  --validation-from, --test-from TIME      instead of shares
  --gap DURATION           left out before each of the two, such as 7d: as long as labels take

  --calibration KIND       isotonic (default), platt or none
  --cost-missed N|amount   of a fraud that is not flagged (default 100)
  --cost-false-alarm N     of a good payment that is (default 5)
  --form FORM              ensemble (default), for processors; product or traversal, for GPUs
  --threads N              (default: the machine's)
  --model-id, --model-version, --feature-set, --champion   what the file says of itself

parameters of training (${PARAMETERS.map((name) => `${optionOf(name)} ${DEFAULT_PARAMETERS[name]}`).join(', ')});
training stops when 30 trees (--stop-after) have not made validation better`;

/** Undefined when help was asked for. Throws `TrainError` with one line for anything that is wrong. */
export function readOptions(args: readonly string[], root: string, from: string): TrainOptions | undefined {
  const values = parse(args);
  if (values['help'] !== undefined) return undefined;
  const { features, out } = values;
  if (features === undefined)
    throw new TrainError('name what to train from: --features FILE or PACK; --help shows how');
  if (out === undefined) throw new TrainError('say where the model goes: --out MODEL.onnx');
  const path = resolve(from, out);
  return {
    source: sourceOf(features, root, from),
    out: path,
    report: values['report'] === undefined ? `${path.replace(/\.onnx$/, '')}.html` : resolve(from, values['report']),
    columns: columnsOf(values),
    split: splitOf(values),
    parameters: parametersOf(values),
    calibration: oneOf('calibration', values, ['isotonic', 'platt', 'none']),
    costs: costsOf(values),
    form: oneOf('form', values, ['ensemble', 'product', 'traversal']),
    threads: number(values, 'threads') ?? availableParallelism(),
    modelId: values['model-id'] ?? 'trees',
    modelVersion: number(values, 'model-version') ?? 1,
    featureSet: values['feature-set'] ?? features.replace(/^.*[\\/]/, ''),
    champion: values['champion'],
  };
}

type Values = Readonly<Record<string, string | undefined>>;

function parse(args: readonly string[]): Values {
  const names = [...STRINGS, ...PARAMETERS.map((name) => optionOf(name).slice(2))];
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
        help: { type: 'boolean', short: 'h' },
      },
    });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw new TrainError(messageOf(error).replace(/\. .*/s, ''));
  }
}

/** A file is named with a dot or a slash in it. */
function sourceOf(text: string, root: string, from: string): TrainOptions['source'] {
  if (/[./\\]/.test(text)) {
    const file = resolve(from, text);
    if (!existsSync(file)) throw new TrainError(`there is no file ${file}`);
    if (!/\.(parquet|csv|csv\.gz)$/.test(file)) throw new TrainError(`${file} is neither .parquet nor .csv or .csv.gz`);
    return { file };
  }
  const packs = readdirSync(join(root, 'packs')).filter((name) => existsSync(join(root, 'packs', name, 'train')));
  if (packs.includes(text)) return { pack: text };
  throw new TrainError(
    `${text} is neither a file nor a pack that makes its own history (${packs.join(', ')}); for a labelled data set of a pack, see npm run evaluate`,
  );
}

function columnsOf(values: Values): NamedColumns {
  const named = Object.fromEntries(
    ['label', 'time', 'id', 'weight', 'amount', 'card'].flatMap((role) =>
      values[role] === undefined ? [] : [[role, values[role]]],
    ),
  );
  return {
    ...named,
    ignored: list(values['ignore']),
    categories: list(values['category']),
    monotone: Object.fromEntries(list(values['monotone']).map(monotoneOf)),
  };
}

function monotoneOf(text: string): [string, -1 | 1] {
  const match = /^(.+)=([+-]?)1$/.exec(text);
  if (!match) throw new TrainError(`--monotone: ${text} is not NAME=1 or NAME=-1`);
  return [match[1]!, match[2] === '-' ? -1 : 1];
}

function splitOf(values: Values): Partial<SplitOptions> {
  const time = (name: string): number | undefined => {
    const text = values[name];
    const ms = text === undefined ? undefined : timeMs(text);
    if (text !== undefined && ms === undefined)
      throw new TrainError(`--${name}: ${text} is no time such as 2026-05-01`);
    return ms;
  };
  const gapMs = values['gap'] === undefined ? undefined : durationMs(values['gap']);
  if (values['gap'] !== undefined && gapMs === undefined)
    throw new TrainError(`--gap: ${values['gap']} is not a duration such as 7d, 36h or 15m`);
  return defined({
    validationFromMs: time('validation-from'),
    testFromMs: time('test-from'),
    validationShare: number(values, 'validation-share'),
    testShare: number(values, 'test-share'),
    gapMs,
  });
}

function parametersOf(values: Values): Partial<TrainingParameters> {
  const given = PARAMETERS.flatMap((name) => {
    const option = optionOf(name).slice(2);
    if (values[option] === undefined) return [];
    return [[name, name === 'growth' ? values[option] : number(values, option)] as const];
  });
  return Object.fromEntries(given);
}

function costsOf(values: Values): Costs | undefined {
  const missed = values['cost-missed'] === 'amount' ? ('amount' as const) : number(values, 'cost-missed');
  const falseAlarm = number(values, 'cost-false-alarm');
  if (missed === undefined && falseAlarm === undefined) return undefined;
  if (missed === 'amount' && values['amount'] === undefined)
    throw new TrainError('--cost-missed amount needs the column of amounts: --amount NAME');
  return { missed: missed ?? 100, falseAlarm: falseAlarm ?? 5 };
}

function number(values: Values, option: string): number | undefined {
  const text = values[option];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new TrainError(`--${option}: ${text} is not a number`);
  return value;
}

function oneOf<const T extends string>(option: string, values: Values, allowed: readonly [T, ...T[]]): T {
  const text = values[option] ?? allowed[0];
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new TrainError(`--${option}: ${text} is not one of ${allowed.join(', ')}`);
  return found;
}

function list(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').filter((part) => part !== '');
}

/** `maxDepth` → `--max-depth`. */
function optionOf(parameter: string): string {
  return `--${parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

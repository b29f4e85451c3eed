/** The command line of `npm run replay`. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '#kernel';
import { ReplayError } from './replay-error.js';
import { defaultStatePath } from './state-file.js';

export interface ReplayOptions {
  readonly file: string;
  readonly pack: string;
  readonly mappingPath: string;
  /** Items a second; Infinity: as fast as answers come. */
  readonly rate: number;
  readonly limit: number;
  readonly skipRows: number;
  readonly skipBad: boolean;
  readonly url: string;
  readonly key: string;
  readonly lanes: number;
  readonly batch: number;
  readonly statePath: string;
  readonly fromStart: boolean;
  readonly idPrefix: string;
  readonly patienceMs: number;
}

export const USAGE = `usage: npm run replay -- FILE.csv[.gz] --pack PACK [options]

Posts the rows of a file as transactions through the API, by the pack's mapping.yaml. Interrupted, the same command goes on.

  --pack PACK         a folder of packs/ with a mapping.yaml, or the path of a mapping file
  --rate N|max        items a second (default max: as fast as answers come)
  --limit N           the first N rows only
  --skip N            begin after N rows
  --skip-bad          leave rows out that the mapping can't read, and count them
  --url URL           where Caracal is (default: the one of CARACAL_HOME, or http://127.0.0.1:8080)
  --key KEY           an API key (default: the sandbox key of CARACAL_HOME)
  --concurrency N     requests under way at once, 1 to 32 (default 4); rows of one account always stay in order
  --batch N           transactions a request, 1 to 1000 (default 100)
  --id-prefix TEXT    goes before every transaction id, to post a file a second time as new transactions
  --state FILE        where to remember how far it came
  --from-start        forget how far it came; what was posted before is recognised by its id
  --patience SECONDS  how long to try while the server doesn't answer (default 300)`;

/** Undefined when help was asked for. Throws `ReplayError` with one line for anything that is wrong. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv, root: string): ReplayOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [file, extra] = positionals;
  if (file === undefined) throw new ReplayError('name the CSV file to replay; --help shows how');
  if (extra !== undefined) throw new ReplayError(`one file at a time; ${extra} is one too many`);
  if (values.pack === undefined) throw new ReplayError('name the pack that maps the file: --pack PACK');
  const from = env['INIT_CWD'] ?? process.cwd();
  const home = resolve(root, env['CARACAL_HOME'] || '.caracal');
  const url = readUrl(values.url ?? kept(home, 'api-url') ?? 'http://127.0.0.1:8080');
  const path = resolve(from, file);
  if (!existsSync(path)) throw new ReplayError(`there is no file ${path}`);
  const skipRows = values.skip === undefined ? 0 : integer('--skip', values.skip, 0, 1e12);
  const prefix = idPrefix(values['id-prefix'] ?? '');
  return {
    file: path,
    pack: values.pack,
    mappingPath: mappingPathOf(values.pack, root, from),
    rate:
      values.rate === undefined || values.rate === 'max'
        ? Number.POSITIVE_INFINITY
        : number('--rate', values.rate, 0.1, 1e6),
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : integer('--limit', values.limit, 1, 1e12),
    skipRows,
    skipBad: values['skip-bad'] ?? false,
    url,
    key: values.key ?? sandboxKey(home),
    lanes: values.concurrency === undefined ? 4 : integer('--concurrency', values.concurrency, 1, 32),
    batch: values.batch === undefined ? 100 : integer('--batch', values.batch, 1, 1000),
    statePath: values.state
      ? resolve(from, values.state)
      : defaultStatePath(home, values.pack, path, [url, prefix, skipRows]),
    fromStart: values['from-start'] ?? false,
    idPrefix: prefix,
    patienceMs: values.patience === undefined ? 300_000 : integer('--patience', values.patience, 1, 86_400) * 1000,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        pack: { type: 'string' },
        rate: { type: 'string' },
        limit: { type: 'string' },
        skip: { type: 'string' },
        'skip-bad': { type: 'boolean' },
        url: { type: 'string' },
        key: { type: 'string' },
        concurrency: { type: 'string' },
        batch: { type: 'string' },
        'id-prefix': { type: 'string' },
        state: { type: 'string' },
        'from-start': { type: 'boolean' },
        patience: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new ReplayError(messageOf(error).replace(/\. .*/s, ''));
  }
}

function mappingPathOf(pack: string, root: string, from: string): string {
  const isPath = /\.ya?ml$/.test(pack);
  const path = isPath ? resolve(from, pack) : join(root, 'packs', pack, 'mapping.yaml');
  if (isPath ? existsSync(path) : /^[a-z0-9-]+$/.test(pack) && existsSync(path)) return path;
  if (isPath) throw new ReplayError(`there is no mapping file ${path}`);
  const packs = readdirSync(join(root, 'packs')).filter((name) =>
    existsSync(join(root, 'packs', name, 'mapping.yaml')),
  );
  throw new ReplayError(`there is no pack ${pack} with a mapping.yaml; there are ${packs.join(', ')}`);
}

function readUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new ReplayError(`--url: ${text} is not an http or https address`);
  return url.href.replace(/\/$/, '');
}

function sandboxKey(home: string): string {
  const key = kept(home, 'sandbox-key');
  if (key !== undefined) return key;
  const path = join(home, 'sandbox-key');
  throw new ReplayError(`no API key: give one with --key, or start Caracal first (it writes one to ${path})`);
}

/** What a start wrote into the folder of CARACAL_HOME. */
function kept(home: string, name: string): string | undefined {
  try {
    return readFileSync(join(home, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}

function idPrefix(text: string): string {
  if (!/^[\w.-]{0,40}$/.test(text))
    throw new ReplayError('--id-prefix: at most 40 letters, digits, dots, dashes and underscores');
  return text;
}

function integer(option: string, text: string, low: number, high: number): number {
  const value = number(option, text, low, high);
  if (!Number.isInteger(value)) throw new ReplayError(`${option}: ${text} is not a whole number`);
  return value;
}

function number(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= low && value <= high))
    throw new ReplayError(`${option}: ${text} is not a number from ${low} to ${high}`);
  return value;
}

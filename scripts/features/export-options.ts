/** The command line of `npm run features -- export`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '#kernel';
import { durationMs } from '../replay/duration.js';
import { timeMs } from '../train/read-time.js';
import { FeaturesError } from './features-error.js';

export interface ExportOptions {
  readonly tenant: string | undefined;
  /** Payments up to this moment, and what was known of them by then; Unix milliseconds. */
  readonly asOfMs: number;
  /** Payments from this moment on. */
  readonly fromMs: number;
  readonly mode: 'live' | 'test' | undefined;
  /** A payment of this age of which nothing became known counts as legitimate; undefined: what is not known stays empty. */
  readonly maturedMs: number | undefined;
  readonly out: string;
}

export const USAGE = `usage: npm run features -- export --as-of DATE --out FILE.parquet [options]

Writes the features of every decided payment, exactly as they were decided on, with what was known of each at a moment: a
table for npm run train, or for any other tool that reads Parquet.

  --as-of DATE         payments, labels and withdrawals after this moment are not in it (ISO 8601; a date is its midnight, UTC)
  --out FILE           where the table goes
  --from DATE          payments from this moment on (default: all that the log has)
  --matured DURATION   a payment that old of which nothing became known counts as legitimate, such as 45d
                       (default: its label stays empty, and training leaves it out)
  --mode live|test     which payments, where there are both
  --tenant SLUG        which tenant, where there are several

It works on the suite that runs on CARACAL_HOME, or on the database of DATABASE_URL.`;

/** Undefined when help was asked for. Throws `FeaturesError` with one line for anything that is wrong. */
export function readExportOptions(args: readonly string[], from: string): ExportOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [command, extra] = positionals;
  if (command !== 'export')
    throw new FeaturesError(`there is no command ${command ?? ''}; --help shows the one there is`);
  if (extra !== undefined) throw new FeaturesError(`${extra} is one too many`);
  if (values['as-of'] === undefined) throw new FeaturesError('say as of when: --as-of DATE');
  if (values.out === undefined) throw new FeaturesError('say where the table goes: --out FILE.parquet');
  const { mode, matured } = values;
  if (mode !== undefined && mode !== 'live' && mode !== 'test')
    throw new FeaturesError(`--mode: ${mode} is neither live nor test`);
  return {
    tenant: values.tenant,
    asOfMs: moment('--as-of', values['as-of']),
    fromMs: values.from === undefined ? 0 : moment('--from', values.from),
    mode,
    maturedMs: matured === undefined ? undefined : durationOf('--matured', matured),
    out: resolve(from, values.out),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'as-of': text,
        out: text,
        from: text,
        matured: text,
        mode: text,
        tenant: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node's advice on how to pass what looks like an option is of no use here.
    throw new FeaturesError(messageOf(error).replace(/\. .*/s, ''));
  }
}

function moment(option: string, text: string): number {
  const ms = timeMs(text);
  if (ms === undefined) throw new FeaturesError(`${option}: ${text} is no time such as 2026-05-01`);
  return ms;
}

function durationOf(option: string, text: string): number {
  const ms = durationMs(text);
  if (ms === undefined) throw new FeaturesError(`${option}: ${text} is no duration such as 45d`);
  return ms;
}

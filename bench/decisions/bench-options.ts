/** The command line of `npm run bench -- decisions`. */
import { parseArgs } from 'node:util';
import { messageOf } from '#kernel';

export interface BenchOptions {
  /** Requests a second; `max` looks for the most that is sustained. */
  readonly rate: number | 'max';
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly mode: 'standalone' | 'kafka';
  /** A server that already runs; without it one is started. */
  readonly url: string | undefined;
  readonly key: string | undefined;
  /** The process whose CPU and memory are shown, with its children, when `url` is given. */
  readonly pid: number | undefined;
  readonly accounts: number;
  readonly connections: number;
  /** With `max`: this many clients instead of a search. */
  readonly clients: number | undefined;
  readonly seed: string;
}

/** Printed as one line. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}

export const USAGE = `usage: npm run bench -- decisions [options]

Posts transactions at a fixed rate whether or not answers come (open loop) and measures each from the moment it was due.

  --rate N|max        requests a second (default 1000); max: more and more clients in a closed loop, until no more is answered
  --clients N         with --rate max: so many clients, instead of looking for the best number
  --seconds S         length of the measurement (default 20), of each step with --rate max (default 8)
  --warm-up S         seconds before it that are not counted (default 5)
  --mode MODE         standalone (default) or kafka: what to start
  --url URL --key KEY measure a server that runs already
  --pid PID           its process, to show CPU and memory of it and its children
  --accounts N        default 20000; a few of them are hot (Zipf, exponent 0.8)
  --connections N     most requests under way (default 256)
  --seed TEXT         of the transactions (default bench)`;

/** Undefined when help was asked for. Throws `BenchError`. */
export function readBenchOptions(args: readonly string[]): BenchOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const mode = values.mode ?? 'standalone';
  if (mode !== 'standalone' && mode !== 'kafka')
    throw new BenchError(`--mode: ${mode} is neither standalone nor kafka`);
  if (values.url !== undefined && !URL.canParse(values.url))
    throw new BenchError(`--url: ${values.url} is not an address`);
  if (values.url !== undefined && values.key === undefined) throw new BenchError('--url needs --key');
  const rate = values.rate === 'max' ? 'max' : number('--rate', values.rate, 1000, 1, 200_000);
  return {
    rate,
    seconds: number('--seconds', values.seconds, rate === 'max' ? 8 : 20, 1, 86_400),
    warmUpSeconds: number('--warm-up', values['warm-up'], 5, 0, 3600),
    mode,
    url: values.url?.replace(/\/$/, ''),
    key: values.key,
    pid: values.pid === undefined ? undefined : number('--pid', values.pid, 0, 1, 2 ** 31),
    accounts: number('--accounts', values.accounts, 20_000, 1, 1_000_000),
    connections: number('--connections', values.connections, 256, 1, 4096),
    clients: values.clients === undefined ? undefined : number('--clients', values.clients, 0, 1, 4096),
    seed: values.seed ?? 'bench',
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        rate: text,
        seconds: text,
        'warm-up': text,
        mode: text,
        url: text,
        key: text,
        pid: text,
        accounts: text,
        connections: text,
        clients: text,
        seed: text,
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new BenchError(messageOf(error).replace(/\. .*/s, ''));
  }
}

function number(option: string, text: string | undefined, fallback: number, low: number, high: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new BenchError(`${option}: ${text} is not a whole number from ${low} to ${high}`);
  return value;
}

/** The command line of the admin tool, read by a table of commands. Pure. */
import { parseArgs } from 'node:util';
import { messageOf } from '#kernel';
import type { Command, Given } from './command.js';
import { UsageError } from './usage-error.js';

export interface CommandLine {
  readonly command: Command;
  readonly given: Given;
  /** The value of `--tenant`. */
  readonly tenant: string | undefined;
}

/** Undefined when help was asked for. Throws `UsageError` with one line for anything that is wrong. */
export function readCommandLine(commands: readonly Command[], args: readonly string[]): CommandLine | undefined {
  if (args.length === 0 || args.some((arg) => arg === '--help' || arg === '-h')) return undefined;
  const command = commands.find(({ name }) => name === args.slice(0, wordsOf(name)).join(' '));
  if (!command) throw new UsageError(`there is no command ${args.slice(0, 2).join(' ')}; --help lists them`);
  const { positionals, values } = parse(command, args.slice(wordsOf(command.name)));
  const missing = command.positionals[positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing: ${synopsis(command)}`);
  const surplus = positionals[command.positionals.length];
  if (surplus !== undefined) throw new UsageError(`${surplus} is one too many: ${synopsis(command)}`);
  const { tenant, ...options } = values;
  for (const [name, { required }] of Object.entries(command.options))
    if (required && options[name] === undefined) throw new UsageError(`--${name} is missing: ${synopsis(command)}`);
  const named = command.positionals.map((name, i) => [name, positionals[i]] as const);
  return { command, given: { ...options, ...Object.fromEntries(named) }, tenant };
}

/** The text for `--help`. */
export function usage(commands: readonly Command[]): string {
  return commands.map((command) => `  ${synopsis(command)}\n      ${command.does}`).join('\n');
}

function synopsis({ name, positionals, options }: Command): string {
  const named = Object.entries(options).map(([option, { value, required }]) =>
    required ? `--${option} ${value}` : `[--${option} ${value}]`,
  );
  return [name, ...positionals, ...named].join(' ');
}

function parse(
  command: Command,
  args: readonly string[],
): { positionals: string[]; values: Record<string, string | undefined> } {
  const names = [...Object.keys(command.options), 'tenant'];
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    });
  } catch (error) {
    // Node's advice on how to pass what looks like an option is of no use here.
    throw new UsageError(`${messageOf(error).replace(/\. .*/s, '')}: ${synopsis(command)}`);
  }
}

function wordsOf(name: string): number {
  return name.split(' ').length;
}

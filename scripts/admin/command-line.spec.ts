import { describe, expect, it } from 'vitest';
import { readCommandLine, usage } from './command-line.js';
import { COMMANDS } from './commands.js';
import { table } from './table.js';
import { UsageError } from './usage-error.js';

const read = (line: string) => readCommandLine(COMMANDS, line.split(' ').filter(Boolean));

describe('command line', () => {
  it.each(['', '--help', '-h', 'keys create --help'])('%j → help', (line) => {
    expect(read(line)).toBeUndefined();
  });

  it('words, positionals and options, in any order after the words → all by name', () => {
    expect(read('users create --role viewer ann@example.com --tenant acme --name Ann')).toMatchObject({
      command: { name: 'users create' },
      given: { EMAIL: 'ann@example.com', role: 'viewer', name: 'Ann' },
      tenant: 'acme',
    });
  });

  it.each([
    ['users', 'there is no command users; --help lists them'],
    ['keys make test', 'there is no command keys make; --help lists them'],
    ['keys create', 'test|live is missing: keys create test|live --name NAME'],
    ['keys create test', '--name is missing: keys create test|live --name NAME'],
    ['keys revoke a b', 'b is one too many: keys revoke ID'],
    ['keys list --all', "Unknown option '--all': keys list"],
    ['policy show --version', "Option '--version <value>' argument missing: policy show [--version N]"],
  ])('%s → %s', (line, message) => {
    expect(() => read(line)).toThrow(new UsageError(message));
  });

  it('the help: every command in order, and no line that a terminal would break', () => {
    const lines = usage(COMMANDS).split('\n');
    const named = lines.filter((line) => /^ {2}\S/.test(line));
    expect(named.map((line, i) => line.startsWith(`  ${COMMANDS[i]!.name}`))).toEqual(COMMANDS.map(() => true));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});

describe('table', () => {
  it('rows → columns as wide as what is in them, nothing at the ends of lines', () => {
    const rows = [
      ['a', true, new Date('2026-01-02T03:04:05.678Z')],
      ['longer', false, null],
    ];
    expect(table(['NAME', 'IS', 'AT'], rows)).toBe('NAME    IS   AT\na       yes  2026-01-02 03:04Z\nlonger  no   -');
  });
});

/** What the manual shows must be what the compiler takes, and what it says is refused must be refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkPattern, compilePattern, PatternError } from './index.js';

const manual = readFileSync(new URL('../../../docs/PATTERNS.md', import.meta.url), 'utf8');
const documents = [...manual.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!);

describe('the manual', () => {
  it('its definitions: → compile, and their examples hold', () => {
    expect(documents.length).toBeGreaterThanOrEqual(3);
    for (const document of documents) expect(() => checkPattern(document)).not.toThrow();
  });

  it.each(cellsUnder('## Sequences'))('%s: → compiles', (sequence) => {
    expect(() => compilePattern(definitionOf(sequence, '10m'))).not.toThrow();
  });

  it.each(cellsUnder('Refused, because').filter((cell) => !cell.includes(':')))('%s: → refused', (sequence) => {
    const within = ['a+ -> b', 'a -> !b'].includes(sequence) ? undefined : '10m';
    expect(() => compilePattern(definitionOf(sequence, within))).toThrow(PatternError);
  });
});

/** The code in the first column of the table that follows. */
function cellsUnder(heading: string): string[] {
  const [table = ''] = /\n\|.*?\n\n/s.exec(manual.slice(manual.indexOf(heading))) ?? [];
  const cells = table.split('\n').flatMap((row) => [...(/^\| (`.*?) +\|/.exec(row)?.[1] ?? '').matchAll(/`([^`]+)`/g)]);
  return cells.map(([, code]) => code!.replaceAll('\\|', '|')).filter((code) => !['within', 'session'].includes(code));
}

function definitionOf(sequence: string, within: string | undefined): Record<string, unknown> {
  const names = sequence.replaceAll(/greedy|strict|relaxed|any|until/g, '').match(/[a-z]\w*/g)!;
  const where = Object.fromEntries(names.map((name) => [name, 'true']));
  const then = { risk: 0.5, reason: 'R' };
  return { pattern: 'p', by: 'card', sequence, where, then, ...(within !== undefined && { within }) };
}

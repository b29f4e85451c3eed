/** What the manual shows must be what the compiler takes, and what it says is refused must be refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AGGREGATES } from './definition/feature-definition.js';
import { compileFeatures } from './index.js';

const manual = readFileSync(new URL('../../../docs/FEATURES.md', import.meta.url), 'utf8');
const documents = [...manual.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!);

describe('the manual', () => {
  it('its definitions: → compile, alone and together', () => {
    expect(documents.length).toBeGreaterThanOrEqual(5);
    for (const source of documents) expect(problemsOf([source])).toEqual([]);
    expect(problemsOf(documents)).toEqual([]);
  });

  it.each(refusals())('%s: → refused', (written) => {
    const fields = Object.fromEntries(
      [...written.matchAll(/`(\w+): ([^`]+)`/g)].map(([, field, value]) => [field, value]),
    );
    const source = { feature: 'f', by: 'card', aggregate: 'count', window: '1d', of: undefined, ...fields };
    const needsOf = /distinct|percentile/.test(source.aggregate);
    const { of: _, ...rest } = source;
    const problems = problemsOf([needsOf ? { ...rest, of: 'event.amount' } : rest]);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.pointer).toBe('/window');
  });

  it('every aggregate → is described', () => {
    for (const aggregate of AGGREGATES) expect(manual).toContain(`\`${aggregate}`);
  });
});

function problemsOf(sources: readonly unknown[]) {
  const compiled = compileFeatures(sources.map((source, i) => ({ name: `document ${i}`, source })));
  return 'problems' in compiled ? compiled.problems : [];
}

/** The first column of the table. */
function refusals(): string[] {
  const [table = ''] = /\n\|.*?\n\n/s.exec(manual.slice(manual.indexOf('## Refused'))) ?? [];
  return table.split('\n').flatMap((row) => (/^\| (`.*?) +\|/.exec(row)?.[1] ?? '').match(/.+/) ?? []);
}

import { describe, expect, it } from 'vitest';
import { CaracalError } from '#kernel';
import { compileTrial, readDocument } from './pattern-document.js';

const document = (condition: string): string => `
pattern: declared
by: card
sequence: 'a'
where: { a: "${condition}" }
then: { risk: 0.5, reason: X }
`;
const DECLARED = { limit: 'number', reason: 'string' } as const;

describe('a document over declared attributes', () => {
  it.each([
    ['event.attributes.limti > 5', 'no attribute `limti` is declared; did you mean `limit`?'],
    ["event.attributes.limit == 'high'", "can't compare number with string"],
  ])('%s → refused at its place; taken where nothing is declared', (condition, detail) => {
    const refused = [{ pointer: '/definition/where/a', line: 5, detail }];
    expect(errorsOf(() => readDocument(document(condition), DECLARED))).toMatchObject(refused);
    expect(errorsOf(() => compileTrial(document(condition), DECLARED))).toMatchObject(refused);
    expect(readDocument(document(condition)).id).toBe('declared');
  });

  it('what is declared, as it is declared → kept as it was sent', () => {
    const source = document("event.attributes.limit > 5 && event.attributes.reason != ''");
    expect(readDocument(source, DECLARED)).toMatchObject({ id: 'declared', format: 'yaml', source });
  });
});

function errorsOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof CaracalError) return error.options.errors;
    throw error;
  }
  return undefined;
}

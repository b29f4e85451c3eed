import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex, RegexError } from './linear-regex.js';

describe('compileRegex', () => {
  it('the subset: random pattern and text → the answer of the built-in engine', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '[a-c]', '\\d', '(?:ab|c)', '(a|b)', '\\.');
    const repeated = fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{1,}', '*?'))
      .map((p) => p.join(''));
    const pattern = fc
      .tuple(
        fc.constantFrom('', '^'),
        fc.array(repeated, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('', '$', '|b'),
      )
      .map(([start, body, end]) => start + body.join('') + end);
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.') }), (source, text) => {
        expect(compileRegex(source)(text)).toBe(new RegExp(source).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('nested repeats over a long text: → answers at once', () => {
    expect(compileRegex('^(a+)+$')(`${'a'.repeat(2000)}b`)).toBe(false);
  }, 1000);

  it.each(['(?=a)', '(?<n>a)', '\\1', '\\b', '(', ')', '[a', 'a**', '*a', 'a{200}', '(a{50}){50}', 'a{2,1}', 'a\\'])(
    'outside the subset: %s → refused in words',
    (pattern) => {
      expect(() => compileRegex(pattern)).toThrow(RegexError);
    },
  );
});

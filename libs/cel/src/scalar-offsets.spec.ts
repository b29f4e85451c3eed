import fc from 'fast-check';
import { isScalar, parseDocument, type Scalar, stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { sourceOffset } from './scalar-offsets.js';

const PIECES = ['a', 'bc', ' ', '  ', '\n', '\n\n', "'", '"', '\\', '&&', '# ', ': ', 'é', '😀', '\t', 'event.amount'];
const TYPES = ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;

describe('sourceOffset', () => {
  it('any text, written in any style and folded: → each of its characters is found where it stands', () => {
    const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom(...TYPES), fc.integer({ min: 20, max: 80 }), (written, type, lineWidth) => {
        const source = stringify({ deep: { where: written } }, { defaultStringType: type, lineWidth });
        const node = scalarOf(source);
        const value = String(node.value);
        for (let i = 0; i < value.length; i++) {
          if (/\s/.test(value[i]!) || /[\uDC00-\uDFFF]/.test(value[i]!)) continue;
          const found = sourceOffset(source, node, i);
          expect(source[found] === value[i] || escapes(source, found, value[i]!)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['where: event.x', 6, 'x'],
    ["where: 'a == ''b'' && x'", 12, 'x'],
    ['where: "a == \\"b\\" && x"', 12, 'x'],
    ['where: "\\u0061\\x62 x"', 3, 'x'],
    ['where: "a\\\n   b x"', 3, 'x'],
    ['where: >- # said\n  a\n  b\n\n  x\n', 4, 'x'],
    ['where: |2\n    a\n   x\n', 5, 'x'],
    ['where: a\n  b\n  x', 4, 'x'],
  ])('%j, character %i → the %s', (source, index, character) => {
    expect(source[sourceOffset(source, scalarOf(source), index)]).toBe(character);
  });

  it('the end of the text: → behind its last character', () => {
    expect(sourceOffset('where: "abc"', scalarOf('where: "abc"'), 3)).toBe(11);
  });
});

function scalarOf(source: string): Scalar {
  const document = parseDocument(source);
  const node = document.getIn(['where'], true) ?? document.getIn(['deep', 'where'], true);
  if (!isScalar(node)) throw new Error('no scalar');
  return node;
}

/** An escape or a doubled quote that stands for the character. */
function escapes(source: string, at: number, character: string): boolean {
  if (source[at] === '\\') return source[at + 1] === character || /[xuU]/.test(source[at + 1]!);
  return source.startsWith("''", at) && character === "'";
}

/**
 * Where a character of a YAML scalar's value is written in the document: past quotes, escapes, folded lines and
 * indentation. The value is walked along the source, so that no rule of YAML has to be repeated here: white space may
 * have been folded, everything else stands as it is written or behind a backslash or a doubled quote.
 */
import type { Scalar } from 'yaml';

/**
 * @param source - the whole document
 * @param node - a scalar of it
 * @param index - into the scalar's value, UTF-16 units; its length means the end
 * @returns an offset into the document
 */
export function sourceOffset(source: string, node: Scalar, index: number): number {
  const value = String(node.value);
  const end = node.range![1];
  let at = contentStart(source, node);
  for (let i = 0; i < value.length;) {
    const piece = pieceAt(source, at, node.type);
    if (isSpace(value[i]!) && !(piece.length > 1 && piece.text === value[i])) {
      // Folding may have left one blank of many, or many of one: white space is counted where it comes to an end.
      if (i >= index) return Math.min(at, end);
      i++;
      continue;
    }
    while (at < end && isSkipped(pieceAt(source, at, node.type), value[i]!))
      at += pieceAt(source, at, node.type).length;
    const found = pieceAt(source, at, node.type);
    if (index < i + Math.max(1, found.text.length)) return Math.min(at, end);
    i += Math.max(1, found.text.length);
    at += found.length;
  }
  return Math.min(at, end);
}

/** What one character or escape of the source stands for, and how long it is written. */
interface Piece {
  readonly text: string;
  readonly length: number;
}

function pieceAt(source: string, at: number, type: Scalar.Type | null | undefined): Piece {
  const plain = { text: source[at] ?? '', length: 1 };
  if (type === 'QUOTE_SINGLE') return source.startsWith("''", at) ? { text: "'", length: 2 } : plain;
  if (type !== 'QUOTE_DOUBLE' || source[at] !== '\\') return plain;
  const hex = HEX_DIGITS[source[at + 1] ?? ''];
  if (hex !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + hex), 16);
    return { text: code <= 0x10ffff ? String.fromCodePoint(code) : '', length: 2 + hex };
  }
  const escaped = source[at + 1] ?? '';
  return { text: ESCAPES[escaped] ?? escaped, length: 2 };
}

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  // A line break behind a backslash is none.
  '\n': '',
};

/** Blanks before the character that is looked for. */
function isSkipped(piece: Piece, wanted: string): boolean {
  return piece.text !== wanted && (piece.text === '' || isSpace(piece.text));
}

function isSpace(text: string): boolean {
  return text === ' ' || text === '\n' || text === '\t' || text === '\r';
}

/** Behind the quote, or behind the line with `|` or `>`. */
function contentStart(source: string, node: Scalar): number {
  const start = node.range![0];
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') return start + 1;
  if (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED') return start;
  const lineEnd = source.indexOf('\n', start);
  return lineEnd < 0 ? start : lineEnd + 1;
}

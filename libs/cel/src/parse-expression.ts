/**
 * Text to syntax tree, by the CEL parser, inside bounds. The tree is checked and compiled elsewhere: the parser's own
 * type checker keeps int and double apart, and here every number is a double.
 */
import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { ExpressionError } from './expression-error.js';

export const EXPRESSION_LENGTH_MAX = 4096;
export const EXPRESSION_NODES_MAX = 1000;
export const EXPRESSION_DEPTH_MAX = 48;
export const LIST_LITERAL_MAX = 500;

/** Throws `ExpressionError` with the place. */
export function parseExpression(source: string): ASTNode {
  if (source.trim() === '') throw new ExpressionError('the expression is empty', source, 0);
  if (source.length > EXPRESSION_LENGTH_MAX) {
    throw new ExpressionError(
      `the expression has ${source.length} characters; at most ${EXPRESSION_LENGTH_MAX} are allowed`,
      source.slice(0, 200),
      0,
    );
  }
  try {
    return environment.parse(source).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ExpressionError(inPlainWords(error), source, error.range?.start ?? 0);
  }
}

const environment = new Environment({
  unlistedVariablesAreDyn: true,
  limits: {
    maxAstNodes: EXPRESSION_NODES_MAX,
    maxDepth: EXPRESSION_DEPTH_MAX,
    maxListElements: LIST_LITERAL_MAX,
    maxCallArguments: 16,
  },
});

const TOKEN_WORDS: Readonly<Record<string, string>> = {
  NUMBER: 'a number',
  STRING: 'a string',
  BOOLEAN: 'true or false',
  NULL: 'null',
  IDENTIFIER: 'a name',
  PLUS: '`+`',
  MINUS: '`-`',
  MULTIPLY: '`*`',
  DIVIDE: '`/`',
  MODULO: '`%`',
  EQ: '`==`',
  NE: '`!=`',
  LT: '`<`',
  LE: '`<=`',
  GT: '`>`',
  GE: '`>=`',
  AND: '`&&`',
  OR: '`||`',
  NOT: '`!`',
  IN: '`in`',
  LPAREN: '`(`',
  RPAREN: '`)`',
  LBRACKET: '`[`',
  RBRACKET: '`]`',
  LBRACE: '`{`',
  RBRACE: '`}`',
  DOT: '`.`',
  COMMA: '`,`',
  COLON: '`:`',
  QUESTION: '`?`',
  BYTES: 'a bytes literal',
};

function inPlainWords(error: ParseError): string {
  const word = (token: string): string => TOKEN_WORDS[token] ?? token;
  switch (error.code) {
    case 'expected_token': {
      const [, expected = '', got = ''] = /^Expected (\w+), got (\w+)$/.exec(error.summary) ?? [];
      return `expected ${word(expected)}, but ${got === 'EOF' ? 'the expression ends' : `found ${word(got)}`}`;
    }
    case 'unexpected_token':
      if (error.summary.endsWith(': EOF')) return 'the expression ends too early';
      return `unexpected ${word(error.summary.replace('Unexpected token: ', ''))}`;
    case 'unexpected_character':
      return error.summary.endsWith(': =') ? 'a comparison is written `==`' : lowerFirst(error.summary);
    case 'limit_exceeded':
      return `the expression is too large (${error.summary.replace('Exceeded ', 'over the limit ')})`;
    case 'invalid_macro_argument':
      return 'the first argument of a list macro must be a name, as in `list.map(e, e.amount)`';
    default:
      return lowerFirst(error.summary);
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

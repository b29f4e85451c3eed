/**
 * The documents that expressions live in (policies, patterns): YAML or JSON text, or a value that came through an API.
 * Says of every problem where it is: a JSON pointer always, and line and column when there is a text.
 */
import { type Document, isMap, isNode, isScalar, type Node, parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { type DefinitionPath, issuesOf } from './definition-issues.js';
import type { ExpressionError } from './expression-error.js';
import { sourceOffset } from './scalar-offsets.js';

/** More problems than this are of no use to anybody; the last one says how many were left out. */
const PROBLEMS_MAX = 100;

/** A definition that can't be used. All problems at once. */
export class DefinitionError extends Error {
  override readonly name: string = 'DefinitionError';
  /** In the order of the document. */
  readonly problems: readonly DefinitionProblem[];
  constructor(what: string, problems: readonly DefinitionProblem[]) {
    const shown = firstOf(problems);
    super(`The ${what} is not valid:\n${shown.map((problem) => `  - ${describe(problem)}`).join('\n')}`);
    this.problems = shown;
  }
}

export interface DefinitionProblem {
  /** RFC 6901. */
  readonly pointer: string;
  readonly detail: string;
  /** 1-based, in the document; absent when it came as a value. */
  readonly line?: number;
  readonly column?: number;
  /** Where in the expression at `pointer`, when it is one. */
  readonly expression?: { readonly line: number; readonly column: number };
}

export class DefinitionDocument {
  private constructor(
    readonly value: unknown,
    private readonly text?: DefinitionText,
  ) {}

  /**
   * A string is read as YAML (of which JSON is a part), anything else is taken as the definition itself.
   * @param lengthMax - characters of the text, or of the value written as JSON
   * @throws DefinitionError when it is too long, no YAML, or says what can't be kept
   */
  static from(what: string, source: unknown, lengthMax: number): DefinitionDocument {
    const length = lengthOf(what, source);
    if (length > lengthMax) {
      const detail = `the text has ${length} characters; at most ${lengthMax} are allowed`;
      throw new DefinitionError(what, [{ pointer: '', detail }]);
    }
    const document = typeof source === 'string' ? this.parsed(what, source) : new DefinitionDocument(source);
    const path = unkeepable(document.value);
    if (path !== undefined) throw new DefinitionError(what, [document.problem(path, UNKEEPABLE)]);
    return document;
  }

  private static parsed(what: string, source: string): DefinitionDocument {
    const lines = lineStartsOf(source);
    // Also where it is no part of the value, in a comment.
    const nul = source.indexOf('\0');
    if (nul >= 0) throw new DefinitionError(what, [{ pointer: '', detail: UNKEEPABLE, ...at(lines, nul) }]);
    const document = parseDocument(source, { uniqueKeys: true, prettyErrors: false });
    if (document.errors.length > 0) {
      throw new DefinitionError(
        what,
        document.errors.map((error) => ({
          pointer: '',
          detail: inPlainWords(error, source),
          ...at(lines, error.pos[0]),
        })),
      );
    }
    try {
      return new DefinitionDocument(document.toJS({ maxAliasCount: 50 }), { source, document, lines });
    } catch (error) {
      throw new DefinitionError(what, [{ pointer: '', detail: (error as Error).message }]);
    }
  }

  /** A problem with the value at `path`. */
  problem(path: DefinitionPath, detail: string): DefinitionProblem {
    return this.problemAt(path, detail, this.nodeAt(path)?.range?.[0]);
  }

  /** A problem with the name of the field at `path`. */
  problemAtKey(path: DefinitionPath, detail: string): DefinitionProblem {
    return this.problemAt(path, detail, this.keyAt(path)?.range?.[0] ?? this.nodeAt(path)?.range?.[0]);
  }

  problemsOf(error: z.ZodError, schema: z.ZodType): DefinitionProblem[] {
    return issuesOf(error, schema, this.value).map(({ path, detail, atKey }) =>
      atKey ? this.problemAtKey(path, detail) : this.problem(path, detail),
    );
  }

  /** A problem inside a text at `path` (an expression, a sequence), given by its place in that text. */
  problemInText(path: DefinitionPath, error: TextProblem): DefinitionProblem {
    const node = this.text?.document.getIn(path, true);
    const exact = this.text && isScalar(node) && node.range && typeof node.value === 'string';
    const offset = exact ? sourceOffset(this.text.source, node, error.offset) : this.nodeAt(path)?.range?.[0];
    const { line, column } = error;
    return { ...this.problemAt(path, error.detail, offset), expression: { line, column } };
  }

  private problemAt(path: DefinitionPath, detail: string, offset: number | undefined): DefinitionProblem {
    const place = this.text && offset !== undefined ? at(this.text.lines, offset) : {};
    return { pointer: pointerOf(path), detail, ...place };
  }

  /** The node at `path`, or the nearest one that holds it. */
  private nodeAt(path: DefinitionPath): Node | undefined {
    if (!this.text) return undefined;
    const { document } = this.text;
    for (let { length } = path; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node)) return node;
    }
    return undefined;
  }

  private keyAt(path: DefinitionPath): Node | undefined {
    const holder =
      path.length === 1 ? this.text?.document.contents : this.text?.document.getIn(path.slice(0, -1), true);
    if (!isMap(holder)) return undefined;
    const name = String(path.at(-1));
    const pair = holder.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    return isNode(pair?.key) ? pair.key : undefined;
  }
}

type TextProblem = Pick<ExpressionError, 'line' | 'column' | 'offset' | 'detail'>;

interface DefinitionText {
  readonly source: string;
  readonly document: Document;
  /** Where each line begins. */
  readonly lines: readonly number[];
}

function firstOf(problems: readonly DefinitionProblem[]): readonly DefinitionProblem[] {
  const inOrder = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  if (inOrder.length <= PROBLEMS_MAX) return inOrder;
  const more = inOrder.length - PROBLEMS_MAX + 1;
  // At the place of the first that is left out, so that it stays the last in order.
  const { detail: _, expression: __, ...place } = inOrder[PROBLEMS_MAX - 1]!;
  return [...inOrder.slice(0, PROBLEMS_MAX - 1), { ...place, pointer: '', detail: `and ${more} more problems` }];
}

function lengthOf(what: string, source: unknown): number {
  if (typeof source === 'string') return source.length;
  try {
    return JSON.stringify(source)?.length ?? 0;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DefinitionError(what, [{ pointer: '', detail: 'is nested too deeply' }]);
  }
}

const UNKEEPABLE = 'must not contain NUL, or half of a surrogate pair';

/**
 * Where a text, or the name of a field, is that neither records nor PostgreSQL can keep; undefined where there is none.
 * By way of escapes there may be one in a document that has none itself.
 */
function unkeepable(value: unknown, path: DefinitionPath = [], seen = new Set<unknown>()): DefinitionPath | undefined {
  if (typeof value === 'string') return isKept(value) ? undefined : path;
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  // Aliases can make a value a part of itself.
  seen.add(value);
  for (const [key, part] of Object.entries(value)) {
    if (!isKept(key)) return path;
    const found = unkeepable(part, [...path, Array.isArray(value) ? Number(key) : key], seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isKept(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** What the YAML parser says, where an analyst would not understand it. */
function inPlainWords(error: YAMLError, source: string): string {
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const [key = ''] = /^[^:\s]{1,60}/.exec(source.slice(error.pos[0])) ?? [];
      return `the field \`${key}\` is given twice`;
    }
    case 'TAB_AS_INDENT':
      return 'lines are indented with blanks, not tabs';
    case 'MULTIPLE_DOCS':
      return 'there is more than one document; give each definition its own';
    default:
      return `this is no YAML: ${lowerFirst(error.message)}`;
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function lineStartsOf(source: string): number[] {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** 1-based. */
function at(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let [low, high] = [0, lineStarts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - lineStarts[low]! + 1 };
}

function pointerOf(path: DefinitionPath): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function describe(problem: DefinitionProblem): string {
  const place = problem.line === undefined ? '' : `line ${problem.line}, column ${problem.column}: `;
  const within =
    problem.expression && problem.line === undefined
      ? ` (line ${problem.expression.line}, column ${problem.expression.column} of it)`
      : '';
  return `${place}${problem.pointer === '' ? '' : `${problem.pointer}: `}${problem.detail}${within}`;
}

/**
 * The documents that expressions live in (policies, patterns): YAML or JSON text, or a value that came through an API.
 * Says of every problem where it is: a JSON pointer always, and line and column when there is a text.
 */
import { isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { ExpressionError } from './expression-error.js';

/** A definition that can't be used. All problems at once. */
export class DefinitionError extends Error {
  override readonly name: string = 'DefinitionError';
  constructor(
    what: string,
    readonly problems: readonly DefinitionProblem[],
  ) {
    super(`The ${what} is not valid:\n${problems.map((problem) => `  - ${describe(problem)}`).join('\n')}`);
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

export type DefinitionPath = readonly (string | number)[];

export class DefinitionDocument {
  private constructor(
    readonly value: unknown,
    private readonly text?: { readonly document: Document; readonly lines: LineCounter },
  ) {}

  /**
   * A string is read as YAML (of which JSON is a part), anything else is taken as the definition itself.
   * @throws DefinitionError when the text is too long or no YAML
   */
  static from(what: string, source: unknown, lengthMax: number): DefinitionDocument {
    if (typeof source !== 'string') return new DefinitionDocument(source);
    if (source.length > lengthMax) {
      throw new DefinitionError(what, [
        { pointer: '', detail: `the text has ${source.length} characters; at most ${lengthMax} are allowed` },
      ]);
    }
    const lines = new LineCounter();
    const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
    if (document.errors.length > 0) {
      throw new DefinitionError(
        what,
        document.errors.map((error) => ({ pointer: '', detail: error.message, ...at(lines, error.pos[0]) })),
      );
    }
    try {
      return new DefinitionDocument(document.toJS({ maxAliasCount: 50 }), { document, lines });
    } catch (error) {
      throw new DefinitionError(what, [{ pointer: '', detail: (error as Error).message }]);
    }
  }

  problem(path: DefinitionPath, detail: string): DefinitionProblem {
    return { pointer: pointerOf(path), detail, ...this.locate(path)?.place };
  }

  problemsOf(error: z.ZodError): DefinitionProblem[] {
    return error.issues.map((issue) =>
      this.problem(
        issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
        issue.message,
      ),
    );
  }

  /** A problem inside a text at `path` (an expression, a sequence), given by line and column in that text. */
  problemInText(path: DefinitionPath, error: Pick<ExpressionError, 'line' | 'column' | 'detail'>): DefinitionProblem {
    const expression = { line: error.line, column: error.column };
    const problem = { pointer: pointerOf(path), detail: error.detail, expression };
    const located = this.locate(path);
    if (!located) return problem;
    // Only in a scalar on one line do columns add up; elsewhere the scalar's own place is given.
    const exact = located.flat && error.line === 1;
    const column = located.place.column + (exact ? located.quote + error.column - 1 : 0);
    return { ...problem, line: located.place.line, column };
  }

  private locate(path: DefinitionPath): Located | undefined {
    if (!this.text) return undefined;
    const { document, lines } = this.text;
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const flat = isScalar(node) && ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'].includes(node.type ?? '');
      const quote = isScalar(node) && node.type !== 'PLAIN' ? 1 : 0;
      return { place: at(lines, node.range[0]), flat, quote };
    }
    return undefined;
  }
}

interface Located {
  readonly place: { readonly line: number; readonly column: number };
  readonly flat: boolean;
  readonly quote: number;
}

function at(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
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

import { ApiError } from '../api/client.js';
import type { PatternTestResult } from '../api/contract.js';

/** Something wrong in a text that somebody writes; lines and columns from 1, absent where the place is unknown. */
export interface TextProblem {
  readonly detail: string;
  readonly line?: number;
  readonly column?: number;
}

/** What the server has against the part of a request under `pointer`; empty when it refused for something else. */
export function problemsUnder(error: Error | null, pointer: '/definition' | '/events'): TextProblem[] {
  if (!(error instanceof ApiError) || error.status !== 422) return [];
  return error.problems
    .filter((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`))
    .map(({ pointer: place, detail, line, column }) => {
      const inside = place.slice(pointer.length + 1).replaceAll('/', ' › ');
      const field = pointer === '/events' ? inside.replace(/^\d+/, (index) => `Event ${Number(index) + 1}`) : inside;
      return {
        // Where the line is known, it says more than the field.
        detail: field === '' || line !== undefined ? detail : `${field}: ${detail}`,
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      };
    });
}

/** Examples of a document that don't give what they say. A test reports them, saving refuses them. */
export function failedExamples({ examples }: Pick<PatternTestResult, 'examples'>): TextProblem[] {
  return examples
    .filter(({ ok }) => !ok)
    .map(({ title, expected, found, line, column }) => ({
      detail: `The example “${title}” should give ${matches(expected)} and gives ${found}`,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    }));
}

/** By line, for the margin and the marks of an editor. */
export function byLine(problems: readonly TextProblem[]): Map<number, TextProblem[]> {
  return Map.groupBy(
    problems.filter(({ line }) => line !== undefined),
    ({ line }) => line!,
  );
}

/** Where a line and column are in `text`, counted in characters from 0. Beyond its end: the end. */
export function offsetOf(text: string, line: number, column = 1): number {
  const before = text.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(start + column - 1, text.length);
}

function matches(count: number): string {
  return count === 1 ? '1 match' : `${count} matches`;
}

import { DefinitionError, type DefinitionProblem } from '#cel';

/** A pattern that can't be used: every problem, with JSON pointer and, for a text, line and column. */
export class PatternError extends DefinitionError {
  override readonly name = 'PatternError';
  constructor(problems: readonly DefinitionProblem[]) {
    super('pattern', problems);
  }
}

import { DefinitionError, type DefinitionProblem } from '#cel';

/** A policy that can't be used: every problem, with JSON pointer and, for a text, line and column. */
export class PolicyError extends DefinitionError {
  override readonly name = 'PolicyError';
  constructor(problems: readonly DefinitionProblem[]) {
    super('policy', problems);
  }
}

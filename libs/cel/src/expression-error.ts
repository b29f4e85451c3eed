/** An expression that can't be used, in words for the analyst who wrote it. Raised when it is compiled. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;

  constructor(
    /** What is wrong, without the place. */
    readonly detail: string,
    readonly expression: string,
    /** Where, as an offset into the expression. */
    readonly offset: number,
  ) {
    const before = expression.slice(0, Math.max(0, offset));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    super(`line ${line}, column ${column}: ${detail}`);
    this.line = line;
    this.column = column;
  }
}

/** What a compiled expression raises when one event can't be evaluated, such as an index beyond the end of a list. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/** Something the user has to put right; printed as one line. */
export class EvaluateError extends Error {
  override readonly name = 'EvaluateError';
}

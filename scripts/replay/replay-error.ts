/** Something the user has to put right; printed as one line. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

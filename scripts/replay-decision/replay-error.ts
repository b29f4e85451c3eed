/** Something the user has to put right; printed as one line. */
export class ReplayDecisionError extends Error {
  override readonly name = 'ReplayDecisionError';
}

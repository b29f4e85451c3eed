/** Something the user has to put right; printed as one line. */
export class TrainError extends Error {
  override readonly name = 'TrainError';
}

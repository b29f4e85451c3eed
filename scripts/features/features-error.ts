/** Something the user has to put right; printed as one line. */
export class FeaturesError extends Error {
  override readonly name = 'FeaturesError';
}

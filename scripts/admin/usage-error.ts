/** The command line can't be understood: one line says why; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

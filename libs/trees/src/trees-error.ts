/** What a caller gave can't be used. `problems` holds all that was found, in words for people; the message joins them. */
export class TreesInputError extends Error {
  override readonly name = 'TreesInputError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
  }
}

/** Something about an archive that the user has to put right; the message names the file or folder. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

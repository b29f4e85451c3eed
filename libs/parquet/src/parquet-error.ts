/** A file that can't be read as Parquet; the message names it. */
export class ParquetError extends Error {
  override readonly name = 'ParquetError';
}

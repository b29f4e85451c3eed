/**
 * An aggregate of a group: takes rows in, and out again in the order in which they came in. There are many, mostly of few
 * rows: none allocates before it has to.
 */
export interface Part {
  /** Takes in a row: where its numbers begin in `data`, and its sequence number. */
  add(data: Float64Array, base: number, sequence: number): void;
  /** Takes the oldest row that is in out again. */
  remove(data: Float64Array, base: number, sequence: number): void;
  /** Back to what has been put aside, which is nothing but in windows without an end. */
  clear(): void;
  /** Puts a row aside for good: it will not be there any more. Only in windows without an end. */
  putAside?(data: Float64Array, base: number): void;
  /** What was put aside as numbers, for the encoding. */
  asideNumbers?(): number[];
  /** Takes back as many from the front of `numbers` as `asideNumbers` gave. */
  setAside?(numbers: number[]): void;
}

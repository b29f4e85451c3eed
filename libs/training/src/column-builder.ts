/**
 * Values of any file → a column that trees read. Numbers, truths and times become numbers; texts become categories, in the
 * order in which they are first seen, unless every text is a number.
 */
import { CATEGORIES_MAX, sharedFloats, TreesInputError, type Feature } from '#trees';

export type CellValue = number | bigint | boolean | string | Date | null | undefined;

export interface BuiltColumn {
  readonly kind: Feature['kind'];
  readonly values: Float32Array;
  /** Of a category: what its values stand for. */
  readonly texts: readonly string[];
}

const ROWS_AT_FIRST = 1024;

export class ColumnBuilder {
  private values: Float32Array;
  private rows = 0;
  private readonly codes = new Map<string, number>();
  /** Unknown until the first value that is there. */
  private kind: Feature['kind'] | undefined;

  /** `kind`: what the caller says it is; without it, the first value decides. `rows`: how many are expected. */
  constructor(
    readonly name: string,
    kind?: Feature['kind'],
    rows = ROWS_AT_FIRST,
  ) {
    this.values = sharedFloats(rows);
    this.kind = kind;
  }

  /** Of the next row. Throws `TreesInputError` that names the column and the row. */
  push(value: CellValue): void {
    const number = this.isMissing(value) ? Number.NaN : this.read(this.rows, value!);
    if (this.rows === this.values.length) {
      const longer = sharedFloats(Math.max(ROWS_AT_FIRST, 2 * this.rows));
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.rows++] = number;
  }

  build(): BuiltColumn {
    return { kind: this.kind ?? 'number', values: this.values.subarray(0, this.rows), texts: [...this.codes.keys()] };
  }

  private isMissing(value: CellValue): boolean {
    if (value === undefined || value === null || value === '') return true;
    return typeof value === 'string' ? value.toLowerCase() === 'nan' : value !== value;
  }

  private read(row: number, value: NonNullable<CellValue>): number {
    if (this.kind === undefined)
      this.kind = typeof value === 'string' && Number.isNaN(numberOf(value)) ? 'category' : 'number';
    if (this.kind === 'category') return this.codeOf(row, String(value));
    const number = numberOf(value);
    const float = Math.fround(number);
    if (number !== number)
      throw this.problem(
        row,
        `holds a text; every other value was a number. --category ${this.name} takes it as texts`,
      );
    if (!Number.isFinite(float))
      throw this.problem(row, `is ${number}; a missing value is left empty, any other is within float32`);
    return float;
  }

  private codeOf(row: number, text: string): number {
    let code = this.codes.get(text);
    if (code !== undefined) return code;
    code = this.codes.size;
    if (code >= CATEGORIES_MAX)
      throw this.problem(
        row,
        `is the first of more than ${CATEGORIES_MAX} different texts; leave the column out (--ignore ${this.name}), or group the rare ones`,
      );
    this.codes.set(text, code);
    return code;
  }

  private problem(row: number, what: string): TreesInputError {
    return new TreesInputError([`column ${this.name} ${what} (row ${row + 1})`]);
  }
}

/** NaN for a text that is no number. Python writes infinity as `inf`. */
function numberOf(value: NonNullable<CellValue>): number {
  if (value instanceof Date) return value.getTime();
  const infinite = typeof value === 'string' ? /^([+-]?)inf(inity)?$/i.exec(value) : null;
  return infinite ? Number(`${infinite[1]}Infinity`) : Number(value);
}

/** Takes the values of a file's columns, in any order of columns, and makes a training table of them. */
import { ColumnBuilder, reordered, type CellValue, type TrainingTable } from '#training';
import type { ColumnRoles } from './column-roles.js';
import { timeMs } from './read-time.js';
import { TrainError } from './train-error.js';

type Push = (value: CellValue) => void;

const UNLABELLED = 2;

export class TableSink {
  /** Where a column's values go, row after row; undefined: they are not wanted. */
  private readonly pushes = new Map<string, Push[]>();
  private readonly features: ColumnBuilder[];
  private readonly labels: number[] = [];
  private readonly times: number[] = [];
  private readonly ids: string[] = [];
  private readonly cards: number[] = [];
  private readonly cardCodes = new Map<string, number>();
  private readonly weights: ColumnBuilder;
  private readonly amounts: ColumnBuilder;

  constructor(
    private readonly roles: ColumnRoles,
    rows?: number,
  ) {
    const { label, time, id, weight, amount, card, features, categories } = roles;
    this.weights = new ColumnBuilder(weight ?? '', 'number', weight === undefined ? 0 : rows);
    this.amounts = new ColumnBuilder(amount ?? '', 'number', amount === undefined ? 0 : rows);
    this.features = features.map((name) => {
      const kind = categories.includes(name) ? 'category' : undefined;
      const builder = new ColumnBuilder(name, kind, rows);
      this.send(name, (value) => builder.push(value));
      return builder;
    });
    this.send(label, (value) => this.labels.push(labelOf(value, this.labels.length, label)));
    if (time !== undefined) this.send(time, (value) => this.times.push(timeOf(value, this.times.length, time)));
    if (id !== undefined) this.send(id, (value) => this.ids.push(String(value)));
    if (weight !== undefined) this.send(weight, (value) => this.weights.push(value));
    if (amount !== undefined) this.send(amount, (value) => this.amounts.push(value));
    if (card !== undefined) this.send(card, (value) => this.cards.push(this.cardCode(String(value))));
  }

  /** Names of the columns that are read. */
  get wanted(): readonly string[] {
    return [...this.pushes.keys()];
  }

  push(column: string, value: CellValue): void {
    for (const push of this.pushes.get(column) ?? []) push(value);
  }

  /** Rows without a label are left out. */
  build(): { readonly table: TrainingTable; readonly unlabelled: number } {
    const { time, id, weight, amount, card } = this.roles;
    const built = this.features.map((builder) => builder.build());
    const categories = this.features.flatMap(({ name }, i) =>
      built[i]!.kind === 'category' ? [[name, built[i]!.texts] as const] : [],
    );
    const table: TrainingTable = {
      features: this.features.map(({ name }, i) => {
        const monotone = this.roles.monotone[name];
        return { name, kind: built[i]!.kind, ...(monotone !== undefined && { monotone }) };
      }),
      columns: built.map(({ values }) => values),
      labels: Uint8Array.from(this.labels),
      ...(time !== undefined && { timesMs: Float64Array.from(this.times) }),
      ...(id !== undefined && { ids: this.ids }),
      ...(weight !== undefined && { weights: this.weights.build().values }),
      ...(amount !== undefined && { amounts: this.amounts.build().values }),
      ...(card !== undefined && { cards: Uint32Array.from(this.cards) }),
      categories: Object.fromEntries(categories),
    };
    const labelled = Uint32Array.from(table.labels.keys()).filter((row) => table.labels[row] !== UNLABELLED);
    const unlabelled = table.labels.length - labelled.length;
    return { table: unlabelled === 0 ? table : reordered(table, labelled), unlabelled };
  }

  private send(column: string, push: Push): void {
    this.pushes.set(column, [...(this.pushes.get(column) ?? []), push]);
  }

  private cardCode(card: string): number {
    let code = this.cardCodes.get(card);
    if (code === undefined) this.cardCodes.set(card, (code = this.cardCodes.size));
    return code;
  }
}

function labelOf(value: CellValue, row: number, column: string): number {
  if (value === null || value === undefined || value === '') return UNLABELLED;
  const text = String(value).toLowerCase();
  if (text === '1' || text === 'true' || text === '1.0') return 1;
  if (text === '0' || text === 'false' || text === '0.0') return 0;
  throw new TrainError(`column ${column} is ${text} in row ${row + 1}; a label is 1, 0, true, false or empty`);
}

function timeOf(value: CellValue, row: number, column: string): number {
  const ms = timeMs(value);
  if (ms === undefined)
    throw new TrainError(`column ${column} holds no time in row ${row + 1}: it takes ISO 8601 and Unix times`);
  return ms;
}

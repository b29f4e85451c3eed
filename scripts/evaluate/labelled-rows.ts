/** What a replay leaves: each row's features as of its time, and when its label became known. */
import { sharedFloats, type Feature } from '#trees';
import type { TrainingTable } from '#training';

export class LabelledRows {
  private readonly columns: Float32Array[];
  private times: Float64Array;
  private knownAt: Float64Array;
  private knownUntil: Float64Array;
  private cards: Uint32Array;
  private readonly ids: string[] = [];
  private readonly cardCodes = new Map<string, number>();
  count = 0;

  /** `rows`: how many are expected. */
  constructor(
    private readonly features: readonly Feature[],
    rows: number,
  ) {
    this.columns = features.map(() => sharedFloats(rows));
    this.times = new Float64Array(rows);
    this.knownAt = new Float64Array(rows);
    this.knownUntil = new Float64Array(rows);
    this.cards = new Uint32Array(rows);
  }

  /** Rows come in the order of time. */
  push(id: string, card: string, timeMs: number, vector: Float64Array): void {
    if (this.count === this.times.length) this.grow();
    const row = this.count++;
    for (let c = 0; c < vector.length; c++) this.columns[c]![row] = vector[c]!;
    this.times[row] = timeMs;
    this.knownAt[row] = Infinity;
    this.knownUntil[row] = Infinity;
    this.cards[row] = this.cardCode(card);
    this.ids.push(id);
  }

  /** When it becomes known that a row is a fraud, and until when that is believed; Infinity: never, for ever. */
  know(row: number, fromMs: number, untilMs: number): void {
    this.knownAt[row] = fromMs;
    this.knownUntil[row] = untilMs;
  }

  timeOf(row: number): number {
    return this.times[row]!;
  }

  /** When it becomes known that a row is a fraud; Infinity where it is none. */
  knownAtOf(row: number): number {
    return this.knownUntil[row] === Infinity ? this.knownAt[row]! : Infinity;
  }

  idsOf(from: number, to: number): readonly string[] {
    return this.ids.slice(from, to);
  }

  /** First row at or after a time. */
  firstAt(atMs: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times[middle]! < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** With labels as they are known at a moment: what is not known to be a fraud by then has label 0. Infinity: the truth. */
  table(from: number, to: number, knownByMs: number): TrainingTable {
    return {
      features: this.features,
      columns: this.columns.map((column) => column.subarray(from, to)),
      labels: Uint8Array.from(this.knownAt.subarray(from, to), (known, i) =>
        known <= knownByMs && known !== Infinity && isAfter(this.knownUntil[from + i]!, knownByMs) ? 1 : 0,
      ),
      timesMs: this.times.subarray(from, to),
      cards: this.cards.subarray(from, to),
    };
  }

  private cardCode(card: string): number {
    let code = this.cardCodes.get(card);
    if (code === undefined) this.cardCodes.set(card, (code = this.cardCodes.size));
    return code;
  }

  private grow(): void {
    const rows = Math.ceil(this.count * 1.5) + 1024;
    for (const [c, column] of this.columns.entries()) {
      const longer = sharedFloats(rows);
      longer.set(column);
      this.columns[c] = longer;
    }
    this.times = copied(this.times, new Float64Array(rows));
    this.knownAt = copied(this.knownAt, new Float64Array(rows));
    this.knownUntil = copied(this.knownUntil, new Float64Array(rows));
    this.cards = copied(this.cards, new Uint32Array(rows));
  }
}

/** For ever is after all that is known by then, the truth included. */
function isAfter(untilMs: number, knownByMs: number): boolean {
  return untilMs === Infinity || untilMs > knownByMs;
}

function copied<T extends Float64Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

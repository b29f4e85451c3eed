/**
 * What is known of transactions that were let go, a few numbers for each change: it counts from the moment it was known, as that
 * of transactions that are held does.
 */
import type { Doubles } from '../engine/doubles.js';
import { LABEL_SOURCES, type LabelChange, VERDICTS } from '../engine/label-log.js';
import type { LabelView } from '../plan/columns.js';

/**
 * Changes that are kept. Beyond that, payments are only counted, those that were made first before others; what becomes known of them later
 * is not taken, since nobody could tell whether it was counted already.
 */
export const CHANGES_MAX = 1024;
/** Of one payment, as of those that are held. */
const CHANGES_OF_ONE_MAX = 16;

/** Numbers of a change: id and time of the transaction, when it was known, what it says, and when that happened. */
const ID = 0;
const PAID = 1;
const KNOWN = 2;
const SAYS = 3;
const OCCURRED = 4;
const WIDTH = 5;

/** Strongest source that stands, and its verdict, as a number; 0 where nothing is known. */
export const STANDINGS: readonly LabelView[] = [
  { known: false, fraud: false, source: '' },
  ...LABEL_SOURCES.flatMap((source) => [
    { known: true, fraud: false, source },
    { known: true, fraud: true, source },
  ]),
];
const WITHDRAWN = VERDICTS.indexOf('withdrawn');
const FRAUD = VERDICTS.indexOf('fraud');

export class LetGoLabels {
  /** In the order of (time, id, known). */
  private readonly numbers: Doubles = [];
  /** Payments of this time and before may have been counted, and are told apart no longer. */
  shedUntilMs = -Infinity;
  private readonly standing = LABEL_SOURCES.map(() => WITHDRAWN);
  private readonly withdrawnUntilMs = LABEL_SOURCES.map(() => -Infinity);

  get length(): number {
    return this.numbers.length / WIDTH;
  }

  /** How many numbers it holds. */
  get heldNumbers(): number {
    return this.numbers.length;
  }

  *changes(): Generator<LabelChange & { readonly paidAtMs: number }> {
    for (let at = 0; at < this.numbers.length; at += WIDTH) yield this.changeAt(at);
  }

  has(id: number): boolean {
    return this.find(id) >= 0;
  }

  /** False where nothing changes: a repeat, one change too many, or a payment that is told apart no longer. */
  put({ id, source, verdict, occurredAtMs, knownAtMs }: LabelChange, paidAtMs: number): boolean {
    const { numbers } = this;
    if (paidAtMs <= this.shedUntilMs) return false;
    const change = [
      id,
      paidAtMs,
      knownAtMs,
      LABEL_SOURCES.indexOf(source) * VERDICTS.length + VERDICTS.indexOf(verdict),
      occurredAtMs,
    ];
    let at = numbers.length;
    while (at > 0 && this.compare(at - WIDTH, change) > 0) at -= WIDTH;
    for (let same = at; same > 0 && this.compare(same - WIDTH, change) === 0; same -= WIDTH)
      if (numbers[same - WIDTH + SAYS] === change[SAYS]) return false;
    if (this.countOf(id) >= CHANGES_OF_ONE_MAX) return false;
    numbers.splice(at, 0, ...change);
    return true;
  }

  /** Removes what is known of a transaction, oldest first. */
  take(id: number): LabelChange[] {
    const from = this.find(id);
    if (from < 0) return [];
    const until = this.endOf(from);
    const changes: LabelChange[] = [];
    for (let at = from; at < until; at += WIDTH) changes.push(this.changeAt(at));
    this.numbers.splice(from, until - from);
    return changes;
  }

  forgetBefore(timeMs: number): void {
    const { numbers } = this;
    let at = 0;
    while (at < numbers.length && numbers[at + PAID]! < timeMs) at += WIDTH;
    if (at > 0) numbers.splice(0, at);
  }

  /** Where there are more than are kept: removes the payment that was made first. */
  shed(): { readonly paidAtMs: number; readonly standing: number } | undefined {
    const { numbers } = this;
    if (this.length <= CHANGES_MAX) return undefined;
    const paidAtMs = numbers[PAID]!;
    const standing = this.standingAt(0, Infinity);
    numbers.splice(0, this.endOf(0));
    this.shedUntilMs = paidAtMs;
    return { paidAtMs, standing };
  }

  /**
   * The sum of what each transaction counts for that is later than `fromMs` and no later than `untilMs`.
   * @param worth - by what was known at `atMs`, a number of `STANDINGS`
   */
  sum(fromMs: number, untilMs: number, atMs: number, worth: readonly number[]): number {
    const { numbers } = this;
    let sum = 0;
    for (let at = 0; at < numbers.length;) {
      const paidAtMs = numbers[at + PAID]!;
      if (paidAtMs > untilMs) break;
      if (paidAtMs > fromMs) sum += worth[this.standingAt(at, atMs)]!;
      at = this.endOf(at);
    }
    return sum;
  }

  /** As `standing` has it. */
  private standingAt(from: number, atMs: number): number {
    const { numbers, standing, withdrawnUntilMs } = this;
    standing.fill(WITHDRAWN);
    withdrawnUntilMs.fill(-Infinity);
    const until = this.endOf(from);
    for (let at = from; at < until && numbers[at + KNOWN]! <= atMs; at += WIDTH) {
      const says = numbers[at + SAYS]!;
      const occurredAtMs = numbers[at + OCCURRED]!;
      const source = Math.floor(says / VERDICTS.length);
      const verdict = says % VERDICTS.length;
      if (verdict === WITHDRAWN) withdrawnUntilMs[source] = Math.max(withdrawnUntilMs[source]!, occurredAtMs);
      if (verdict === WITHDRAWN || occurredAtMs > withdrawnUntilMs[source]!) standing[source] = verdict;
    }
    const source = standing.findLastIndex((verdict) => verdict !== WITHDRAWN);
    return source < 0 ? 0 : 1 + 2 * source + (standing[source] === FRAUD ? 1 : 0);
  }

  /** After the changes of the transaction whose first one is here. */
  private endOf(from: number): number {
    const { numbers } = this;
    let at = from + WIDTH;
    while (
      at < numbers.length &&
      numbers[at + ID] === numbers[from + ID] &&
      numbers[at + PAID] === numbers[from + PAID]
    )
      at += WIDTH;
    return at;
  }

  private countOf(id: number): number {
    const from = this.find(id);
    return from < 0 ? 0 : (this.endOf(from) - from) / WIDTH;
  }

  private find(id: number): number {
    for (let at = 0; at < this.numbers.length; at += WIDTH) if (this.numbers[at + ID] === id) return at;
    return -1;
  }

  private compare(at: number, change: readonly number[]): number {
    const { numbers } = this;
    return (
      numbers[at + PAID]! - change[PAID]! || numbers[at + ID]! - change[ID]! || numbers[at + KNOWN]! - change[KNOWN]!
    );
  }

  private changeAt(at: number): LabelChange & { readonly paidAtMs: number } {
    const { numbers } = this;
    const says = numbers[at + SAYS]!;
    return {
      id: numbers[at + ID]!,
      source: LABEL_SOURCES[Math.floor(says / VERDICTS.length)]!,
      verdict: VERDICTS[says % VERDICTS.length]!,
      occurredAtMs: numbers[at + OCCURRED]!,
      knownAtMs: numbers[at + KNOWN]!,
      paidAtMs: numbers[at + PAID]!,
    };
  }
}

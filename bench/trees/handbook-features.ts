/**
 * Features of the handbook's transactions that a stream could compute: of the customer, from all that came before; of the
 * terminal, from labels too, but only those that were known by then.
 */
import { sharedFloats, type Feature } from '#trees';
import { DAY_S, DELAY_DAYS, type Transactions } from './handbook-data.js';

const CUSTOMER_DAYS = [1, 7, 30];
const OUTLIER_DAYS = [1, 3, 7, 14];
const TERMINAL_DAYS = [1, 7, 30];
const LABEL_DAYS = [1, 2, 3, 5, 7, 14, 21, 30, 60];
/** An amount this many times what the customer usually pays is a reason of its own for a fraud. */
const OUTLIER_RATIO = 3;
const HIGH_AMOUNT = 220;

export interface FeatureTable {
  readonly features: readonly Feature[];
  readonly columns: readonly Float32Array[];
}

export function handbookFeatures(transactions: Transactions): FeatureTable {
  const { times, customers, terminals, amounts, labels } = transactions;
  const rows = times.length;
  const columns = new Map<string, Float32Array>();
  const set = (name: string, row: number, value: number): void => {
    let column = columns.get(name);
    if (!column) columns.set(name, (column = sharedFloats(rows)));
    column[row] = value;
  };
  const customerOf = new Map<number, Customer>();
  const terminalOf = new Map<number, Terminal>();
  for (let row = 0; row < rows; row++) {
    const time = times[row]!;
    const amount = amounts[row]!;
    set('amount', row, amount);
    set('hour', row, Math.floor((time % DAY_S) / 3600));
    set('weekday', row, Math.floor(time / DAY_S) % 7);
    const customer = entryOf(customerOf, customers[row]!, () => new Customer());
    const outlier = customer.describe(time, amount, (name, value) => set(name, row, value));
    const terminal = entryOf(terminalOf, terminals[row]!, () => new Terminal());
    terminal.describe(time, (name, value) => set(name, row, value));
    customer.add(time, amount, outlier, labels[row]!);
    terminal.add(time, amount, labels[row]!, outlier || amount > HIGH_AMOUNT);
  }
  const features = [...columns.keys()].map((name) => ({ name, kind: 'number' as const }));
  return { features, columns: [...columns.values()] };
}

type Say = (name: string, value: number) => void;

/** Times with running sums beside them, and for each window where it begins: windows only move forward. */
class History {
  readonly times: number[] = [];
  private readonly sums: number[][];
  private readonly begins = new Map<string, number>();

  constructor(sums: number) {
    this.sums = Array.from({ length: sums }, () => [0]);
  }

  add(time: number, ...values: number[]): void {
    this.times.push(time);
    for (const [i, value] of values.entries()) this.sums[i]!.push(this.sums[i]!.at(-1)! + value);
  }

  /** First place whose time is at or after `from`. `name`: of the window. */
  placeOf(name: string, from: number): number {
    let at = this.begins.get(name) ?? 0;
    while (at < this.times.length && this.times[at]! < from) at++;
    this.begins.set(name, at);
    return at;
  }

  sum(which: number, begin: number, end: number): number {
    return this.sums[which]![end]! - this.sums[which]![begin]!;
  }
}

class Customer {
  /** Amounts, their squares, outliers, frauds. */
  private readonly history = new History(4);
  private readonly sorted: number[] = [];
  private lastOutlier = Number.NaN;

  /** Returns whether the amount is far above what this customer usually pays. */
  describe(time: number, amount: number, say: Say): boolean {
    const { history, sorted } = this;
    const count = history.times.length;
    const mean = history.sum(0, 0, count) / count;
    const deviation = Math.sqrt(Math.max(0, history.sum(1, 0, count) / count - mean * mean));
    const median = sorted[count >> 1] ?? Number.NaN;
    const ratio = amount / median;
    say('customer_ratio_mean', amount / mean);
    say('customer_ratio_median', ratio);
    say('customer_z', deviation > 0 ? (amount - mean) / deviation : Number.NaN);
    say('customer_rank', placeIn(sorted, amount) / count);
    say('customer_ratio_p90', amount / (sorted[Math.floor(count * 0.9)] ?? Number.NaN));
    say('customer_count', count);
    say('customer_since_last', time - (history.times.at(-1) ?? Number.NaN));
    say('customer_since_outlier', time - this.lastOutlier);
    for (const days of CUSTOMER_DAYS) {
      const begin = history.placeOf(`n${days}`, time - days * DAY_S);
      say(`customer_count_${days}d`, count - begin);
      say(`customer_mean_${days}d`, history.sum(0, begin, count) / (count - begin));
    }
    for (const days of OUTLIER_DAYS)
      say(`customer_outliers_${days}d`, history.sum(2, history.placeOf(`o${days}`, time - days * DAY_S), count));
    const known = history.placeOf('known', time - DELAY_DAYS * DAY_S);
    for (const days of [7, 21])
      say(
        `customer_frauds_${days}d`,
        history.sum(3, history.placeOf(`f${days}`, time - (DELAY_DAYS + days) * DAY_S), known),
      );
    return count >= 5 && ratio > OUTLIER_RATIO;
  }

  add(time: number, amount: number, outlier: boolean, label: number): void {
    this.history.add(time, amount, amount * amount, outlier ? 1 : 0, label);
    this.sorted.splice(placeIn(this.sorted, amount), 0, amount);
    if (outlier) this.lastOutlier = time;
  }
}

class Terminal {
  /** Amounts, frauds, frauds without a reason in their amount. */
  private readonly history = new History(3);
  private readonly unexplained: boolean[] = [];
  /** Of what is known so far: how far it was read, and the frauds without a reason at its end. */
  private read = 0;
  private runLength = 0;
  private runFirst = Number.NaN;
  private lastUnexplained = Number.NaN;

  describe(time: number, say: Say): void {
    const { history } = this;
    const count = history.times.length;
    for (const days of TERMINAL_DAYS) {
      const begin = history.placeOf(`n${days}`, time - days * DAY_S);
      say(`terminal_count_${days}d`, count - begin);
      say(`terminal_mean_${days}d`, history.sum(0, begin, count) / (count - begin));
    }
    const known = history.placeOf('known', time - DELAY_DAYS * DAY_S);
    this.readTo(known);
    for (const days of LABEL_DAYS) {
      const begin = history.placeOf(`l${days}`, time - (DELAY_DAYS + days) * DAY_S);
      say(`terminal_known_${days}d`, known - begin);
      say(`terminal_fraud_rate_${days}d`, history.sum(1, begin, known) / (known - begin));
      say(`terminal_unexplained_${days}d`, history.sum(2, begin, known));
    }
    say('terminal_run_length', this.runLength);
    say('terminal_run_age', time - this.runFirst);
    say('terminal_since_unexplained', time - this.lastUnexplained);
  }

  add(time: number, amount: number, label: number, explained: boolean): void {
    const unexplained = label === 1 && !explained;
    this.history.add(time, amount, label, unexplained ? 1 : 0);
    this.unexplained.push(unexplained);
  }

  private readTo(known: number): void {
    for (; this.read < known; this.read++) {
      const time = this.history.times[this.read]!;
      if (this.unexplained[this.read]) {
        if (this.runLength++ === 0) this.runFirst = time;
        this.lastUnexplained = time;
      } else if (this.history.sum(1, this.read, this.read + 1) === 0) {
        this.runLength = 0;
        this.runFirst = Number.NaN;
      }
    }
  }
}

function entryOf<T>(entries: Map<number, T>, key: number, make: () => T): T {
  let entry = entries.get(key);
  if (!entry) entries.set(key, (entry = make()));
  return entry;
}

/** How many are below. */
function placeIn(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The one order in which a replay sends things: rows in file order, and each event at the place in event time where it
 * became known. The same file and mapping give the same items, so a position in this order can be resumed from.
 */
import { ReplayError } from './replay-error.js';
import { RowError, type CompiledMapping, type MappedEvent, type MappedRow } from './mapping.js';
import type { NumberedRow } from './read-rows.js';
import type { TransactionRequest } from '#contracts';

export interface TransactionItem {
  readonly kind: 'transaction';
  readonly line: number;
  readonly row: number;
  readonly account: string;
  readonly request: TransactionRequest;
}

export interface EventItem {
  readonly kind: 'event';
  readonly line: number;
  /** Rows before it in the file order. */
  readonly row: number;
  readonly account: string;
  readonly transactionId: string;
  readonly type: MappedEvent['type'];
  readonly atMs: number;
}

export type ReplayItem = TransactionItem | EventItem;

export interface ItemOptions {
  readonly mapping: CompiledMapping;
  readonly columns: number;
  readonly shiftMs: number;
  readonly skipRows: number;
  readonly limit: number;
  readonly skipBad: boolean;
  /** Rows and events later than this are not posted: they have not happened yet. */
  readonly nowMs: number;
}

export interface ItemTotals {
  rows: number;
  bad: number;
  /** Events that become known only after the last row. */
  eventsNotDue: number;
  /** The file goes on into the future; the replay ends before this line. */
  stoppedAtLine?: number;
}

/** `totals` is kept up to date as items are taken. Throws `ReplayError` at a bad row unless `skipBad`. */
export async function* replayItems(
  rows: AsyncIterable<NumberedRow>,
  options: ItemOptions,
  totals: ItemTotals,
): AsyncGenerator<ReplayItem, void, undefined> {
  const waiting = new WaitingEvents();
  let seen = 0;
  let clockMs = Number.NEGATIVE_INFINITY;
  for await (const { line, row } of rows) {
    if (seen++ < options.skipRows) continue;
    if (totals.rows >= options.limit) break;
    let mapped: MappedRow;
    try {
      if (row.length !== options.columns) throw new RowError(`has ${row.length} fields, the header ${options.columns}`);
      mapped = options.mapping.map(row, options.shiftMs);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      if (!options.skipBad) throw new ReplayError(`line ${line}: ${error.message} (--skip-bad leaves such rows out)`);
      totals.bad++;
      totals.rows++;
      continue;
    }
    if (mapped.atMs > options.nowMs) {
      totals.stoppedAtLine = line;
      break;
    }
    totals.rows++;
    clockMs = Math.max(clockMs, mapped.atMs);
    yield* waiting.dueBy(clockMs, totals.rows);
    const account = mapped.request.account.id;
    yield { kind: 'transaction', line, row: totals.rows, account, request: mapped.request };
    for (const { type, atMs } of mapped.events)
      waiting.add({ kind: 'event', line, row: totals.rows, account, transactionId: mapped.request.id, type, atMs });
  }
  // A row that was late for the clock may have brought events that are due by it.
  yield* waiting.dueBy(clockMs, totals.rows);
  totals.eventsNotDue = waiting.size;
}

/** Events by the time at which they become known. Rows come nearly in time order, so a new event goes near the end. */
class WaitingEvents {
  private readonly events: EventItem[] = [];
  private head = 0;

  get size(): number {
    return this.events.length - this.head;
  }

  add(event: EventItem): void {
    let at = this.events.length;
    while (at > this.head && this.events[at - 1]!.atMs > event.atMs) at--;
    this.events.splice(at, 0, event);
  }

  *dueBy(atMs: number, row: number): Generator<EventItem, void, undefined> {
    while (this.head < this.events.length && this.events[this.head]!.atMs <= atMs)
      yield { ...this.events[this.head++]!, row };
    if (this.head > 4096) {
      this.events.splice(0, this.head);
      this.head = 0;
    }
  }
}

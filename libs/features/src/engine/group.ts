/**
 * One window of one entity as of one moment. Moments later than the last cost what enters and leaves the window; for an
 * earlier one, or after what was in it has changed, it is worked out anew from the rows.
 */
import { TIME } from '../plan/columns.js';
import { type GroupPlan, passes } from '../plan/group-plan.js';
import type { EntityRows } from './entity-rows.js';
import { Moments } from './moments.js';
import { makePart } from './make-part.js';
import type { Part } from './part.js';

const NONE = -1;
const NO_PARTS: readonly Part[] = [];

/** Of rows that were let go, in a window without an end. */
export interface Aside {
  count: number;
  firstAtMs: number;
  lastAtMs: number;
}

export class Group {
  readonly parts: readonly Part[];
  /** The first of them, when it is sums: the most frequent kind, and then called directly. */
  private readonly moments: Moments | undefined;
  private readonly others: readonly Part[];
  /** Of the filter, the first test; the mask is 0 where there is none. */
  private readonly column: number;
  private readonly mask: number;
  /** Rows in the window that pass the filter. */
  count = 0;
  /** The first row of the window, and the one after its last. */
  head = 0;
  tail = 0;
  aside: Aside | undefined;
  private stale = false;
  /** Time of the first row of the window; -Infinity where it was not looked at. Spares a look at a row long not touched. */
  private headAtMs = -Infinity;

  constructor(readonly plan: GroupPlan) {
    const { parts, filter } = plan;
    this.parts = parts.length === 0 ? NO_PARTS : parts.map(makePart);
    const [first] = this.parts;
    this.moments = first instanceof Moments ? first : undefined;
    this.others = this.moments === undefined ? this.parts : this.parts.length === 1 ? NO_PARTS : this.parts.slice(1);
    this.column = filter[0]?.column ?? 0;
    this.mask = filter[0]?.mask ?? 0;
  }

  /** What is in the window may have changed: it will be worked out anew. */
  invalidate(): void {
    this.stale = true;
  }

  /** A row was put in at `place`, before rows that may be in the window. */
  rowInserted(place: number): void {
    if (this.tail > place) this.stale = true;
  }

  /**
   * The window as of `atMs`, which is no earlier than that of the call before, unless it was invalidated.
   * @param own - a row of that time which is left out, until `take` takes it
   */
  moveTo(rows: EntityRows, atMs: number, own = NONE): void {
    const untilMs = atMs - this.plan.delayMs;
    if (this.stale) this.workOut(rows, untilMs, own);
    else this.goOn(rows, untilMs, own);
  }

  /** Takes the row that `moveTo` left out, if the window reaches to it. */
  take(rows: EntityRows, own: number): void {
    const { window, delayMs } = this.plan;
    if (delayMs > 0) return;
    if (own + 1 < rows.end && rows.timeOf(own + 1) === rows.timeOf(own)) {
      // Rows of the same instant come after it, and are in already.
      this.workOut(rows, rows.timeOf(own), NONE);
      return;
    }
    this.add(rows, own);
    this.tail = own + 1;
    if (window.kind === 'last') this.keepLast(rows, window.events);
  }

  /** The oldest row is about to be let go. */
  drop(rows: EntityRows): void {
    const { first } = rows;
    if (this.plan.window.kind === 'ever') this.putAside(rows, first);
    else if (!this.stale && this.head === first && this.tail > first) this.remove(rows, first);
    if (this.head <= first) {
      this.head = first + 1;
      this.headAtMs = -Infinity;
    }
    if (this.tail <= first) this.tail = first + 1;
  }

  /** Time of the first row that passes the filter; NaN of none. */
  firstAtMs(rows: EntityRows): number {
    if (this.aside !== undefined) return this.aside.firstAtMs;
    if (this.count === 0) return Number.NaN;
    for (let sequence = this.head; sequence < this.tail; sequence++)
      if (passes(this.plan.filter, rows.data, rows.baseOf(sequence))) return rows.timeOf(sequence);
    return Number.NaN;
  }

  /** Time of the last row that passes the filter, `own` aside; NaN of none. */
  lastAtMs(rows: EntityRows, own: number): number {
    if (this.count === 0) return Number.NaN;
    for (let sequence = this.tail - 1; sequence >= this.head; sequence--)
      if (sequence !== own && passes(this.plan.filter, rows.data, rows.baseOf(sequence))) return rows.timeOf(sequence);
    return this.aside?.lastAtMs ?? Number.NaN;
  }

  /** What its aggregates put aside, in the order of the parts. */
  asideNumbers(): number[] {
    return this.parts.flatMap((part) => part.asideNumbers?.() ?? []);
  }

  setAside(aside: Aside, numbers: readonly number[]): void {
    this.aside = aside;
    const left = [...numbers];
    for (const part of this.parts) part.setAside?.(left);
    this.stale = true;
  }

  /** Whether a window that has no length in time may reach to before the first row. */
  reachesBack(rows: EntityRows): boolean {
    const { window } = this.plan;
    if (window.kind === 'last') return this.count < window.events;
    if (window.kind !== 'session' || this.tail === this.head) return false;
    return this.head === rows.first && rows.timeOf(this.head) - rows.droppedUntil <= window.gapMs;
  }

  private goOn(rows: EntityRows, untilMs: number, own: number): void {
    const { window } = this.plan;
    const { end } = rows;
    while (this.tail < end) {
      if (this.tail === own && own + 1 === end) break;
      const timeMs = rows.timeOf(this.tail);
      if (timeMs > untilMs) break;
      if (this.tail === own) {
        if (rows.timeOf(own + 1) > untilMs) break;
        // Others of its instant follow it.
        this.workOut(rows, untilMs, own);
        return;
      }
      if (window.kind === 'session' && this.tail > this.head && timeMs - rows.timeOf(this.tail - 1) > window.gapMs)
        this.empty(this.tail);
      this.add(rows, this.tail++);
      if (window.kind === 'last') this.keepLast(rows, window.events);
    }
    this.leave(rows, untilMs);
  }

  private leave(rows: EntityRows, untilMs: number): void {
    const { window } = this.plan;
    switch (window.kind) {
      case 'sliding':
        this.leaveUntil(rows, untilMs - window.ms);
        break;
      case 'day':
        this.leaveUntil(rows, window.days.startOf(untilMs) - 1);
        break;
      case 'session':
        if (this.tail > this.head && untilMs - rows.timeOf(this.tail - 1) > window.gapMs) this.empty(this.tail);
        break;
      case 'ever':
      case 'last':
        break;
      default:
        window satisfies never;
    }
  }

  /** Rows of this time and before. */
  private leaveUntil(rows: EntityRows, timeMs: number): void {
    if (this.headAtMs > timeMs) return;
    while (this.head < this.tail) {
      const headAtMs = rows.timeOf(this.head);
      if (headAtMs > timeMs) {
        this.headAtMs = headAtMs;
        return;
      }
      this.remove(rows, this.head++);
    }
    this.headAtMs = -Infinity;
  }

  private workOut(rows: EntityRows, untilMs: number, own: number): void {
    this.clear();
    this.stale = false;
    this.headAtMs = -Infinity;
    const isNewest = own + 1 === rows.end && this.plan.delayMs === 0;
    const tail = isNewest ? rows.end : rows.firstAfter(untilMs);
    this.head = this.headOf(rows, untilMs, tail, own);
    for (let sequence = this.head; sequence < tail; sequence++) if (sequence !== own) this.add(rows, sequence);
    // `take` brings the row that is left out.
    this.tail = tail - 1 === own ? own : tail;
  }

  private headOf(rows: EntityRows, untilMs: number, tail: number, own: number): number {
    const { window, filter } = this.plan;
    switch (window.kind) {
      case 'sliding':
        return Math.min(tail, rows.firstAfter(untilMs - window.ms));
      case 'day':
        return Math.min(tail, rows.firstAfter(window.days.startOf(untilMs) - 1));
      case 'ever':
        return rows.first;
      case 'session': {
        let head = tail;
        let nextMs = untilMs;
        while (head > rows.first && nextMs - rows.timeOf(head - 1) <= window.gapMs) nextMs = rows.timeOf(--head);
        return head;
      }
      case 'last': {
        let head = tail;
        let found = 0;
        while (head > rows.first && found < window.events) {
          head--;
          if (head !== own && passes(filter, rows.data, rows.baseOf(head))) found++;
        }
        return head;
      }
      default:
        return window satisfies never;
    }
  }

  private keepLast(rows: EntityRows, events: number): void {
    while (this.count > events) this.remove(rows, this.head++);
  }

  private clear(): void {
    this.count = this.aside?.count ?? 0;
    for (const part of this.parts) part.clear();
  }

  private empty(at: number): void {
    this.clear();
    this.head = at;
  }

  private add({ data, mask, width }: EntityRows, sequence: number): void {
    const base = (sequence & mask) * width;
    if (!this.takes(data, base)) return;
    this.count++;
    this.moments?.add(data, base);
    const { others } = this;
    for (let i = 0; i < others.length; i++) others[i]!.add(data, base, sequence);
  }

  private remove({ data, mask, width }: EntityRows, sequence: number): void {
    const base = (sequence & mask) * width;
    if (!this.takes(data, base)) return;
    this.count--;
    this.moments?.remove(data, base);
    const { others } = this;
    for (let i = 0; i < others.length; i++) others[i]!.remove(data, base, sequence);
  }

  private takes(data: Float64Array, base: number): boolean {
    const { mask } = this;
    if (mask === 0) return true;
    if ((data[base + this.column]! & mask) !== mask) return false;
    return this.plan.filter.length === 1 || passes(this.plan.filter, data, base);
  }

  private putAside(rows: EntityRows, sequence: number): void {
    const base = rows.baseOf(sequence);
    if (!passes(this.plan.filter, rows.data, base)) return;
    const timeMs = rows.data[base + TIME]!;
    const aside = (this.aside ??= { count: 0, firstAtMs: timeMs, lastAtMs: timeMs });
    aside.count++;
    aside.firstAtMs = Math.min(aside.firstAtMs, timeMs);
    aside.lastAtMs = Math.max(aside.lastAtMs, timeMs);
    for (const part of this.parts) part.putAside?.(rows.data, base);
    // Not in yet where the window had not come to it: then it is worked out anew, with what was put aside.
    if (sequence >= this.tail) this.stale = true;
  }
}

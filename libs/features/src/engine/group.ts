/**
 * One window as of one moment, of whichever entity's state it is called with. Moments later than the last cost what enters
 * and leaves the window; for an earlier one, or after what was in it has changed, it is worked out anew from the rows.
 */
import type { Doubles } from './doubles.js';
import { type GroupPlan, passes } from '../plan/group-plan.js';
import type { EntityRows } from './entity-rows.js';
import { makePart } from './make-part.js';
import { Moments } from './moments.js';
import type { Part } from './part.js';
import type { Picks } from './picks.js';
import type { Layout, WindowState } from './window-state.js';

const NONE = -1;
/** Places: rows in the window that pass the condition; the first row of the window, and the one after its last. */
const COUNT = 0;
const HEAD = 1;
const TAIL = 2;
/** Time of the first row; -Infinity where it was not looked at. Spares a look at a row long not touched. */
const HEAD_AT_MS = 3;
/** 1 when what is in the window may have changed. */
const STALE = 4;
/** Places of what was put aside: how many rows, the time of the first, and of the last; then its parts'. */
export const FIRST_ASIDE = 1;
export const LAST_ASIDE = 2;

/** Of rows that were let go, in a window without an end. */
export interface Aside {
  readonly count: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** Of its aggregates, one after the other. */
  readonly numbers: ArrayLike<number>;
}

/** As of a window of which nothing was put aside. */
export const NOTHING_ASIDE: Aside = { count: 0, firstAtMs: 0, lastAtMs: 0, numbers: [] };

export class Group {
  readonly parts: readonly Part[];
  private readonly at: number;
  /** Where, of what is put aside, its own begins; -1 where nothing is. */
  readonly asideAt: number;
  private readonly asideEnd: number;
  /** The first of the parts, when it is sums: the most frequent kind, and then called directly. */
  private readonly moments: Moments | undefined;
  private readonly others: readonly Part[];
  /** Of the condition, the first test; the mask is 0 where there is none. */
  private readonly column: number;
  private readonly mask: number;

  constructor(
    readonly plan: GroupPlan,
    /** Whether values without, and with, the event itself are read of it. */
    readonly read: { readonly before: boolean; readonly after: boolean },
    private readonly picks: Picks,
    layout: Layout,
  ) {
    const { filter, window } = plan;
    const isEndless = window.kind === 'ever';
    this.at = layout.place(0, 0, 0, -Infinity, 1);
    this.asideAt = isEndless ? layout.placeAside(0, Number.NaN, Number.NaN) : NONE;
    this.parts = plan.parts.map((part) => makePart(part, layout, isEndless));
    this.asideEnd = layout.placeAside();
    const [first, ...rest] = this.parts;
    this.moments = first instanceof Moments ? first : undefined;
    this.others = this.moments === undefined ? this.parts : rest;
    this.column = filter[0]?.column ?? 0;
    this.mask = filter[0]?.mask ?? 0;
  }

  /** Rows in the window that pass the condition. */
  count({ numbers }: WindowState): number {
    return numbers[this.at + COUNT]!;
  }

  /** What is in the window may have changed: it will be worked out anew. */
  invalidate({ numbers }: WindowState): void {
    numbers[this.at + STALE] = 1;
  }

  /** A row was put in at `place`, before rows that may be in the window. */
  rowInserted({ numbers }: WindowState, place: number): void {
    if (numbers[this.at + TAIL]! > place) numbers[this.at + STALE] = 1;
  }

  /**
   * The window as of `atMs`, which is no earlier than that of the call before, unless it was invalidated.
   * @param own - a row of that time which is left out, until `take` takes it
   */
  moveTo(state: WindowState, rows: EntityRows, atMs: number, own = NONE): void {
    if (state.numbers[this.at + STALE] === 1) this.workOut(state, rows, atMs, own);
    else this.goOn(state, rows, atMs, own);
  }

  /** Takes the newest of the rows of its moment, which `moveTo` left out, if the window reaches to it. */
  take(state: WindowState, rows: EntityRows, own: number): void {
    const { window, delayMs } = this.plan;
    if (delayMs > 0) return;
    this.add(state, rows, own);
    state.numbers[this.at + TAIL] = own + 1;
    if (window.kind === 'last') this.keepLast(state, rows, window.events);
  }

  /** The oldest row is about to be let go: a window without an end keeps what it says of it. */
  putAside(aside: Doubles, rows: EntityRows): void {
    const at = this.asideAt;
    if (at < 0) return;
    const { data } = rows;
    const base = rows.baseOf(rows.first);
    if (!this.takes(data, base)) return;
    const timeMs = rows.timeOf(rows.first);
    // NaN before the first.
    if (!(aside[at + FIRST_ASIDE]! <= timeMs)) aside[at + FIRST_ASIDE] = timeMs;
    if (!(aside[at + LAST_ASIDE]! >= timeMs)) aside[at + LAST_ASIDE] = timeMs;
    aside[at]!++;
    for (let i = 0; i < this.parts.length; i++) this.parts[i]!.putAside?.(aside, data, base);
  }

  /** The oldest row is about to be let go, and has been put aside. */
  drop(state: WindowState, rows: EntityRows): void {
    const { at } = this;
    const { numbers } = state;
    const { first } = rows;
    const isIn = numbers[at + TAIL]! > first;
    if (this.asideAt >= 0) {
      // Not in yet where the window had not come to it: then it is worked out anew, with what was put aside.
      if (!isIn) numbers[at + STALE] = 1;
    } else if (numbers[at + STALE] === 0 && numbers[at + HEAD] === first && isIn) this.remove(state, rows, first);
    if (numbers[at + HEAD]! <= first) {
      numbers[at + HEAD] = first + 1;
      numbers[at + HEAD_AT_MS] = -Infinity;
    }
    if (!isIn) numbers[at + TAIL] = first + 1;
  }

  /** Time of the first row that passes the condition; NaN of none. */
  firstAtMs({ numbers, aside }: WindowState, rows: EntityRows): number {
    const { at, asideAt } = this;
    if (numbers[at + COUNT] === 0) return Number.NaN;
    if (asideAt >= 0 && aside[asideAt]! > 0) return aside[asideAt + FIRST_ASIDE]!;
    const tail = numbers[at + TAIL]!;
    for (let sequence = numbers[at + HEAD]!; sequence < tail; sequence++)
      if (this.takes(rows.data, rows.baseOf(sequence))) return rows.timeOf(sequence);
    return Number.NaN;
  }

  /** Time of the last row that passes the condition, `own` aside; NaN of none. */
  lastAtMs({ numbers, aside }: WindowState, rows: EntityRows, own: number): number {
    const { at, asideAt } = this;
    if (numbers[at + COUNT] === 0) return Number.NaN;
    const head = numbers[at + HEAD]!;
    for (let sequence = numbers[at + TAIL]! - 1; sequence >= head; sequence--)
      if (sequence !== own && this.takes(rows.data, rows.baseOf(sequence))) return rows.timeOf(sequence);
    return asideAt < 0 ? Number.NaN : aside[asideAt + LAST_ASIDE]!;
  }

  /** The first row of the window, and the one after its last. */
  head({ numbers }: WindowState): number {
    return numbers[this.at + HEAD]!;
  }

  tail({ numbers }: WindowState): number {
    return numbers[this.at + TAIL]!;
  }

  /** Undefined where there is nothing. */
  asideOf(aside: Doubles): Aside | undefined {
    const at = this.asideAt;
    const count = at < 0 ? 0 : aside[at]!;
    if (count === 0) return undefined;
    const numbers = aside.slice(at + LAST_ASIDE + 1, this.asideEnd);
    return { count, firstAtMs: aside[at + FIRST_ASIDE]!, lastAtMs: aside[at + LAST_ASIDE]!, numbers };
  }

  /** What is there of other aggregates, or more, is left away. */
  setAside(aside: Doubles, { count, firstAtMs, lastAtMs, numbers }: Aside): void {
    const at = this.asideAt;
    aside[at] = count;
    aside[at + FIRST_ASIDE] = firstAtMs;
    aside[at + LAST_ASIDE] = lastAtMs;
    for (let i = 0, to = at + LAST_ASIDE + 1; to < this.asideEnd && i < numbers.length; i++) aside[to++] = numbers[i]!;
  }

  /** Whether a window that has no length in time may reach to before the first row. */
  reachesBack({ numbers }: WindowState, rows: EntityRows): boolean {
    const { at } = this;
    const { window } = this.plan;
    if (window.kind === 'last') return numbers[at + COUNT]! < window.events;
    const head = numbers[at + HEAD]!;
    if (window.kind !== 'session' || numbers[at + TAIL] === head) return false;
    return head === rows.first && rows.timeOf(head) - rows.droppedUntil <= window.gapMs;
  }

  /** The window as of `atMs`, from the rows alone. */
  workOut(state: WindowState, rows: EntityRows, atMs: number, own: number): void {
    const { at, picks, plan } = this;
    const { numbers, aside } = state;
    const untilMs = atMs - plan.delayMs;
    picks.pick(rows, untilMs, own);
    const tail = picks.end - 1 === own ? own : picks.end;
    const isSession = plan.window.kind === 'session';
    const sessionHead = isSession ? this.sessionHead(rows, untilMs, picks.end) : NONE;
    const count = isSession ? picks.from(sessionHead) : this.countOf(untilMs);
    numbers[at + STALE] = 0;
    numbers[at + HEAD_AT_MS] = -Infinity;
    numbers[at + COUNT] = count + (this.asideAt < 0 ? 0 : aside[this.asideAt]!);
    numbers[at + HEAD] = isSession ? sessionHead : count === 0 ? tail : picks.sequences[count - 1]!;
    numbers[at + TAIL] = tail;
    const { parts } = this;
    for (let i = 0; i < parts.length; i++) parts[i]!.workOut(state, rows.data, picks, count);
  }

  private goOn(state: WindowState, rows: EntityRows, atMs: number, own: number): void {
    const { at } = this;
    const { numbers } = state;
    const { window, delayMs } = this.plan;
    const untilMs = atMs - delayMs;
    const { end } = rows;
    let tail = numbers[at + TAIL]!;
    while (tail < end) {
      if (tail === own && own + 1 === end) break;
      const timeMs = rows.timeOf(tail);
      if (timeMs > untilMs) break;
      if (tail === own) {
        if (rows.timeOf(own + 1) > untilMs) break;
        // Others of its instant follow it.
        this.workOut(state, rows, atMs, own);
        return;
      }
      if (window.kind === 'session' && tail > numbers[at + HEAD]! && timeMs - rows.timeOf(tail - 1) > window.gapMs)
        this.empty(state, tail);
      this.add(state, rows, tail++);
      numbers[at + TAIL] = tail;
      if (window.kind === 'last') this.keepLast(state, rows, window.events);
    }
    this.leave(state, rows, untilMs);
  }

  private leave(state: WindowState, rows: EntityRows, untilMs: number): void {
    const { window } = this.plan;
    switch (window.kind) {
      case 'sliding':
        this.leaveUntil(state, rows, untilMs - window.ms);
        break;
      case 'day':
        this.leaveUntil(state, rows, window.days.startOf(untilMs) - 1);
        break;
      case 'session': {
        const tail = this.tail(state);
        if (tail > this.head(state) && untilMs - rows.timeOf(tail - 1) > window.gapMs) this.empty(state, tail);
        break;
      }
      case 'ever':
      case 'last':
        break;
      default:
        window satisfies never;
    }
  }

  /** Rows of this time and before. */
  private leaveUntil(state: WindowState, rows: EntityRows, timeMs: number): void {
    const { at } = this;
    const { numbers } = state;
    if (numbers[at + HEAD_AT_MS]! > timeMs) return;
    const tail = numbers[at + TAIL]!;
    let head = numbers[at + HEAD]!;
    let headAtMs = -Infinity;
    while (head < tail && (headAtMs = rows.timeOf(head)) <= timeMs) this.remove(state, rows, head++);
    numbers[at + HEAD] = head;
    numbers[at + HEAD_AT_MS] = head < tail ? headAtMs : -Infinity;
  }

  /** How many of the picked rows are in the window. */
  private countOf(untilMs: number): number {
    const { picks } = this;
    const { window } = this.plan;
    switch (window.kind) {
      case 'sliding':
        return picks.after(untilMs - window.ms);
      case 'day':
        return picks.after(window.days.startOf(untilMs) - 1);
      case 'last':
        return Math.min(window.events, picks.length);
      default:
        return picks.length;
    }
  }

  private sessionHead(rows: EntityRows, untilMs: number, end: number): number {
    const { window } = this.plan;
    const gapMs = window.kind === 'session' ? window.gapMs : 0;
    let head = end;
    let nextMs = untilMs;
    while (head > rows.first && nextMs - rows.timeOf(head - 1) <= gapMs) nextMs = rows.timeOf(--head);
    return head;
  }

  private keepLast(state: WindowState, rows: EntityRows, events: number): void {
    const { numbers } = state;
    while (numbers[this.at + COUNT]! > events) this.remove(state, rows, numbers[this.at + HEAD]!++);
  }

  private clear(state: WindowState): void {
    for (let i = 0; i < this.parts.length; i++) this.parts[i]!.clear(state);
  }

  private empty(state: WindowState, at: number): void {
    this.clear(state);
    state.numbers[this.at + COUNT] = 0;
    state.numbers[this.at + HEAD] = at;
  }

  private add(state: WindowState, rows: EntityRows, sequence: number): void {
    const base = rows.baseOf(sequence);
    const { data } = rows;
    if (!this.takes(data, base)) return;
    state.numbers[this.at + COUNT]!++;
    this.moments?.add(state, data, base);
    const { others } = this;
    for (let i = 0; i < others.length; i++) others[i]!.add(state, data, base, sequence);
  }

  private remove(state: WindowState, rows: EntityRows, sequence: number): void {
    const base = rows.baseOf(sequence);
    const { data } = rows;
    if (!this.takes(data, base)) return;
    state.numbers[this.at + COUNT]!--;
    this.moments?.remove(state, data, base);
    const { others } = this;
    for (let i = 0; i < others.length; i++) others[i]!.remove(state, data, base, sequence);
  }

  private takes(data: Doubles, base: number): boolean {
    const { mask } = this;
    if (mask === 0) return true;
    if ((data[base + this.column]! & mask) !== mask) return false;
    return this.plan.filter.length === 1 || passes(this.plan.filter, data, base);
  }
}

/**
 * A state as plain JSON: each event once, runs as paths through a table of what was taken, so that what runs share in
 * memory they share on disk. Small: an absent field costs nothing.
 */
import { type PatternAutomaton } from './pattern-automaton.js';
import {
  emptyState,
  endOf,
  isIdle,
  type PatternEvent,
  type PatternState,
  type Run,
  type Taken,
} from './pattern-state.js';

const VERSION = 1;

/** JSON-able. `undefined` for an idle state: nothing needs to be stored. */
export function encodeState<E extends PatternEvent>(
  pattern: PatternAutomaton<E>,
  state: PatternState<E>,
): EncodedState | undefined {
  if (isIdle(state)) return undefined;
  const table = new TakenTable<E>();
  const runs = state.runs.map((run) => [run.state, table.add(run.taken)] as const);
  const waiting = state.waiting.map((run) => [run.state, table.add(run.taken)] as const);
  return {
    v: VERSION,
    f: pattern.fingerprint,
    l: state.lastAtMs,
    n: state.nextSequence,
    e: table.events,
    t: table.rows,
    r: runs,
    w: waiting,
  };
}

/**
 * @returns undefined when the state belongs to another version of the pattern or of this format: the caller begins anew
 * from the entity's recent events
 */
export function decodeState<E extends PatternEvent>(
  pattern: PatternAutomaton<E>,
  encoded: unknown,
): PatternState<E> | undefined {
  if (encoded === undefined) return emptyState<E>();
  if (!isEncoded(encoded) || encoded.f !== pattern.fingerprint) return undefined;
  const taken: Taken<E>[] = [];
  for (const [step, event, sequence, parent] of encoded.t) {
    const previous = parent < 0 ? undefined : taken[parent];
    const stored = encoded.e[event] as E | undefined;
    if (stored === undefined || (parent >= 0 && !previous)) return undefined;
    taken.push({ step, event: stored, sequence, previous, length: (previous?.length ?? 0) + 1 });
  }
  const runs = runsOf(encoded.r, taken, pattern);
  const waiting = runsOf(encoded.w, taken, pattern);
  return runs && waiting && { runs, waiting, lastAtMs: encoded.l, nextSequence: encoded.n };
}

export interface EncodedState {
  readonly v: number;
  /** The pattern's fingerprint. */
  readonly f: string;
  readonly l: number;
  readonly n: number;
  /** Events. */
  readonly e: readonly unknown[];
  /** Step, event, sequence, and the row before (-1 for none); a row comes after the one before it. */
  readonly t: readonly (readonly [number, number, number, number])[];
  /** State and last row of each run. */
  readonly r: readonly (readonly [number, number])[];
  readonly w: readonly (readonly [number, number])[];
}

class TakenTable<E extends PatternEvent> {
  readonly events: E[] = [];
  readonly rows: (readonly [number, number, number, number])[] = [];
  private readonly eventAt = new Map<E, number>();
  private readonly rowAt = new Map<Taken<E>, number>();

  add(taken: Taken<E>): number {
    const chain: Taken<E>[] = [];
    let known: number | undefined;
    for (let one: Taken<E> | undefined = taken; one; one = one.previous) {
      known = this.rowAt.get(one);
      if (known !== undefined) break;
      chain.push(one);
    }
    let row = known ?? -1;
    for (const one of chain.reverse()) {
      row = this.rows.push([one.step, this.event(one.event), one.sequence, row]) - 1;
      this.rowAt.set(one, row);
    }
    return row;
  }

  private event(event: E): number {
    const known = this.eventAt.get(event);
    if (known !== undefined) return known;
    const at = this.events.push(event) - 1;
    this.eventAt.set(event, at);
    return at;
  }
}

function runsOf<E extends PatternEvent>(
  encoded: EncodedState['r'],
  taken: readonly Taken<E>[],
  pattern: PatternAutomaton<E>,
): Run<E>[] | undefined {
  const runs: Run<E>[] = [];
  for (const [state, row] of encoded) {
    const last = taken[row];
    const at = pattern.automaton.states[state];
    if (!last || !at) return undefined;
    let start = last;
    while (start.previous) start = start.previous;
    runs.push({ state, taken: last, start, endsAtMs: endOf(pattern.automaton, at, last, start) });
  }
  return runs;
}

function isEncoded(value: unknown): value is EncodedState {
  if (typeof value !== 'object' || value === null) return false;
  const { v, e, t, r, w, l, n } = value as Partial<Record<string, unknown>>;
  return v === VERSION && [e, t, r, w].every(Array.isArray) && typeof l === 'number' && typeof n === 'number';
}

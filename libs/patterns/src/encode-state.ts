/**
 * A state as bytes: each event once, runs as paths through a table of what was taken, so that what runs share in memory
 * they share on disk. Numbers that refer to something say how far back it stands, so that they are small.
 *   version u8 · fingerprint · last event's time · next sequence · texts · events (number, fields) ·
 *   rows (step, event: 0 for the next, row before: 0 for none) · runs (state, row after the one expected) · waiting (row)
 */
import { ByteReader, ByteWriter } from '#bytes';
import type { EventKeeper } from './keep-event.js';
import type { PatternAutomaton } from './pattern-automaton.js';
import { type Complete, endOf, type PatternEvent, PatternState, type Taken } from './pattern-state.js';
import { INLINE_TEXTS, PieceReader, TextWriter } from './state-texts.js';

/** What states are written in; `snapshots/` keeps states of each that is still read. 1 was JSON, before the first release. */
export const STATE_VERSION = 3;
/** Texts stood where they belong, and the numbers of events in the rows. Still read. */
const INLINE_VERSION = 2;

export function encodeState<E extends PatternEvent>(pattern: PatternAutomaton<E>, state: PatternState<E>): Uint8Array {
  const { lastAtMs, nextSequence } = state;
  const table = new TakenTable(pattern.keeper, state);
  rest.clear();
  rest.varint(state.runs.length);
  let expected = 0;
  for (const run of state.runs) {
    const row = table.rowOf(run.taken);
    rest.varint(run.state);
    rest.zigzag(row - expected);
    expected = row + 1;
  }
  rest.varint(state.waiting.length);
  for (const { taken } of state.waiting) rest.varint(table.rowOf(taken));

  head.clear();
  head.byte(STATE_VERSION);
  head.text(pattern.fingerprint);
  head.zigzag(lastAtMs);
  head.varint(nextSequence);
  texts.writeTo(head);
  head.varint(table.eventCount);
  head.raw(events.view());
  head.varint(table.rowCount);
  head.raw(rows.view());
  head.raw(rest.view());
  return head.take();
}

/**
 * @returns undefined when the state belongs to another version of the pattern, or to a version of this format that is not
 * known here, as after a downgrade: nothing is guessed, the caller begins anew
 * @throws RangeError for bytes that are none of ours
 */
export function decodeState<E extends PatternEvent>(
  pattern: PatternAutomaton<E>,
  bytes: Uint8Array,
): PatternState<E> | undefined {
  const input = new ByteReader(bytes);
  const version = input.byte();
  if ((version !== STATE_VERSION && version !== INLINE_VERSION) || input.text() !== pattern.fingerprint)
    return undefined;
  const inline = version === INLINE_VERSION;
  const state = new PatternState<E>();
  state.lastAtMs = input.zigzag();
  state.nextSequence = input.varint();
  const taken = inline ? readInline(input, pattern.keeper, state) : readTaken(input, pattern.keeper, state);
  const { automaton } = pattern;
  let expected = 0;
  for (let left = input.varint(); left > 0; left--) {
    const where = at(automaton.states, input.varint());
    const row = inline ? input.varint() : expected + input.zigzag();
    expected = row + 1;
    const last = at(taken, row);
    const start = startOf(last);
    state.add({ state: where.id, taken: last, start, endsAtMs: endOf(automaton, where, last, start) });
  }
  const waiting: Complete<E>[] = [];
  for (let left = input.varint(); left > 0; left--) {
    const last = at(taken, input.varint());
    waiting.push({ taken: last, start: startOf(last) });
  }
  state.waiting = waiting;
  return state;
}

/** What was taken, in the order in which runs come to need it: a row stands after the one before it. */
class TakenTable<E extends PatternEvent> {
  rowCount = 0;
  eventCount = 0;
  private readonly inRows: Taken<E>[] = [];
  private readonly chain: Taken<E>[] = [];
  /** By their numbers. */
  private readonly eventAt = new Map<number, number>();

  constructor(
    private readonly keeper: EventKeeper<E>,
    private readonly state: PatternState<E>,
  ) {
    rows.clear();
    events.clear();
    texts.clear();
  }

  /** The row of a chain's end. */
  rowOf(last: Taken<E>): number {
    const { chain } = this;
    let one: Taken<E> | undefined = last;
    for (; one !== undefined && !this.isWritten(one); one = one.previous) chain.push(one);
    let before = one === undefined ? -1 : one.row;
    for (let next = chain.pop(); next; next = chain.pop()) before = this.write(next, before);
    return before;
  }

  private isWritten(taken: Taken<E>): boolean {
    return taken.row < this.rowCount && this.inRows[taken.row] === taken;
  }

  private write(taken: Taken<E>, before: number): number {
    const row = this.rowCount++;
    taken.row = row;
    this.inRows.push(taken);
    rows.varint(taken.step);
    const known = this.eventAt.get(taken.sequence);
    if (known === undefined) this.writeEvent(taken);
    rows.varint(known === undefined ? 0 : this.eventCount - known);
    rows.varint(before < 0 ? 0 : row - before);
    return row;
  }

  private writeEvent({ event, sequence }: Taken<E>): void {
    const { nextSequence, lastAtMs } = this.state;
    this.eventAt.set(sequence, this.eventCount++);
    events.varint(nextSequence - sequence);
    this.keeper.write(events, texts, event, lastAtMs);
  }
}

/** The rows. */
function readTaken<E extends PatternEvent>(
  input: ByteReader,
  keeper: EventKeeper<E>,
  { lastAtMs, nextSequence }: PatternState<E>,
): Taken<E>[] {
  const texts = new PieceReader(input);
  const events: E[] = [];
  const sequences: number[] = [];
  for (let left = input.varint(); left > 0; left--) {
    sequences.push(nextSequence - input.varint());
    events.push(keeper.read(input, texts, lastAtMs));
  }
  const taken: Taken<E>[] = [];
  let next = 0;
  for (let left = input.varint(); left > 0; left--) {
    const step = input.varint();
    const eventBack = input.varint();
    const event = eventBack === 0 ? next++ : next - eventBack;
    const back = input.varint();
    const row = taken.length;
    const previous = back === 0 ? undefined : at(taken, row - back);
    const length = previous === undefined ? 1 : previous.length + 1;
    taken.push({ step, event: at(events, event), sequence: at(sequences, event), previous, length, row });
  }
  return taken;
}

function readInline<E extends PatternEvent>(
  input: ByteReader,
  keeper: EventKeeper<E>,
  { lastAtMs, nextSequence }: PatternState<E>,
): Taken<E>[] {
  const events: E[] = [];
  for (let left = input.varint(); left > 0; left--) events.push(keeper.read(input, INLINE_TEXTS, lastAtMs));
  const taken: Taken<E>[] = [];
  for (let left = input.varint(); left > 0; left--) {
    const step = input.varint();
    const event = at(events, input.varint());
    const sequence = nextSequence - input.varint();
    const back = input.varint();
    const row = taken.length;
    const previous = back === 0 ? undefined : at(taken, row - back);
    taken.push({ step, event, sequence, previous, length: (previous?.length ?? 0) + 1, row });
  }
  return taken;
}

function startOf<E extends PatternEvent>(taken: Taken<E>): Taken<E> {
  let start = taken;
  while (start.previous) start = start.previous;
  return start;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError('the state of a pattern refers to something that it does not hold');
  return item;
}

const head = new ByteWriter();
const events = new ByteWriter();
const rows = new ByteWriter(1024);
const rest = new ByteWriter(1024);
const texts = new TextWriter();

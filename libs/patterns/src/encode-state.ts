/**
 * A state as bytes: each event once, runs as paths through a table of what was taken, so that what runs share in memory
 * they share on disk.
 *   version u8 · fingerprint · last event's time · next sequence · events · rows (step, event, sequence, row before) ·
 *   runs (state, row) · waiting (row)
 */
import { ByteReader, ByteWriter } from '#bytes';
import type { PatternAutomaton } from './pattern-automaton.js';
import { type Complete, endOf, type PatternEvent, PatternState, type Taken } from './pattern-state.js';

/** What states are written in; `snapshots/` keeps states of each that is still read. 1 was JSON, before the first release. */
export const STATE_VERSION = 2;

export function encodeState<E extends PatternEvent>(pattern: PatternAutomaton<E>, state: PatternState<E>): Uint8Array {
  const table = new TakenTable<E>();
  const { lastAtMs, nextSequence } = state;
  body.clear();
  body.varint(state.runs.length);
  for (const run of state.runs) {
    body.varint(run.state);
    body.varint(table.add(run.taken));
  }
  body.varint(state.waiting.length);
  for (const match of state.waiting) body.varint(table.add(match.taken));

  head.clear();
  head.byte(STATE_VERSION);
  head.text(pattern.fingerprint);
  head.zigzag(lastAtMs);
  head.varint(nextSequence);
  head.varint(table.events.length);
  for (const event of table.events) pattern.keeper.write(head, event, lastAtMs);
  head.varint(table.rows.length);
  for (const [i, { taken, event, before }] of table.rows.entries()) {
    head.varint(taken.step);
    head.varint(event);
    head.varint(nextSequence - taken.sequence);
    // How far back, so that it is small; 0 for none.
    head.varint(before < 0 ? 0 : i - before);
  }
  head.raw(body.view());
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
  if (input.byte() !== STATE_VERSION || input.text() !== pattern.fingerprint) return undefined;
  const lastAtMs = input.zigzag();
  const nextSequence = input.varint();
  const events = listOf(input, () => pattern.keeper.read(input, lastAtMs));
  const taken: Taken<E>[] = [];
  listOf(input, () => {
    const step = input.varint();
    const event = at(events, input.varint());
    const sequence = nextSequence - input.varint();
    const back = input.varint();
    const previous = back === 0 ? undefined : at(taken, taken.length - back);
    taken.push({ step, event, sequence, previous, length: (previous?.length ?? 0) + 1 });
  });
  const { automaton } = pattern;
  const state = new PatternState<E>();
  state.lastAtMs = lastAtMs;
  state.nextSequence = nextSequence;
  listOf(input, () => {
    const where = at(automaton.states, input.varint());
    const match = completeOf(at(taken, input.varint()));
    state.add({ state: where.id, ...match, endsAtMs: endOf(automaton, where, match.taken, match.start) });
  });
  state.waiting = listOf(input, () => completeOf(at(taken, input.varint())));
  return state;
}

class TakenTable<E extends PatternEvent> {
  readonly events: E[] = [];
  /** A row comes after the one before it. */
  readonly rows: { readonly taken: Taken<E>; readonly event: number; readonly before: number }[] = [];
  private readonly eventAt = new Map<E, number>();
  private readonly rowAt = new Map<Taken<E>, number>();

  /** The row of a chain's end. */
  add(taken: Taken<E>): number {
    const chain: Taken<E>[] = [];
    let row = -1;
    for (let one: Taken<E> | undefined = taken; one; one = one.previous) {
      const known = this.rowAt.get(one);
      if (known !== undefined) {
        row = known;
        break;
      }
      chain.push(one);
    }
    for (const one of chain.reverse()) {
      row = this.rows.push({ taken: one, event: this.event(one.event), before: row }) - 1;
      this.rowAt.set(one, row);
    }
    return row;
  }

  private event(event: E): number {
    const known = this.eventAt.get(event);
    if (known !== undefined) return known;
    const place = this.events.push(event) - 1;
    this.eventAt.set(event, place);
    return place;
  }
}

function completeOf<E extends PatternEvent>(taken: Taken<E>): Complete<E> {
  let start = taken;
  while (start.previous) start = start.previous;
  return { taken, start };
}

function listOf<T>(input: ByteReader, read: () => T): T[] {
  const list: T[] = [];
  for (let left = input.varint(); left > 0; left--) list.push(read());
  return list;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError('the state of a pattern refers to something that it does not hold');
  return item;
}

const head = new ByteWriter();
const body = new ByteWriter(1024);

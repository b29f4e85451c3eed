/**
 * Many patterns over the same events, one key at a time. What an event may begin is looked up (`StartIndex`); of what is
 * under way only that is moved which may be waiting for it (`WaitIndex`), or whose time may be up. The rest costs a look each.
 * What comes out is what `advance` gives for each pattern alone.
 */
import { advance, type AdvanceResult, advanceTime } from './advance.js';
import { OpenRuns } from './open-runs.js';
import { canStart, type PatternAutomaton } from './pattern-automaton.js';
import { RUNS_PER_KEY_MAX } from './pattern-limits.js';
import type { PatternEvent, PatternState } from './pattern-state.js';
import type { Predicates } from './predicates.js';
import { StartIndex } from './start-index.js';
import { WaitIndex } from './wait-index.js';

export class ManyPatterns<E extends PatternEvent> {
  private readonly starts: StartIndex<E>;
  private readonly waits: WaitIndex<E>;

  /**
   * @param patterns - known from here on by their places
   * @param predicates - that all of them were compiled with
   * @param runsMax - of a key, over all patterns
   * @throws Error for a pattern that has other ones
   */
  constructor(
    private readonly patterns: readonly PatternAutomaton<E>[],
    private readonly predicates: Predicates<E>,
    private readonly runsMax = RUNS_PER_KEY_MAX,
  ) {
    if (patterns.some(({ evaluation }) => evaluation !== predicates.evaluation))
      throw new Error('patterns that are advanced together must share their predicates');
    this.starts = new StartIndex(patterns, predicates);
    this.waits = new WaitIndex(patterns, predicates.evaluation);
  }

  /**
   * @param open - what the call before gave for this key; it is used up. Undefined when nothing is under way
   * @param event - of this key, the next one
   */
  advance(open: OpenRuns<E> | undefined, event: E): ManyResult<E> {
    const { evaluation } = this.predicates;
    const failuresBefore = evaluation.failures;
    const begun = this.starts.candidates(event);
    if (open === undefined && begun.length === 0) return resultOf(open, [], evaluation.failures - failuresBefore);
    const step = new Step(this.patterns, this.waits, open ?? new OpenRuns<E>());
    step.take(event, begun);
    step.shed(this.runsMax);
    return resultOf(step.open, step.results, evaluation.failures - failuresBefore);
  }

  /** As `advanceTime` of each pattern that has something under way. */
  advanceTime(open: OpenRuns<E> | undefined, nowMs: number): ManyResult<E> {
    if (!open?.mayBeOver(nowMs)) return resultOf(open, [], 0);
    const step = new Step(this.patterns, this.waits, open);
    step.passTime(nowMs);
    return resultOf(open, step.results, 0);
  }

  /**
   * What is under way of a key whose states come from elsewhere: stored, or moved by another set of patterns until now.
   * @param states - by their patterns' places, none twice; each as after the key's last event
   */
  open(states: Iterable<readonly [place: number, state: PatternState<E>]>): OpenRuns<E> | undefined {
    const step = new Step(this.patterns, this.waits, new OpenRuns<E>());
    for (const [place, state] of [...states].sort(([a], [b]) => a - b)) step.restore(place, state);
    return resultOf(step.open, [], 0).open;
  }
}

export interface ManyResult<E extends PatternEvent> {
  /** Undefined when nothing has to be remembered. */
  readonly open: OpenRuns<E> | undefined;
  /** Of the patterns that have something to say, in the order of their places; after them what had to be given up. */
  readonly results: readonly PlacedResult<E>[];
  /** Conditions that could not be evaluated, of all patterns and of the look-up: those in `results` are a part of it. */
  readonly failedConditions: number;
}

export interface PlacedResult<E extends PatternEvent> {
  readonly place: number;
  readonly result: AdvanceResult<E>;
}

/** One event of one key, or time that passes. */
class Step<E extends PatternEvent> {
  readonly results: PlacedResult<E>[] = [];

  constructor(
    private readonly patterns: readonly PatternAutomaton<E>[],
    private readonly waits: WaitIndex<E>,
    readonly open: OpenRuns<E>,
  ) {}

  /** @param begun - what it may begin, ascending; valid until the index is asked again */
  take(event: E, begun: readonly number[]): void {
    const { open, waits, patterns } = this;
    const events = [event];
    const mayBeOver = open.mayBeOver(event.occurredAtMs);
    if (mayBeOver) open.forgetEnds();
    waits.nextEvent();
    let next = 0;
    for (let i = 0; i < open.size || next < begun.length;) {
      const place = i < open.size ? open.places[i]! : NONE;
      const start = next < begun.length ? begun[next]! : NONE;
      if (start <= place) next++;
      if (start < place) {
        if (canStart(patterns[start]!, event)) i = this.begun(i, start, advance(patterns[start]!, undefined, events));
      } else if (start === place || mayBeOver || waits.mayEnd(open.waits[i]!)) {
        i = this.moved(i, place, advance(patterns[place]!, open.state(i), events));
      } else i++;
    }
    open.happened(event.occurredAtMs);
  }

  /** Gives up runs until there are at most so many. */
  shed(runsMax: number): void {
    const { open } = this;
    while (open.runCount > runsMax) {
      const index = open.largest();
      const place = open.places[index]!;
      const state = open.state(index);
      const shedRuns = Math.ceil(state.runs.length / 2);
      state.runs.splice(0, shedRuns);
      const isOver = state.runs.length === 0;
      // What waited for earlier runs to end goes with the last of them.
      const stats = { shedRuns, shedMatches: isOver ? state.waiting.length : 0, failedConditions: 0 };
      if (isOver) open.remove(index);
      else this.note(index, place, state);
      this.results.push({ place, result: { state: isOver ? undefined : state, matches: [], expired: [], stats } });
    }
  }

  passTime(nowMs: number): void {
    const { open, patterns } = this;
    open.forgetEnds();
    for (let i = 0; i < open.size;) {
      const place = open.places[i]!;
      i = this.moved(i, place, advanceTime(patterns[place]!, open.state(i), nowMs));
    }
  }

  restore(place: number, state: PatternState<E>): void {
    this.open.insert(this.open.size, place, state);
    this.open.happened(state.lastAtMs);
    this.note(this.open.size - 1, place, state);
  }

  /** The index after it. */
  private begun(index: number, place: number, result: AdvanceResult<E>): number {
    this.tell(place, result);
    if (result.state === undefined) return index;
    this.open.insert(index, place, result.state);
    return this.note(index, place, result.state);
  }

  /** The index after it. */
  private moved(index: number, place: number, result: AdvanceResult<E>): number {
    this.tell(place, result);
    if (result.state !== undefined) return this.note(index, place, result.state);
    this.open.remove(index);
    return index;
  }

  private note(index: number, place: number, state: PatternState<E>): number {
    this.open.note(index, this.waits.waitOf(place, state), this.patterns[place]!.sessionMs);
    return index + 1;
  }

  private tell(place: number, result: AdvanceResult<E>): void {
    const { matches, expired, stats } = result;
    const { shedRuns, shedMatches, failedConditions } = stats;
    const news = matches.length + expired.length + shedRuns + shedMatches + failedConditions;
    if (news > 0) this.results.push({ place, result });
  }
}

function resultOf<E extends PatternEvent>(
  open: OpenRuns<E> | undefined,
  results: readonly PlacedResult<E>[],
  failedConditions: number,
): ManyResult<E> {
  return { open: open === undefined || open.size === 0 ? undefined : open, results, failedConditions };
}

/** After all places; a small integer, as they are. */
const NONE = 0x3fff_ffff;

/**
 * A pattern over a stream of many keys that comes out of order: events wait until a watermark says that nothing older will
 * come, and are then matched in the order of time. Semantics of Flink's CepOperator (Apache-2.0, commit 77e7ac076c35), by
 * which time passes for a key at its events and timers only. A timer is set for each event that waits and for the end of
 * `within` of each run that begins after the epoch: a run whose only limit is a step's own is over with its key's next
 * event or timer. `within: {each: …}`, which Flink doesn't have, sets timers of its own.
 */
import { advance, advanceTime, type AdvanceResult, type ExpiredRun, type PatternMatch } from './advance.js';
import { decodeState, encodeState } from './encode-state.js';
import { canStart, type PatternAutomaton } from './pattern-automaton.js';
import type { PatternEvent, PatternState } from './pattern-state.js';

/** How a stream is told apart and put in order. */
export interface StreamOrder<E extends PatternEvent> {
  /**
   * `event`: events wait for the watermark, and are late when it has passed them. `processing`: an event's time is the
   * clock's when it comes; nothing is late, and events wait only where `compare` has to order those of one instant.
   */
  readonly time: 'event' | 'processing';
  keyOf(event: E): string;
  /** The order of events of one instant; 0, or none, keeps the order of arrival. */
  readonly compare?: ((a: E, b: E) => number) | undefined;
}

export interface OperatorResult<E extends PatternEvent> {
  readonly matches: readonly PatternMatch<E>[];
  /** Partial matches whose time was up; only if the pattern was compiled to report them. */
  readonly expired: readonly ExpiredRun<E>[];
  /** The event that was given, if the watermark had passed it: it was not matched. */
  readonly late: readonly E[];
}

/** Can be cloned and serialised as far as events can. */
export interface EncodedOperator<E extends PatternEvent> {
  /** Watermark, or clock; absent before the first. */
  readonly nowMs: number | undefined;
  readonly keys: readonly EncodedKey<E>[];
}

interface EncodedKey<E extends PatternEvent> {
  readonly key: string;
  readonly waiting: readonly E[];
  readonly timers: readonly number[];
  readonly state: Uint8Array | undefined;
}

interface Key<E extends PatternEvent> {
  /** In the order of arrival. */
  waiting: readonly E[];
  /** When time passes for this key, each once. */
  timers: readonly number[];
  state: PatternState<E> | undefined;
}

/** Holds its keys in memory; knows no clock and no storage. */
export class KeyedOperator<E extends PatternEvent> {
  private keys = new Map<string, Key<E>>();
  private nowMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pattern: PatternAutomaton<E>,
    private readonly order: StreamOrder<E>,
  ) {}

  /** @returns undefined when it belongs to another version of the pattern or of the format */
  static decode<E extends PatternEvent>(
    pattern: PatternAutomaton<E>,
    order: StreamOrder<E>,
    { nowMs, keys }: EncodedOperator<E>,
  ): KeyedOperator<E> | undefined {
    const operator = new KeyedOperator(pattern, order);
    operator.nowMs = nowMs ?? Number.NEGATIVE_INFINITY;
    for (const { key, waiting, timers, state: bytes } of keys) {
      const state = bytes && decodeState(pattern, bytes);
      if (bytes && !state) return undefined;
      operator.keys.set(key, { waiting, timers, state });
    }
    return operator;
  }

  encode(): EncodedOperator<E> {
    const keys = Array.from(this.keys, ([key, { waiting, timers, state }]) => {
      return { key, waiting, timers, state: state && encodeState(this.pattern, state) };
    });
    return { nowMs: Number.isFinite(this.nowMs) ? this.nowMs : undefined, keys };
  }

  /** The states of the keys whose runs are under way. */
  states(): PatternState<E>[] {
    return [...this.keys.values()].flatMap(({ state }) => state ?? []);
  }

  accept(event: E): OperatorResult<E> {
    const { time, compare } = this.order;
    if (time === 'event' && event.occurredAtMs <= this.nowMs) return { matches: [], expired: [], late: [event] };
    const results = time === 'processing' ? this.passTimeOfKeys(event.occurredAtMs) : [];
    const name = this.order.keyOf(event);
    const key = this.keys.get(name) ?? { waiting: [], timers: [], state: undefined };
    if (time === 'event' || compare) {
      key.waiting = [...key.waiting, event];
      this.setTimer(key, event.occurredAtMs);
    } else results.push(this.match(key, event));
    this.keep(name, key);
    return merged(results);
  }

  /**
   * @param nowMs - a watermark (no event at or before it will come), or the clock; finite. One that goes back has no effect
   */
  passTime(nowMs: number): OperatorResult<E> {
    return merged(this.passTimeOfKeys(nowMs));
  }

  private passTimeOfKeys(nowMs: number): AdvanceResult<E>[] {
    if (nowMs <= this.nowMs) return [];
    this.nowMs = nowMs;
    const results: AdvanceResult<E>[] = [];
    for (const [name, key] of this.keys) {
      if (key.timers.every((timer) => timer > nowMs)) continue;
      const isDue = (event: E): boolean => this.order.time === 'processing' || event.occurredAtMs <= nowMs;
      const due = key.waiting.filter(isDue).sort((a, b) => this.compare(a, b));
      key.waiting = key.waiting.filter((event) => !isDue(event));
      for (const event of due) results.push(this.match(key, event));
      const passed = advanceTime(this.pattern, key.state, nowMs);
      results.push(passed);
      key.state = passed.state;
      key.timers = key.timers.filter((timer) => timer > nowMs);
      this.keep(name, key);
    }
    return results;
  }

  private match(key: Key<E>, event: E): AdvanceResult<E> {
    const { withinMs, eachMs } = this.pattern.automaton;
    const atMs = event.occurredAtMs;
    const begins = canStart(this.pattern, event);
    const result = advance(this.pattern, key.state, [event]);
    key.state = result.state;
    if (withinMs > 0 && begins && atMs > 0) this.setTimer(key, atMs + withinMs);
    if (eachMs > 0) this.setTimer(key, atMs + eachMs);
    return result;
  }

  private setTimer(key: Key<E>, atMs: number): void {
    // By the clock, more may happen at this very instant: it has to be over.
    const timer = this.order.time === 'event' ? atMs : atMs + 1;
    if (!key.timers.includes(timer)) key.timers = [...key.timers, timer];
  }

  private keep(name: string, key: Key<E>): void {
    if (key.waiting.length + key.timers.length === 0 && !key.state) this.keys.delete(name);
    else this.keys.set(name, key);
  }

  private compare(a: E, b: E): number {
    return a.occurredAtMs - b.occurredAtMs || (this.order.compare?.(a, b) ?? 0);
  }
}

function merged<E extends PatternEvent>(results: readonly AdvanceResult<E>[]): OperatorResult<E> {
  return {
    matches: results.flatMap(({ matches }) => matches),
    expired: results.flatMap(({ expired }) => expired),
    late: [],
  };
}

/**
 * A pattern over a stream of many keys that comes out of order: events wait until a watermark says that nothing older will
 * come, and are then matched in the order of time. Semantics of Flink's CepOperator (Apache-2.0, commit 77e7ac076c35), but
 * that time passes for every key at every watermark: Flink forgets runs that began at or before the epoch, or whose only
 * limit is a step's own, until their key's next event.
 */
import { advance, advanceTime, type AdvanceResult, type ExpiredRun, type PatternMatch } from './advance.js';
import { decodeState, encodeState } from './encode-state.js';
import type { PatternAutomaton } from './pattern-automaton.js';
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
  readonly state: Uint8Array | undefined;
}

interface Key<E extends PatternEvent> {
  readonly waiting: readonly E[];
  readonly state: PatternState<E> | undefined;
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
    for (const { key, waiting, state: bytes } of keys) {
      const state = bytes && decodeState(pattern, bytes);
      if (bytes && !state) return undefined;
      operator.keys.set(key, { waiting, state });
    }
    return operator;
  }

  encode(): EncodedOperator<E> {
    const keys = Array.from(this.keys, ([key, { waiting, state }]) => {
      return { key, waiting, state: state && encodeState(this.pattern, state) };
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
    const key = this.order.keyOf(event);
    const { waiting, state } = this.keys.get(key) ?? { waiting: [], state: undefined };
    if (time === 'event' || compare) this.keep(key, { waiting: [...waiting, event], state });
    else {
      const result = advance(this.pattern, state, [event]);
      results.push(result);
      this.keep(key, { waiting, state: result.state });
    }
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
    // By the clock more events of this very instant may come; the instant has to be over.
    const dueMs = this.order.time === 'event' ? nowMs : nowMs - 1;
    const results: AdvanceResult<E>[] = [];
    for (const [key, { waiting, state }] of this.keys) {
      const due = waiting.filter((event) => event.occurredAtMs <= dueMs).sort((a, b) => this.compare(a, b));
      const matched = advance(this.pattern, state, due);
      const passed = advanceTime(this.pattern, matched.state, dueMs);
      results.push(matched, passed);
      this.keep(key, { waiting: waiting.filter((event) => event.occurredAtMs > dueMs), state: passed.state });
    }
    return results;
  }

  private keep(key: string, kept: Key<E>): void {
    if (kept.waiting.length === 0 && !kept.state) this.keys.delete(key);
    else this.keys.set(key, kept);
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

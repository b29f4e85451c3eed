/**
 * The oracle for a stream of many keys and out of order, as Flink's CepOperator handles it (Apache-2.0, commit
 * 77e7ac076c35): in event time, events wait until a watermark says that nothing older can come, and are then matched in the
 * order of time; by the clock, they are matched as they come, unless ties are to be ordered. Time passes for a key when an
 * event of it is matched, and at its timers.
 */
import {
  ReferenceMatcher,
  type ReferenceOutput,
  type ReferencePattern,
  type Taking,
  type TimedEvent,
} from './reference-matcher.js';

export interface ReferenceStream<E> {
  readonly time: 'event' | 'processing';
  keyOf(event: E): string;
  /** The order of events of one instant; events wait for it also by the clock. */
  readonly compare?: ((a: E, b: E) => number) | undefined;
}

export interface ReferenceOperatorOutput<E> {
  readonly matches: Taking<E>[];
  readonly timeouts: { readonly taken: Taking<E>; readonly atMs: number }[];
  readonly late: E[];
}

interface Key<C, E extends TimedEvent> {
  readonly matcher: ReferenceMatcher<C, E>;
  waiting: E[];
  timers: number[];
}

export class ReferenceOperator<C, E extends TimedEvent> {
  private readonly keys = new Map<string, Key<C, E>>();
  private nowMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pattern: ReferencePattern<C, E>,
    private readonly stream: ReferenceStream<E>,
  ) {}

  /** How many partial matches live, of all keys. */
  get size(): number {
    return [...this.keys.values()].reduce((sum, { matcher }) => sum + matcher.size, 0);
  }

  accept(event: E): ReferenceOperatorOutput<E> {
    const { time, compare } = this.stream;
    if (time === 'event' && event.occurredAtMs <= this.nowMs) return { matches: [], timeouts: [], late: [event] };
    const output = time === 'processing' ? this.passTime(event.occurredAtMs) : { matches: [], timeouts: [], late: [] };
    const key = this.keyOf(event);
    if (time === 'event' || compare) {
      key.waiting.push(event);
      this.timer(key, event.occurredAtMs);
    } else this.match(key, event, output);
    return output;
  }

  /** A watermark, or what the clock says. */
  passTime(nowMs: number): ReferenceOperatorOutput<E> {
    const output: ReferenceOperatorOutput<E> = { matches: [], timeouts: [], late: [] };
    if (nowMs <= this.nowMs) return output;
    this.nowMs = nowMs;
    for (const key of this.keys.values()) {
      if (!key.timers.some((timer) => timer <= nowMs)) continue;
      // By the clock, whatever waits came before this instant.
      const isReady = (event: E): boolean => this.stream.time === 'processing' || event.occurredAtMs <= nowMs;
      const ready = key.waiting.filter(isReady);
      key.waiting = key.waiting.filter((event) => !isReady(event));
      ready.sort((a, b) => a.occurredAtMs - b.occurredAtMs || (this.stream.compare?.(a, b) ?? 0));
      for (const event of ready) this.match(key, event, output);
      merge(output, key.matcher.passTime(nowMs));
      key.timers = key.timers.filter((timer) => timer > nowMs);
    }
    return output;
  }

  /** Each run that begins sets a timer for its end, except before the epoch; one for a step's own limit is not set. */
  private match(key: Key<C, E>, event: E, output: ReferenceOperatorOutput<E>): void {
    const { withinMs, eachMs } = this.pattern;
    merge(output, key.matcher.accept(event));
    if (withinMs > 0 && event.occurredAtMs > 0 && key.matcher.mayBegin(event)) {
      this.timer(key, event.occurredAtMs + withinMs);
    }
    if (eachMs > 0) this.timer(key, event.occurredAtMs + eachMs);
  }

  /** By the clock more events of this very instant may come, so that the instant has to be over. */
  private timer(key: Key<C, E>, atMs: number): void {
    key.timers.push(this.stream.time === 'event' ? atMs : atMs + 1);
  }

  private keyOf(event: E): Key<C, E> {
    const name = this.stream.keyOf(event);
    const known = this.keys.get(name);
    if (known) return known;
    const key = { matcher: new ReferenceMatcher(this.pattern), waiting: [], timers: [] };
    this.keys.set(name, key);
    return key;
  }
}

function merge<E>(into: ReferenceOperatorOutput<E>, from: ReferenceOutput<E>): void {
  into.matches.push(...from.matches);
  into.timeouts.push(...from.timeouts);
}

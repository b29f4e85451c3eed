/**
 * The oracle for a stream of many keys and out of order, as Flink's CepOperator handles it (Apache-2.0, commit
 * 77e7ac076c35): in event time, events wait until a watermark says that nothing older can come, and are then matched in the
 * order of time; by the clock, they are matched as they come, unless ties are to be ordered.
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
    if (time === 'event' || compare) key.waiting.push(event);
    else merge(output, key.matcher.accept(event));
    return output;
  }

  /** A watermark, or what the clock says. */
  passTime(nowMs: number): ReferenceOperatorOutput<E> {
    const output: ReferenceOperatorOutput<E> = { matches: [], timeouts: [], late: [] };
    if (nowMs <= this.nowMs) return output;
    this.nowMs = nowMs;
    // By the clock more events of this very instant may come, so that the instant has to be over.
    const due = this.stream.time === 'event' ? this.nowMs : this.nowMs - 1;
    for (const key of this.keys.values()) {
      const ready = key.waiting.filter((event) => event.occurredAtMs <= due);
      key.waiting = key.waiting.filter((event) => event.occurredAtMs > due);
      ready.sort((a, b) => a.occurredAtMs - b.occurredAtMs || (this.stream.compare?.(a, b) ?? 0));
      for (const event of ready) merge(output, key.matcher.accept(event));
      merge(output, key.matcher.passTime(due));
    }
    return output;
  }

  private keyOf(event: E): Key<C, E> {
    const name = this.stream.keyOf(event);
    const known = this.keys.get(name);
    if (known) return known;
    const key = { matcher: new ReferenceMatcher(this.pattern), waiting: [] };
    this.keys.set(name, key);
    return key;
  }
}

function merge<E>(into: ReferenceOperatorOutput<E>, from: ReferenceOutput<E>): void {
  into.matches.push(...from.matches);
  into.timeouts.push(...from.timeouts);
}

/**
 * The stream that all engines are given, equal bit by bit: xorshift32 (Marsaglia, 2003), three draws an event for type,
 * key and price; event i happens at i milliseconds.
 */
import type { PatternEvent } from '#patterns';

export interface BenchEvent extends PatternEvent {
  readonly type: number;
  readonly key: number;
  readonly price: number;
}

export function makeEvents({ events, types, keys }: StreamOptions): BenchEvent[] {
  let x = 2_463_534_242;
  const draw = (): number => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >>> 0;
  };
  return Array.from({ length: events }, (_, i) => ({
    id: '',
    occurredAtMs: i,
    type: draw() % types,
    key: draw() % keys,
    price: draw() / 4_294_967_296,
  }));
}

export interface StreamOptions {
  readonly events: number;
  readonly types: number;
  readonly keys: number;
}

/** What is measured of the engine alone: no network, no disk, one thread. Each takes events and says how long it took. */
import {
  advance,
  canStart,
  compilePattern,
  decodeState,
  encodeState,
  ManyPatterns,
  type OpenRuns,
  type PatternAutomaton,
  type PatternState,
  Predicates,
} from '#patterns';
import type { BenchEvent } from './events.js';
import { compileMany } from './shapes.js';

export interface Measured {
  readonly seconds: number;
  readonly matches: number;
}

type State = PatternState<BenchEvent> | undefined;

/** One pattern over all events, a state for each key. */
export function runOne(pattern: PatternAutomaton<BenchEvent>, events: readonly BenchEvent[], keys: number): Measured {
  const states: State[] = Array.from({ length: keys });
  let matches = 0;
  const startedAt = performance.now();
  for (const event of events) {
    const state = states[event.key];
    if (state === undefined && !canStart(pattern, event)) continue;
    const result = advance(pattern, state, [event]);
    states[event.key] = result.state;
    matches += result.matches.length;
  }
  return { seconds: (performance.now() - startedAt) / 1000, matches };
}

/** Many patterns over all events, what is under way for each key. */
export function runMany(count: number, events: readonly BenchEvent[], keys: number, withinMs: number): Measured {
  const predicates = new Predicates<BenchEvent>();
  const many = new ManyPatterns(compileMany(count, withinMs, predicates), predicates);
  const underWay: (OpenRuns<BenchEvent> | undefined)[] = Array.from({ length: keys });
  let matches = 0;
  const startedAt = performance.now();
  for (const event of events) {
    const { open, results } = many.advance(underWay[event.key], event);
    underWay[event.key] = open;
    for (const { result } of results) matches += result.matches.length;
  }
  return { seconds: (performance.now() - startedAt) / 1000, matches };
}

/** As many open runs of one key as asked for, and then events that concern none of them. */
export function runBesideOpenRuns(pattern: PatternAutomaton<BenchEvent>, runs: number, events: number): Measured {
  const event = (type: number, i: number): BenchEvent => ({ id: '', occurredAtMs: i, type, key: 0, price: 0 });
  const open = Array.from({ length: runs }, (_, i) => event(0, i));
  let { state } = advance(pattern, undefined, open);
  const others = Array.from({ length: events }, (_, i) => event(9, runs + i));
  let matches = 0;
  const startedAt = performance.now();
  for (const other of others) {
    const result = advance(pattern, state, [other]);
    state = result.state;
    matches += result.matches.length;
  }
  return { seconds: (performance.now() - startedAt) / 1000, matches };
}

export interface StateSize {
  readonly bytesPerRun: number;
  readonly encodeMbPerSecond: number;
  readonly decodeMbPerSecond: number;
}

/** A card with 200 runs under way, of one or two payments each, written and read again and again. */
export function measureState(rounds: number): StateSize {
  const pattern = compilePattern({
    pattern: 'three-steps',
    by: 'card',
    within: '10m',
    sequence: 'a -> b -> c',
    where: { a: "event.outcome == 'declined'", b: 'event.amount > matched.a[0].amount', c: "event.channel == 'moto'" },
    then: { risk: 0.5, reason: 'BENCH' },
  });
  const payments = Array.from({ length: 200 }, (_, i) => ({
    id: `txn_01jbench${String(i).padStart(18, '0')}`,
    occurredAtMs: Date.UTC(2026, 10, 1) + i * 1000,
    amountMinor: 50_000 - ((i * 7919) % 20_000),
    currency: 'EUR',
    channel: 'card_not_present',
    outcome: 'declined',
    attributes: [],
  }));
  const { state } = advance(pattern, undefined, payments);
  if (state === undefined) throw new Error('the payments leave no run open');
  let bytes = encodeState(pattern, state);
  const times = { encode: 0, decode: 0 };
  for (let i = 0; i < rounds; i++) {
    const begun = performance.now();
    bytes = encodeState(pattern, state);
    const encoded = performance.now();
    decodeState(pattern, bytes);
    times.encode += encoded - begun;
    times.decode += performance.now() - encoded;
  }
  const perSecond = (ms: number): number => (bytes.length * rounds) / 1e3 / ms;
  return {
    bytesPerRun: bytes.length / state.runs.length,
    encodeMbPerSecond: perSecond(times.encode),
    decodeMbPerSecond: perSecond(times.decode),
  };
}

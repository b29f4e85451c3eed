/**
 * How many events a second the pattern engine takes in one thread, by shape, beside other engines in the same run.
 * `npm run bench -- patterns [--events N] [--repetitions N] [--peers DIR]`; DIR holds the program that `peers.ts` describes.
 * Prints a table and, last, one JSON line. Without peers there is nothing to compare with: only the ratios between own rows
 * mean something then. Says nothing of networks, storage, or many cores.
 */
import { parseArgs } from 'node:util';
import { makeEvents } from './events.js';
import { type Measured, measureState, runBesideOpenRuns, runMany, runOne } from './measure.js';
import { type PeerResult, runPeer } from './peers.js';
import { compileShape, SHAPES } from './shapes.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    repetitions: { type: 'string', default: '3' },
    peers: { type: 'string' },
  },
});
const EVENTS = Number(values.events);
const REPETITIONS = Number(values.repetitions);
const TYPES = 10;
const KEYS = 10_000;
const WITHIN_MS = 600_000;
const ESPER_SHAPES = new Set(['strict3', 'relaxed3', 'neg', 'iter', 'many100']);

const rows: Row[] = [];
const events = makeEvents({ events: EVENTS, types: TYPES, keys: KEYS });
for (const [name, shape] of Object.entries(SHAPES)) {
  const pattern = compileShape(shape, WITHIN_MS);
  row(name, [EVENTS, TYPES, KEYS], () => runOne(pattern, events, KEYS));
}
const dense = makeEvents({ events: EVENTS / 5, types: 3, keys: 1 });
const relaxed3 = compileShape(SHAPES['relaxed3']!, WITHIN_MS);
row('relaxed3', [EVENTS / 5, 3, 1], () => runOne(relaxed3, dense, 1), 'one dense key');
for (const runs of [1, 1000]) {
  const title = `${runs} open run${runs > 1 ? 's' : ''} beside`;
  row(undefined, [], () => runBesideOpenRuns(relaxed3, runs, EVENTS / 5), title, EVENTS / 5);
}
const fewKeys = makeEvents({ events: EVENTS / 5, types: TYPES, keys: 1000 });
for (const count of [100, 1000]) {
  const name = `many${count}`;
  row(
    count === 100 ? name : undefined,
    [EVENTS / 5, TYPES, 1000],
    () => runMany(count, fewKeys, 1000, WITHIN_MS),
    name,
    EVENTS / 5,
  );
}
const state = measureState(2000);

console.table(Object.fromEntries(rows.map(({ title, ...rest }) => [title, rest])));
console.log(
  `state: ${state.bytesPerRun.toFixed(0)} bytes a run, written at ${state.encodeMbPerSecond.toFixed(0)} MB/s, ` +
    `read at ${state.decodeMbPerSecond.toFixed(0)} MB/s`,
);
console.log(JSON.stringify({ bench: 'patterns', events: EVENTS, node: process.version, rows, state }));

interface Row {
  readonly title: string;
  readonly eventsPerSecond: number;
  readonly matches: number;
  /** Ratios to the peers, and whether the matches are the same as Flink's. */
  readonly flink?: number;
  readonly esper?: number;
}

function row(
  shape: string | undefined,
  stream: readonly number[],
  run: () => Measured,
  title = shape!,
  count = stream[0]!,
): void {
  let best: Measured | undefined;
  for (let i = 0; i < REPETITIONS; i++) {
    const measured = run();
    if (best === undefined || measured.seconds < best.seconds) best = measured;
  }
  const { seconds, matches } = best!;
  const eventsPerSecond = Math.round(count / seconds);
  const ratio = (peer: PeerResult | undefined) => peer && Number((eventsPerSecond / peer.eventsPerSecond).toFixed(1));
  const flink = shape === undefined || shape === 'many100' ? undefined : peerOf('flink', shape, stream);
  const esper = shape !== undefined && ESPER_SHAPES.has(shape) ? peerOf('esper', shape, stream) : undefined;
  // The meaning is Flink's; another count would make every ratio worthless.
  if (flink !== undefined && flink.matches !== matches) {
    throw new Error(`${title}: ${matches} matches, but Flink CEP found ${flink.matches}`);
  }
  rows.push({ title, eventsPerSecond, matches, flink: ratio(flink)!, esper: ratio(esper)! });
  console.error(`${title}: ${eventsPerSecond} events/s`);
}

function peerOf(peer: string, shape: string, stream: readonly number[]): PeerResult | undefined {
  return values.peers === undefined
    ? undefined
    : runPeer(values.peers, peer, shape, [...stream, WITHIN_MS, REPETITIONS]);
}

/**
 * How many events a second one core takes: the windows of declared features, and a partition's whole match with decoding and
 * encoding; and count, sum and maximum per key beside another engine in the same
 * run. `npm run bench -- features [--events N] [--peers DIR]`; DIR holds the program that `../patterns/peers.ts` describes.
 * Prints a table and, last, one JSON line. Says nothing of networks, storage, or many cores.
 */
import { createSecretKey } from 'node:crypto';
import { parseArgs } from 'node:util';
import { topics } from '#contracts';
import { readTextFiles } from '#kernel';
import { readPack } from '#patterns';
import { makeEvents } from '../patterns/events.js';
import { runPeer } from '../patterns/peers.js';
import { benchPayments } from './payments.js';
import { FORTY, runAggregate, steadyRun } from './windows.js';
import { PartitionMatcher } from '../../apps/cep/src/partition-matcher.js';
import { PartitionState } from '../../apps/cep/src/partition-state.js';
import { TenantPatterns } from '../../apps/cep/src/tenant-patterns.js';
import { declaredEntities, featureBookOf } from '#tenancy';

const { values: options } = parseArgs({
  options: { events: { type: 'string', default: '100000' }, peers: { type: 'string' } },
});
const EVENTS = Number(options.events);
const ACCOUNTS = 20_000;
/** Few enough for caches to hold their states, with longer histories. */
const HOT_ACCOUNTS = 1000;
const AGGREGATE = { events: 1_000_000, types: 10, keys: 10_000, withinMs: 600_000 };

function measure(name: string, count: number, work: () => void): { name: string; perSecond: number; micros: number } {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  const micros = (user + system) / count;
  return { name, perSecond: Math.round(1e6 / micros), micros: Number(micros.toFixed(2)) };
}

function perSecond(name: string, count: number, cpuSeconds: number): ReturnType<typeof measure> {
  const micros = (cpuSeconds * 1e6) / count;
  return { name, perSecond: Math.round(count / cpuSeconds), micros: Number(micros.toFixed(2)) };
}

// First, in a process that has seen nothing else, as the other engine is.
const stream = makeEvents(AGGREGATE);
runAggregate(stream, AGGREGATE.keys, AGGREGATE.withinMs);
const { cpuSeconds } = runAggregate(stream, AGGREGATE.keys, AGGREGATE.withinMs);
const aggregate = perSecond('windows: count, sum, max per key over 600 s', AGGREGATE.events, cpuSeconds);

const input = benchPayments(EVENTS, ACCOUNTS);
const files = readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR');
const features = featureBookOf(files);
const tenant = { entitySecret: createSecretKey(Buffer.alloc(32, 1)) };
const accepting = measure('ingestion: declared entities of a payment', EVENTS, () => {
  for (const { transaction } of input) transaction.declared = declaredEntities(tenant, features.shared, transaction);
});
const encoded = input.map((accepted) => topics.transactions.codec.encode(accepted));
let checksum = 0;
const folder = process.env['PATTERNS_DIR'] ?? 'packs/card-payments/patterns';
const pack = readPack(readTextFiles(folder, /\.ya?ml$/, 'PATTERNS_DIR'));
const patterns = new TenantPatterns(pack, async () => []);
const books = { patterns, features, sessions: { latenessMs: 3_600_000 } };
const state = new PartitionState(books, { outOfOrderMs: 5000, idleMs: 10_000 });
const matcher = new PartitionMatcher(state, { partition: 0, partitionOf: () => 0, books, latenessMs: 3_600_000 });
const matching = measure(`cep: decode + match (${pack.size} patterns) + encode`, EVENTS, () => {
  for (const value of encoded) {
    const matched = matcher.match(topics.transactions.codec.decode(value), Date.now(), 0);
    if (matched !== undefined) checksum += topics.signals.codec.encode(matched.signal).length;
  }
});

const payments = input.map(({ transaction }) => transaction);
const ofForty = 'windows: 40 features over 4 entities';
const forty = perSecond(`${ofForty}, ${ACCOUNTS} accounts`, EVENTS, steadyRun(FORTY, payments).cpuSeconds);
const hot = benchPayments(EVENTS, HOT_ACCOUNTS).map(({ transaction }) => transaction);
const ofHot = perSecond(`${ofForty}, ${HOT_ACCOUNTS} accounts`, EVENTS, steadyRun(FORTY, hot).cpuSeconds);
const declared = books.features.shared;
const packRun = steadyRun(declared, payments);
const ofPack = perSecond(`windows: the pack's ${declared.features.length} over 6`, EVENTS, packRun.cpuSeconds);

const rows = [accepting, matching, forty, ofHot, ofPack, aggregate];
for (const { name, perSecond, micros } of rows) {
  console.log(`${name.padEnd(56)} ${String(perSecond).padStart(9)}/s ${String(micros).padStart(8)} µs`);
}
const { mean, decodeMicros } = packRun.bytes!;
console.log(`the pack's states: ${mean.toFixed(0)} bytes each, read in ${decodeMicros.toFixed(1)} µs`);
if (options.peers !== undefined) {
  const { events: count, types: kinds, keys, withinMs } = AGGREGATE;
  const esper = runPeer(options.peers, 'esper', 'aggregate', [count, kinds, keys, withinMs, 2]).eventsPerSecond;
  console.log(`esper, the same: ${esper}/s; ratio ${(aggregate.perSecond / esper).toFixed(2)}`);
}
console.log(JSON.stringify({ bench: 'features', events: EVENTS, checksum, rows }));

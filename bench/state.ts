/**
 * What the matcher's state costs: CPU and promoted memory a payment with checkpoints under way, and what an entity takes in
 * memory. `npm run bench -- state [--payments N] [--accounts N]`. The store keeps nothing: says nothing of a database.
 */
import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { GCProfiler, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { topics } from '#contracts';
import { readTextFiles } from '#kernel';
import { readPack } from '#patterns';
import { featureBookOf } from '#tenancy';
import { Checkpointer } from '../apps/cep/src/checkpointer.js';
import { PartitionMatcher } from '../apps/cep/src/partition-matcher.js';
import { PartitionState } from '../apps/cep/src/partition-state.js';
import { type Claim, StateStore } from '../apps/cep/src/state-store.js';
import { TenantPatterns } from '../apps/cep/src/tenant-patterns.js';
import { benchPayments } from './features/payments.js';

const { values: options } = parseArgs({
  options: {
    payments: { type: 'string', default: '100000' },
    accounts: { type: 'string', default: '20000' },
  },
});
const PAYMENTS = Number(options.payments);
const PAYMENTS_PER_CHECKPOINT = 4000;
const PAYMENTS_PER_BATCH = 64;
const ENTITIES_PER_SLICE = 64;

class NoStore extends StateStore {
  entities = 0;
  bytes = 0;

  async partitionsOfState(): Promise<undefined> {
    return undefined;
  }

  async claim(partition: number): Promise<Claim> {
    return { partition, generation: 1, nextOffset: undefined, partitions: undefined, tenantIds: new Set() };
  }

  async load(): Promise<{ all: boolean }> {
    return { all: true };
  }

  async find(): Promise<[]> {
    return [];
  }

  async save(_claim: Claim, _nextOffset: number, rows: readonly { readonly state: Uint8Array }[]): Promise<void> {
    for (const { state } of rows) this.bytes += state.length;
    this.entities += rows.length;
    await nextTurn();
  }

  async checkHealth(): Promise<void> {}
}

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** What is held. Memory outside of the heap is given back by another thread after a collection. */
async function held(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    gc();
    await setTimeout(200);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const pack = readPack(readTextFiles('packs/card-payments/patterns', /\.ya?ml$/, 'PATTERNS_DIR'));
const features = featureBookOf(readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR'));
const books = {
  patterns: new TenantPatterns(pack, async () => []),
  features,
  sessions: { latenessMs: 3_600_000 },
};
const state = new PartitionState(books, { outOfOrderMs: 5000, idleMs: 10_000 });
const matcher = new PartitionMatcher(state, { partition: 0, partitionOf: () => 0, books, latenessMs: 3_600_000 });
const store = new NoStore();
const checkpointer = new Checkpointer(state, store, await store.claim(0), ENTITIES_PER_SLICE);

const encoded = benchPayments(PAYMENTS, Number(options.accounts)).map((one) => topics.transactions.codec.encode(one));
const before = await held();
const profiler = new GCProfiler();
profiler.start();
const started = process.cpuUsage();
let checksum = 0;
let saving: Promise<unknown> = Promise.resolve();
for (let i = 0; i < encoded.length; i += PAYMENTS_PER_BATCH) {
  const end = Math.min(encoded.length, i + PAYMENTS_PER_BATCH);
  for (let at = i; at < end; at++) {
    const matched = matcher.match(topics.transactions.codec.decode(encoded[at]!), Date.now(), at + 1);
    if (matched !== undefined) checksum += topics.signals.codec.encode(matched.signal).length;
  }
  state.nextOffset = end;
  checkpointer.published(end);
  if (i % PAYMENTS_PER_CHECKPOINT < PAYMENTS_PER_BATCH) {
    await saving;
    saving = checkpointer.run();
  }
  await nextTurn();
}
await saving;
const { user, system } = process.cpuUsage(started);
const { statistics } = profiler.stop();

const collections = Map.groupBy(statistics, ({ gcType }) => gcType);
const oldSpace = (when: (typeof statistics)[number]['afterGC']): number =>
  when.heapSpaceStatistics.find(({ spaceName }) => spaceName === 'old_space')?.spaceUsedSize ?? 0;
const promoted = (collections.get('Scavenge') ?? []).reduce(
  (sum, { beforeGC, afterGC }) => sum + Math.max(0, oldSpace(afterGC) - oldSpace(beforeGC)),
  0,
);
const pausesMs = [...collections].map(([type, all]) => [
  type,
  all.length,
  Math.round(all.reduce((sum, { cost }) => sum + cost, 0) / 1000),
]);
const line = {
  bench: 'state',
  checksum,
  cpuMicros: Number(((user + system) / PAYMENTS).toFixed(1)),
  promotedBytes: Math.round(promoted / PAYMENTS),
  collections: pausesMs,
  entities: state.size,
  saved: store.entities,
  savedBytes: Math.round(store.bytes / store.entities),
};
console.log(`CPU ${line.cpuMicros} µs and ${line.promotedBytes} promoted bytes a payment`);
console.log('collections and their milliseconds:', pausesMs.map((one) => one.join(' ')).join(', '));
for (let i = 0; i < 3; i++) await checkpointer.run();
const bytes = (await held()) - before;
const said = Math.round(state.bytes / state.size);
console.log(
  `${state.size} entities, idle: ${Math.round(bytes / state.size)} bytes each in memory, ${said} by its own account`,
);
// Until here the payments are held, as before.
console.log(JSON.stringify({ ...line, payments: encoded.length, idleBytes: Math.round(bytes / state.size) }));

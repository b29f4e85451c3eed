/**
 * More entities than memory holds: the matcher's handler over millions of stored ones, of which each payment needs some that
 * were not used lately. `npm run bench -- cold-state [--entities N] [--state-mb N] [--seconds N]`. Needs about 1.6 KB of disk
 * for an entity while it runs, and removes what it made. Ten minutes at most: `--minutes-max`.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CaracalError, readTextFiles, SystemClock } from '#kernel';
import { type LogRecord, MemoryEventLog, type OutRecord, topicSettings } from '#messaging';
import { readPack } from '#patterns';
import { featureBookOf } from '#tenancy';
import { CepSettings } from '../../apps/cep/src/cep.settings.js';
import { MatchTransactionsHandler } from '../../apps/cep/src/match-transactions.handler.js';
import { PgStateStore } from '../../apps/cep/src/pg-state-store.js';
import { TenantPatterns } from '../../apps/cep/src/tenant-patterns.js';
import { ColdPayments } from './payments.js';
import { Population } from './population.js';

const { values: options } = parseArgs({
  options: {
    entities: { type: 'string', default: '5000000' },
    'state-mb': { type: 'string', default: '384' },
    seconds: { type: 'string', default: '120' },
    'minutes-max': { type: 'string', default: '10' },
  },
});
const ENTITIES = Number(options.entities);
const SECONDS = Number(options.seconds);
const MIB = 2 ** 20;
const RECORDS_PER_BATCH = 128;
const REPORT_MS = 10_000;
const WAIT_MS = 50;
let waits = 0;
const startedAt = performance.now();
const endsAt = startedAt + Number(options['minutes-max']) * 60_000;

class CountingStore extends PgStateStore {
  asked = 0;
  statements = 0;
  savedRows = 0;
  savedBytes = 0;

  override async find(...[claim, keys]: Parameters<PgStateStore['find']>): ReturnType<PgStateStore['find']> {
    this.asked += keys.length;
    this.statements++;
    return await super.find(claim, keys);
  }

  override async save(...[claim, offset, rows]: Parameters<PgStateStore['save']>): Promise<void> {
    await super.save(claim, offset, rows);
    this.savedRows += rows.length;
    for (const { state } of rows) this.savedBytes += state.length;
  }
}

/** What is sent is counted and gone. */
class NoLog extends MemoryEventLog {
  sent = 0;

  override async append(records: readonly OutRecord[]): Promise<void> {
    this.sent += records.length;
  }
}

const inForce = {
  patterns: new TenantPatterns(
    readPack(readTextFiles('packs/card-payments/patterns', /\.ya?ml$/, 'PATTERNS_DIR')),
    async () => [],
  ),
  features: featureBookOf(readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR')),
};
const since = (ms: number): string => `${((performance.now() - ms) / 1000).toFixed(0)} s`;

const population = await Population.make(ENTITIES, endsAt - performance.now() - 1000 * SECONDS);
try {
  const { tableBytes, stateBytes } = await population.sizes();
  console.log(
    `${ENTITIES} entities stored in ${since(startedAt)}: ${(tableBytes / 1e9).toFixed(1)} GB, ${Math.round(stateBytes)} bytes a state`,
  );
  const line = await measure(population);
  console.log(JSON.stringify({ bench: 'cold-state', entities: ENTITIES, tableBytes, stateBytes, ...line }));
} finally {
  await population.remove();
}

async function measure({ database, filled }: Population): Promise<Record<string, unknown>> {
  const store = new CountingStore(database);
  const settings = new CepSettings({
    checkpointMs: 10_000,
    stateBytesMax: Number(options['state-mb']) * MIB,
    dirtyEntitiesMax: 20_000,
    latenessMs: 3_600_000,
    outOfOrderMs: 5000,
    idleMs: 10_000,
  });
  const log = new NoLog({ topics: topicSettings(1) });
  const handler = new MatchTransactionsHandler(
    log,
    store,
    inForce.patterns,
    inForce.features,
    new SystemClock(),
    settings,
  );
  const opened = performance.now();
  await handler.onModuleInit();
  await handler.assigned(0);
  const openMs = performance.now() - opened;
  console.log(`loaded in ${since(opened)}: ${memory()}`);
  console.log('   s  events/s  loads/event  CPU µs/event  RSS MiB  heap MiB  other MiB  states MiB  saved MB');

  const payments = new ColdPayments(filled.counts, filled.untilMs);
  const from = performance.now();
  const cpu = process.cpuUsage();
  let [events, rssMax, reportAt] = [0, 0, from + REPORT_MS];
  let last = { events: 0, asked: 0, cpu: 0, at: from, savedBytes: 0 };
  const report = (): void => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(cpu);
    const done = Math.max(1, events - last.events);
    const { rss, heapUsed, external } = process.memoryUsage();
    const cells = [
      [((now - from) / 1000).toFixed(0), 4],
      [((1000 * done) / (now - last.at)).toFixed(0), 10],
      [((store.asked - last.asked) / done).toFixed(2), 13],
      [((user + system - last.cpu) / done).toFixed(0), 14],
      [(rss / MIB).toFixed(0), 9],
      [(heapUsed / MIB).toFixed(0), 10],
      [(external / MIB).toFixed(0), 11],
      [(handler.stateBytes / MIB).toFixed(0), 12],
      [((store.savedBytes - last.savedBytes) / 1e6).toFixed(1), 10],
    ] as const;
    console.log(cells.map(([text, width]) => text.padStart(width)).join(''));
    last = { events, asked: store.asked, cpu: user + system, at: now, savedBytes: store.savedBytes };
  };
  const until = Math.min(endsAt, from + 1000 * SECONDS);
  while (performance.now() < until) {
    await handled(handler, payments.take(RECORDS_PER_BATCH));
    events += RECORDS_PER_BATCH;
    handler.published(0, events);
    rssMax = Math.max(rssMax, process.memoryUsage.rss());
    if (performance.now() > reportAt) {
      report();
      reportAt += REPORT_MS;
    }
    await nextTurn();
  }
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await handler.onModuleDestroy();
  await handler.revoked(0);
  return {
    stateMb: Number(options['state-mb']),
    openMs: Math.round(openMs),
    eventsPerSecond: Math.round(events / seconds),
    cpuMicros: Math.round((user + system) / events),
    loadsPerEvent: Number((store.asked / events).toFixed(2)),
    loadsPerStatement: Math.round(store.asked / Math.max(1, store.statements)),
    waits,
    rssMaxMib: Math.round(rssMax / MIB),
    savedRows: store.savedRows,
    savedBytes: store.savedBytes,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
}

/** As the consumer's loop does: where changed entities wait for a checkpoint, it comes again a little later. */
async function handled(handler: MatchTransactionsHandler, records: LogRecord[]): Promise<void> {
  for (;;) {
    try {
      await handler.handle(records, 0);
      return;
    } catch (error) {
      if (!(error instanceof CaracalError) || error.code !== 'unavailable') throw error;
      waits++;
      await sleep(WAIT_MS);
    }
  }
}

function memory(): string {
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const mib = (bytes: number): string => `${Math.round(bytes / MIB)} MiB`;
  return `RSS ${mib(rss)}, heap ${mib(heapUsed)}, outside of it ${mib(external)}, of which buffers ${mib(arrayBuffers)}`;
}

/** Stores the entities of the bench, each with a state that real traffic made: `fill.js URL COUNT`, and tells what it did. */
import { scopedEntityId } from '#contracts';
import { readTextFiles } from '#kernel';
import { readPack } from '#patterns';
import { PackedBytes, PgDatabase } from '#persistence';
import { featureBookOf } from '#tenancy';
import { PartitionMatcher } from '../../apps/cep/src/partition-matcher.js';
import { type EntityRow, PartitionState } from '../../apps/cep/src/partition-state.js';
import { TenantPatterns } from '../../apps/cep/src/tenant-patterns.js';
import { benchPayments } from '../features/payments.js';
import { type CountByType, TENANT } from './payments.js';

/** A hundredth are merchants, the others are shared evenly. */
const SHARES: CountByType = { account: 0.25, card: 0.25, device: 0.25, ip: 0.24, merchant: 0.01 };
const ROWS_PER_STATEMENT = 50_000;
/** Different states of one type, at most. */
const TEMPLATES_MAX = 5000;

export interface Filled {
  readonly counts: CountByType;
  /** After everything that the states know, Unix milliseconds. */
  readonly untilMs: number;
}

const [url, entities] = process.argv.slice(2);
const counts = { ...SHARES };
for (const type of ['account', 'card', 'device', 'ip', 'merchant'] as const)
  counts[type] = Math.max(1, Math.round(Number(entities) * SHARES[type]));
const { rows, untilMs } = templates();
const database = new PgDatabase({ url: url!, connectionsMax: 1 });
for (const [type, count] of Object.entries(counts)) await fill(type, count, rows);
await database.query([], 'analyze cep.entity_state');
await database.query(
  [],
  `insert into cep.checkpoints (partition, partitions, generation, next_offset, tenants) values (0, 1, 1, 0, $1)`,
  [[TENANT]],
);
await database.close();
process.send!({ counts, untilMs } satisfies Filled);
process.disconnect();

/** What entities hold after some days of payments, when their sessions are over. */
function templates(): { rows: readonly EntityRow[]; untilMs: number } {
  const books = {
    patterns: new TenantPatterns(
      readPack(readTextFiles('packs/card-payments/patterns', /\.ya?ml$/, 'PATTERNS_DIR')),
      async () => [],
    ),
    features: featureBookOf(readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR')),
    sessions: { latenessMs: 3_600_000 },
  };
  const state = new PartitionState(books, { outOfOrderMs: 5000, idleMs: 10_000 });
  const matcher = new PartitionMatcher(state, { partition: 0, partitionOf: () => 0, books, latenessMs: 3_600_000 });
  const payments = benchPayments(30_000);
  for (const [i, payment] of payments.entries()) {
    const { transaction } = payment;
    // An address of its own for each account, as for devices.
    transaction.device!.ip = `ip-${transaction.account!.id}`;
    matcher.match(payment, transaction.receivedAtMs, i + 1);
  }
  const untilMs = payments.at(-1)!.transaction.occurredAtMs + 86_400_000;
  while (matcher.passTime(untilMs) !== undefined);
  const snapshot = state.beginSnapshot();
  while (!snapshot.encodeSome(1000));
  return { rows: snapshot.rows.map((row) => row!), untilMs };
}

async function fill(type: string, count: number, all: readonly EntityRow[]): Promise<void> {
  const rows = all.filter(({ entityType }) => entityType === type).slice(0, TEMPLATES_MAX);
  const states = new PackedBytes();
  const places = rows.map(({ state }) => states.add(state));
  await database.query([], 'drop table if exists cep.templates');
  await database.query(
    [],
    `create table cep.templates as select row_number() over () - 1 as n, last_event_at_ms, substring($2::bytea from start for length) as state
     from unnest($1::int8[], $3::int4[], $4::int4[]) as u (last_event_at_ms, start, length)`,
    [
      rows.map(({ lastEventAtMs }) => lastEventAtMs),
      states.concat(),
      places.map(([start]) => start),
      places.map(([, length]) => length),
    ],
  );
  await database.query([], 'create index on cep.templates (n)');
  for (let from = 0; from < count; from += ROWS_PER_STATEMENT) {
    await database.query(
      [TENANT],
      `insert into cep.entity_state (partition, tenant_id, entity_type, entity_id, last_event_at_ms, state)
       select 0, $1, $2, $3 || i, last_event_at_ms, state
       from generate_series($4::int, $5::int) i join cep.templates on n = i % $6::int`,
      [
        TENANT,
        type,
        scopedEntityId(true, `${type}-`),
        from,
        Math.min(count, from + ROWS_PER_STATEMENT) - 1,
        rows.length,
      ],
    );
  }
  await database.query([], 'drop table cep.templates');
}

/** The engine of windows alone: no network, no disk, one thread. CPU time, as the machine may have other work. */
import { ByteReader, ByteWriter } from '#bytes';
import { decodeEntity, encodeEntity, EntityState, type FeaturePlan, readFeatures } from '#features';
import type { TransactionV1 } from '#contracts';
import type { BenchEvent } from '../patterns/events.js';

const PER_ENTITY = (entity: string, counterpart: string): string => `
by: ${entity}
features:
  - { feature: ${entity}_count_10m, aggregate: count, window: 10m }
  - { feature: ${entity}_count_1h, aggregate: count, window: 1h }
  - { feature: ${entity}_declined_1h, aggregate: count, where: "event.outcome == 'declined'", window: 1h }
  - { feature: ${entity}_sum_24h, aggregate: sum, of: event.amount, where: "event.outcome == 'authorised'", window: 24h }
  - { feature: ${entity}_distinct_24h, aggregate: distinct, of: ${counterpart}, window: 24h }
  - { feature: ${entity}_max_7d, aggregate: max, of: event.amount, window: 7d, current: exclude }
  - { feature: ${entity}_mean_30d, aggregate: mean, of: event.amount, where: "event.outcome == 'authorised'", window: 30d, current: exclude }
  - { feature: ${entity}_std_30d, aggregate: stddev, of: event.amount, where: "event.outcome == 'authorised'", window: 30d, current: exclude }
  - { feature: ${entity}_z_30d, aggregate: zscore, of: event.amount, where: "event.outcome == 'authorised'", window: 30d }
  - { feature: ${entity}_gap, aggregate: gap_since_last }
`;

/** Ten features of each of four entities. */
export const FORTY = readFeatures([
  { path: 'account', text: PER_ENTITY('account', 'event.merchant.id') },
  { path: 'card', text: PER_ENTITY('card', 'event.merchant.id') },
  { path: 'device', text: PER_ENTITY('device', 'event.account.id') },
  { path: 'merchant', text: PER_ENTITY('merchant', 'event.card.fingerprint') },
]);

const AGGREGATE = (withinMs: number): string => `
by: account
window: ${withinMs}ms
features:
  - { feature: count, aggregate: count }
  - { feature: sum, aggregate: sum, of: event.amount }
  - { feature: max, aggregate: max, of: event.amount }
`;

export interface WindowsRun {
  readonly cpuSeconds: number;
  readonly entities: number;
  /** So that nothing is optimised away, and runs can be compared. */
  readonly checksum: number;
  /** By entity, as it is stored and kept in memory while it is idle; undefined where that was not looked at. */
  readonly bytes?: { readonly mean: number; readonly decodeMicros: number };
}

/**
 * Every feature of every entity at every transaction, as the matcher does it: all its entities are found and asked for a repeat before
 * the first one takes it.
 */
export function runPlan(plan: FeaturePlan, transactions: readonly TransactionV1[]): WindowsRun {
  const facts = new Float64Array(plan.factsLength);
  const states = plan.entities.map(({ type }) => ({ type, byId: new Map<string, EntityState>() }));
  const own: EntityState[] = [];
  let checksum = 0;
  const cpuSeconds = cpuSecondsOf(() => {
    for (const transaction of transactions) {
      plan.read(transaction, facts);
      let isRepeat = false;
      for (let i = 0; i < states.length; i++) {
        const { type, byId } = states[i]!;
        const id = plan.entityIdOf(type, transaction);
        let state = byId.get(id);
        if (state === undefined) byId.set(id, (state = new EntityState(plan, type)));
        own[i] = state;
      }
      for (const state of own) isRepeat ||= state.has(facts);
      if (isRepeat) continue;
      for (const state of own) checksum += state.advance(facts, transaction)?.[0] || 0;
    }
  });
  const entities = states.flatMap(({ byId }) => [...byId.values()]);
  return { cpuSeconds, checksum, entities: entities.length, bytes: encodedSize(plan, entities) };
}

function encodedSize(plan: FeaturePlan, states: readonly EntityState[]): { mean: number; decodeMicros: number } {
  const out = new ByteWriter();
  const encoded = states.map((state) => {
    out.clear();
    encodeEntity(state, out);
    return { type: state.plan.type, bytes: out.take() };
  });
  const seconds = cpuSecondsOf(() => {
    for (const { type, bytes } of encoded) decodeEntity(plan, type, new ByteReader(bytes));
  });
  const total = encoded.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return { mean: total / encoded.length, decodeMicros: (seconds * 1e6) / encoded.length };
}

/** The run that took the middle of the times, of several after those in which the engine optimises. */
export function steadyRun(plan: FeaturePlan, transactions: readonly TransactionV1[]): WindowsRun {
  for (let i = 0; i < WARM_UPS; i++) runPlan(plan, transactions);
  const runs = Array.from({ length: RUNS }, () => runPlan(plan, transactions));
  return runs.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[(RUNS - 1) / 2]!;
}

const WARM_UPS = 2;
const RUNS = 5;

/** Count, sum and maximum per key over the last `withinMs`, at every event. */
export function runAggregate(events: readonly BenchEvent[], keys: number, withinMs: number): WindowsRun {
  const plan = readFeatures([{ path: 'aggregate', text: AGGREGATE(withinMs) }]);
  const inputs = events.map(({ occurredAtMs, price, key }, i) => ({
    key,
    transaction: {
      id: String(i),
      occurredAtMs,
      amountMinor: price,
      currency: 'EUR',
      channel: '',
      outcome: '',
      attributes: [],
    },
  }));
  const facts = new Float64Array(plan.factsLength);
  const states: (EntityState | undefined)[] = Array.from({ length: keys });
  let checksum = 0;
  const cpuSeconds = cpuSecondsOf(() => {
    for (const { key, transaction } of inputs) {
      plan.read(transaction, facts);
      const state = (states[key] ??= new EntityState(plan, 'account'));
      checksum += state.advance(facts, transaction)?.[1] ?? 0;
    }
  });
  return { cpuSeconds, checksum, entities: keys };
}

function cpuSecondsOf(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

/**
 * What is said of an entity that has far more events than are kept: one merchant, a million payments in 60 days, held against a
 * scan over all of them. `npm run bench -- busy-merchant [--events N]`. Prints, by feature, the error at the median, at the 95th
 * percentile and at worst; what an event costs; and what the state takes. CPU time, one thread.
 */
import { parseArgs } from 'node:util';
import { ByteWriter } from '#bytes';
import { encodeEntity, EntityState, type FeatureEvent, readFeatures } from '#features';

const { values: options } = parseArgs({ options: { events: { type: 'string', default: '1000000' } } });
const EVENTS = Number(options.events);
const DAYS = 60;
/** One event of so many is timed. */
const SAMPLED = 100;
const DAY_MS = 86_400_000;
const WINDOWS = { '1h': DAY_MS / 24, '24h': DAY_MS, '7d': 7 * DAY_MS, '30d': 30 * DAY_MS };

const FEATURES = Object.keys(WINDOWS).flatMap((window) => [
  `- { feature: count_${window}, aggregate: count, window: ${window} }`,
  `- { feature: declined_${window}, aggregate: count, where: "event.outcome == 'declined'", window: ${window} }`,
  `- { feature: sum_${window}, aggregate: sum, of: event.amount, window: ${window} }`,
  `- { feature: std_${window}, aggregate: stddev, of: event.amount, window: ${window} }`,
  `- { feature: max_${window}, aggregate: max, of: event.amount, window: ${window} }`,
  `- { feature: payers_${window}, aggregate: distinct, of: event.card.fingerprint, window: ${window} }`,
  `- { feature: p95_${window}, aggregate: percentile(95), of: event.amount, window: ${window} }`,
]);
const plan = readFeatures([{ path: 'm', text: `by: merchant\nfeatures:\n  ${FEATURES.join('\n  ')}\n` }]);

let seed = 11;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
}

/** By day and night, with a burst now and then. */
function makeEvents(): FeatureEvent[] {
  const fromMs = Date.UTC(2026, 8, 1);
  const times = Array.from({ length: EVENTS }, () => {
    const day = Math.floor(random() * DAYS);
    if (random() < 0.05) return day * DAY_MS + (day % 24) * 3_600_000 + random() * 1_200_000;
    for (;;) {
      const part = random();
      if (random() < 0.5 - 0.45 * Math.cos(2 * Math.PI * part)) return (day + part) * DAY_MS;
    }
  }).sort((a, b) => a - b);
  return times.map((at, i) => ({
    id: `t${i}`,
    occurredAtMs: fromMs + Math.floor(at),
    amountMinor: Math.floor(Math.exp(7 + 1.2 * (random() + random() + random() + random() - 2))),
    currency: 'EUR',
    channel: 'card_not_present',
    outcome: random() < 0.05 ? 'declined' : 'authorised',
    card: { fingerprint: `c${Math.floor(random() ** 2 * 200_000)}`, bin: '', country: '' },
    attributes: [],
  }));
}

const events = makeEvents();
const state = new EntityState(plan, 'merchant');
const facts = new Float64Array(plan.factsLength);
const errors = new Map<string, number[]>();
let cpu = 0;
for (const [i, event] of events.entries()) {
  plan.read(event, facts);
  const started = process.cpuUsage();
  const isChecked = i > EVENTS / 2 && i % Math.ceil(EVENTS / 120) === 0;
  const values = state.advance(facts, event)!;
  if (i % SAMPLED === 0) {
    const { user, system } = process.cpuUsage(started);
    cpu += user + system;
  }
  if (isChecked) check(values.slice(), i);
}

function check(values: Float64Array, at: number): void {
  for (const [window, ms] of Object.entries(WINDOWS)) {
    const nowMs = events[at]!.occurredAtMs;
    let from = at;
    while (from > 0 && events[from - 1]!.occurredAtMs > nowMs - ms) from--;
    const inside = events.slice(from, at + 1);
    const amounts = inside.map(({ amountMinor }) => amountMinor).sort((a, b) => a - b);
    const sum = amounts.reduce((a, b) => a + b, 0);
    const mean = sum / amounts.length;
    const want: Record<string, number> = {
      count: inside.length,
      declined: inside.filter(({ outcome }) => outcome === 'declined').length,
      sum,
      std: Math.sqrt(amounts.reduce((a, b) => a + (b - mean) ** 2, 0) / amounts.length),
      max: amounts.at(-1)!,
      payers: new Set(inside.map(({ card }) => card!.fingerprint)).size,
      p95: quantile(amounts, 0.95),
    };
    for (const [name, value] of Object.entries(want)) {
      const feature = `${name}_${window}`;
      const got = values[plan.feature(feature)!.index]!;
      const list = errors.get(feature) ?? [];
      list.push(Math.abs(got - value) / Math.max(1, Math.abs(value)));
      errors.set(feature, list);
    }
  }
}

function quantile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  return low + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - low);
}

console.log(`one merchant, ${EVENTS} payments in ${DAYS} days; relative errors`);
console.log(`${''.padEnd(16)}${'median'.padStart(10)}${'95 of 100'.padStart(12)}${'worst'.padStart(10)}`);
for (const [feature, list] of [...errors].sort(([a], [b]) => a.localeCompare(b))) {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number) => `${(100 * sorted[Math.floor(share * (sorted.length - 1))]!).toFixed(2)} %`;
  console.log(`${feature.padEnd(16)}${at(0.5).padStart(10)}${at(0.95).padStart(12)}${at(1).padStart(10)}`);
}
const out = new ByteWriter();
encodeEntity(state, out);
const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;
console.log(
  `an event: ${((cpu * SAMPLED) / EVENTS).toFixed(1)} µs; held beside the rows: ${kib(8 * state.heldNumbers)}`,
);
console.log(`stored: ${kib(out.length)}`);

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { decodeEntity, encodeEntity } from '../engine/entity-codec.js';
import type { LabelChange } from '../engine/label-log.js';
import { fill } from '../fill.js';
import type { FeatureEvent } from '../plan/feature-event.js';
import { compileFeatures, EntityState, hash53Of } from '../testing/feature-parts.js';
import { transactions } from '../testing/transactions.js';

const DAY = 86_400_000;
const DOCUMENT = `
by: account
features:
  - { feature: n, aggregate: count, window: 7d }
  - { feature: s, aggregate: stddev, of: event.amount, window: 7d, current: exclude }
  - { feature: t, aggregate: trend, of: event.amount, window: 30d }
  - { feature: d, aggregate: distinct, of: event.merchant.id, window: 7d }
  - { feature: p, aggregate: percentile(80), of: event.amount, window: 30d }
  - { feature: f, aggregate: ratio, source: labels, where: label.fraud, window: 30d }
`;
const compiled = compileFeatures([{ name: 'd', source: DOCUMENT }], { eventsMax: { account: 5 } });
if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
const { plan } = compiled;

function step(state: EntityState, event: FeatureEvent): number[] {
  const facts = new Float64Array(plan.factsLength);
  plan.read(event, facts);
  return [...state.advance(facts, event)!.subarray(0, state.plan.valueCount)];
}

describe('an entity that is made again', () => {
  it('of its payments page by page, labels behind each page → the last values bit for bit, estimates too', () => {
    const says = fc.record({ of: fc.nat(), afterMs: fc.integer({ min: 0, max: 20 * DAY }) });
    fc.assert(
      fc.property(
        transactions(70),
        fc.array(says, { maxLength: 15 }),
        fc.nat(),
        fc.nat(),
        (events, said, cut, size) => {
          const labels = said.map(({ of, afterMs }): LabelChange => {
            const { id, occurredAtMs } = events[of % events.length]!;
            const knownAtMs = occurredAtMs + afterMs;
            return {
              id: hash53Of(id),
              source: 'chargeback',
              verdict: 'fraud',
              occurredAtMs: knownAtMs,
              knownAtMs,
              paidAtMs: occurredAtMs,
            };
          });
          const last = events.at(-1)!;
          // Nothing is known of a payment before it is decided on.
          const known = labels.filter(
            ({ id, knownAtMs }) => knownAtMs <= last.occurredAtMs && id !== hash53Of(last.id),
          );

          let live = new EntityState(plan, 'account');
          let values: number[] = [];
          const told = new Set<LabelChange>();
          for (const [i, event] of events.entries()) {
            for (const label of known) if (label.knownAtMs <= event.occurredAtMs && !told.has(label)) live.label(label);
            for (const label of known) if (label.knownAtMs <= event.occurredAtMs) told.add(label);
            if (i === cut % events.length) live = again(live);
            values = step(live, event);
          }

          const replayed = new EntityState(plan, 'account');
          const earlier = events.slice(0, -1);
          const rows = 1 + (size % 20);
          for (let from = 0; from < earlier.length; from += rows) {
            const page = earlier.slice(from, from + rows);
            const ids = new Set(page.map(({ id }) => hash53Of(id)));
            fill(replayed, { transactions: page, labels: known.filter(({ id }) => ids.has(id)) });
          }
          expect(step(replayed, last)).toEqual(values);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function again(state: EntityState): EntityState {
  const out = new ByteWriter();
  encodeEntity(state, out);
  return decodeEntity(plan, 'account', new ByteReader(out.take()));
}

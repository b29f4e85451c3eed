import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionV1, SignalV1 } from '#contracts';
import { entityOf, matchOf, replyTo, signalOf, transactionOf } from './testing/signals.js';
import { decisionsIn, handle, loadModel, repliesIn, scoringParts } from './testing/scoring-parts.js';

let model: Awaited<ReturnType<typeof loadModel>>;
beforeAll(async () => {
  model = await loadModel();
});
afterAll(() => model.close());

const ENTITIES = ['account', 'card', 'device', 'ip', 'merchant'] as const;

interface Plan {
  readonly partitions: number;
  readonly count1h: number;
  readonly amountMinor: number;
  /** For each entity, the partition that it hashes to, and the risk of a pattern that it matched. */
  readonly homes: readonly number[];
  readonly risks: readonly number[];
}

const plans = fc.array(
  fc.record<Plan>({
    partitions: fc.integer({ min: 2, max: 5 }),
    count1h: fc.integer({ min: 0, max: 20 }),
    amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
    homes: fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }),
    risks: fc.array(fc.constantFrom(0, 0, 0, 0.3, 0.3, 0.95), { minLength: 5, maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 6 },
);

function signalsOf(plan: Plan): SignalV1[] {
  const transaction = transactionOf({ amountMinor: plan.amountMinor });
  const partitions = Array.from({ length: plan.partitions }, (_, i) => i);
  return partitions.map((partition) => {
    const here = ENTITIES.filter((_, i) => plan.homes[i]! % plan.partitions === partition);
    return signalOf({
      transaction,
      replyTo: replyTo(),
      partitions,
      partition,
      entities: here.map((type) => entityOf(type, type === 'card' ? { card_count_1h: plan.count1h } : {})),
      matches: here.flatMap((type) => {
        const risk = plan.risks[ENTITIES.indexOf(type)]!;
        return risk > 0
          ? [matchOf({ patternId: `pattern-${risk}`, entityType: type, entityId: `${type}-1`, risk })]
          : [];
      }),
    });
  });
}

/** Delivers batches and gives every decision that was published, and the number of replies. */
async function decided(
  batches: readonly (readonly SignalV1[])[],
): Promise<{ decisions: DecisionV1[]; replies: number }> {
  const parts = scoringParts({ model });
  const decisions: DecisionV1[] = [];
  let replies = 0;
  let offset = 0;
  for (const batch of batches) {
    const { publish, poison } = await handle(parts, batch, offset);
    expect(poison).toEqual([]);
    decisions.push(...decisionsIn(publish));
    replies += repliesIn(publish).length;
    offset += batch.length;
  }
  expect(parts.joins.openCount).toBe(0);
  expect(parts.handler.holdFrom(0)).toBeUndefined();
  return { decisions, replies };
}

describe('decisions', () => {
  it('signals of 2 to 5 partitions: any order, any repeats, any batches → the decisions of in-order, once-only delivery', async () => {
    const deliveries = plans.chain((list) => {
      const once = list.flatMap(signalsOf);
      const copies = once.map(() => fc.integer({ min: 1, max: 3 }));
      return fc.tuple(...copies).chain((counts) => {
        const all = once.flatMap((signal, i) => Array.from({ length: counts[i]! }, () => signal));
        const shuffled = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
        const cuts = fc.array(fc.nat(all.length), { maxLength: 4 });
        return fc.record({ once: fc.constant(once), delivered: shuffled, cuts });
      });
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ once, delivered, cuts }) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), delivered.length];
        const batches = edges.slice(1).map((end, i) => delivered.slice(edges[i], end));
        const byId = (a: DecisionV1, b: DecisionV1) => (a.id < b.id ? -1 : 1);
        const expected = await decided([once]);
        const actual = await decided(batches.filter((batch) => batch.length > 0));
        expect(actual.decisions.sort(byId)).toEqual(expected.decisions.sort(byId));
        expect(actual.replies).toBe(expected.replies);
        expect(actual.replies).toBe(new Set(once.map(({ transaction }) => transaction.id)).size);
      }),
      { numRuns: 60 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFeatures, EntityState, sessionOf } from './index.js';
import { plainSession } from './testing/plain-scan.js';
import { NOON, transaction, transactions } from './testing/transactions.js';

const compiled = compileFeatures([], { sessions: true });
if (!('plan' in compiled)) throw new Error('no features are a plan');
const { plan } = compiled;
const MINUTE_MS = 60_000;

function inserted(state: EntityState, event: ReturnType<typeof transaction>): number {
  const facts = new Float64Array(plan.factsLength);
  plan.read(event, facts);
  return state.insert(facts);
}

describe('the session of an event', () => {
  it('exactly at the gap → the same session; a millisecond later → another; one between two joins them', () => {
    const state = new EntityState(plan, 'account');
    const count = (id: string, minutes: number, ms = 0) =>
      sessionOf(state, inserted(state, transaction({ id, occurredAtMs: NOON + minutes * MINUTE_MS + ms }))).count;
    expect([count('a', 0), count('b', 30), count('c', 60, 1), count('bridge', 45)]).toEqual([1, 2, 1, 4]);
  });

  it('any order of arrival → what joining neighbours gives, without features of any kind', () => {
    const arrivals = transactions(30).chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));
    fc.assert(
      fc.property(arrivals, (list) => {
        const state = new EntityState(plan, 'card');
        const known: typeof list = [];
        for (const next of list) {
          const newest = Math.max(...known.map((t) => t.occurredAtMs), next.occurredAtMs);
          known.push(next);
          const own = inserted(state, next);
          // Before what is kept a session may have been longer.
          if (newest - next.occurredAtMs > plan.entity('card').retentionMs / 2) return;
          if (state.rows.droppedUntil > next.occurredAtMs - 12 * 60 * MINUTE_MS) return;
          expect(sessionOf(state, own)).toEqual(plainSession(known, next));
        }
      }),
    );
  });
});

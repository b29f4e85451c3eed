import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES, type AnsweredBy } from '#contracts';
import { decisionOf } from '../testing/records.js';
import { mergeRung, type RungRecord, type Rungs } from './rungs.js';
import { type Facts, isWorse, settle } from './settle.js';

const RUNGS: readonly AnsweredBy[] = ['stand_in', 'degraded', 'full'];

const one: Record<AnsweredBy, RungRecord> = Object.fromEntries(
  RUNGS.map((answeredBy) => [
    answeredBy,
    { decision: decisionOf({ answeredBy, transaction: { id: 'txn_1' } }), bytes: Uint8Array.of(1) },
  ]),
) as unknown as Record<AnsweredBy, RungRecord>;

const merged = (order: readonly AnsweredBy[]): Rungs | undefined =>
  order.reduce<Rungs | undefined>((known, rung) => mergeRung(known, one[rung]), undefined);

describe('rungs', () => {
  it('any order and any repeats: lowest present is answered, highest present is latest', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RUNGS), { minLength: 1, maxLength: 9 }), (order) => {
        const ranks = order.map((rung) => RUNGS.indexOf(rung));
        const result = merged(order)!;
        expect(result.answered).toBe(one[RUNGS[Math.min(...ranks)]!]);
        expect(result.latest).toBe(one[RUNGS[Math.max(...ranks)]!]);
      }),
    );
  });

  it('one rung: answered and latest are the same object', () => {
    const { answered, latest } = merged(['full', 'full'])!;
    expect(answered).toBe(latest);
  });
});

describe('settle', () => {
  const facts = (over: Partial<Facts>): Facts => ({ answered: 'approve', latest: 'approve', decidedAtMs: 10, ...over });
  const passed = { result: 'passed', atMs: 20 } as const;
  const failed = { result: 'failed', atMs: 20 } as const;
  const declined = { verdict: 'decline', by: 'usr_1', atMs: 30 } as const;

  it.each([
    ['approved', facts({}), 'final', undefined, undefined],
    ['declined', facts({ answered: 'decline', latest: 'decline' }), 'final', undefined, undefined],
    ['challenged', facts({ answered: 'challenge', latest: 'challenge' }), 'pending_challenge', undefined, undefined],
    [
      'challenged and passed',
      facts({ answered: 'challenge', latest: 'challenge', verification: passed }),
      'final',
      'approve',
      undefined,
    ],
    [
      'challenged and failed',
      facts({ answered: 'challenge', latest: 'challenge', verification: failed }),
      'final',
      'decline',
      'challenge_failed',
    ],
    [
      'challenged and expired',
      facts({ answered: 'challenge', latest: 'challenge', verification: { result: 'expired', atMs: 20 } }),
      'final',
      'decline',
      undefined,
    ],
    [
      'challenged and cancelled',
      facts({ answered: 'challenge', latest: 'challenge', verification: { result: 'cancelled', atMs: 20 } }),
      'final',
      'decline',
      undefined,
    ],
    [
      'approved; challenged by a later rung, whose challenge expired',
      facts({ latest: 'challenge', verification: { result: 'expired', atMs: 20 } }),
      'final',
      undefined,
      'worse_after_answer',
    ],
    ['in review', facts({ answered: 'review', latest: 'review' }), 'pending_review', undefined, 'review'],
    [
      'in review; approved by a later rung',
      facts({ answered: 'review', latest: 'approve' }),
      'pending_review',
      undefined,
      'review',
    ],
    [
      'in review; declined by a later rung',
      facts({ answered: 'review', latest: 'decline' }),
      'pending_review',
      undefined,
      'worse_after_answer',
    ],
    [
      'declined; review by a later rung',
      facts({ answered: 'decline', latest: 'review' }),
      'final',
      undefined,
      'review',
    ],
    ['approved; declined by a later rung', facts({ latest: 'decline' }), 'final', undefined, 'worse_after_answer'],
    [
      'in review; declined by an analyst',
      facts({ answered: 'review', latest: 'review', verdict: declined }),
      'final',
      'decline',
      'review',
    ],
    [
      'passed; declined by an analyst',
      facts({ answered: 'challenge', latest: 'challenge', verification: passed, verdict: declined }),
      'final',
      'decline',
      undefined,
    ],
  ] as const)('%s', (_title, given, status, outcome, cause) => {
    const settled = settle(given);
    expect([settled.status, settled.resolved?.outcome, settled.cause]).toEqual([status, outcome, cause]);
  });

  it('a failed challenge is dated by its end, anything else by the answer', () => {
    expect(settle(facts({ answered: 'challenge', latest: 'challenge', verification: failed })).causedAtMs).toBe(20);
    expect(settle(facts({ latest: 'decline' })).causedAtMs).toBe(10);
  });

  it('a decision that a revision made worse is dated by it, unless the answer had asked for a person already', () => {
    expect(settle(facts({ latest: 'decline', worsenedAtMs: 50 })).causedAtMs).toBe(50);
    expect(settle(facts({ answered: 'decline', latest: 'review', worsenedAtMs: 50 })).causedAtMs).toBe(50);
    expect(settle(facts({ answered: 'review', latest: 'decline', worsenedAtMs: 50 })).causedAtMs).toBe(10);
  });

  it('worse: a strict order from approve to decline', () => {
    for (const [i, a] of OUTCOMES.entries()) for (const [j, b] of OUTCOMES.entries()) expect(isWorse(a, b)).toBe(i > j);
  });
});

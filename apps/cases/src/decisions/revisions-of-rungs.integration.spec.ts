import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DecisionV1, type MatchRevisionV1, newId } from '#contracts';
import { armFaultPoint } from '#kernel';
import { NOW } from '../testing/records.js';
import { approved, matchOf, RevisionParts, revisionOf } from '../testing/revision-parts.js';

let parts: RevisionParts;
beforeAll(async () => {
  parts = await RevisionParts.open();
});

describe('rungs and revisions', () => {
  it('a higher rung takes the place of a revised one → revised too, and told', async () => {
    const transaction = { id: newId('transaction', NOW) };
    const degraded = approved({ transaction, answeredBy: 'degraded', probability: Number.NaN, score: 0 });
    const full = approved({ transaction, probability: 0.3, score: 300 });
    await parts.store(degraded);
    await parts.revise(revisionOf(degraded, { appeared: [matchOf()] }));
    await parts.store(full);
    const stored = await parts.stored(full);
    expect(stored).toMatchObject({
      answered: { answeredBy: 'degraded', revision: 0 },
      latest: { answeredBy: 'full', outcome: 'review', score: 500, probability: 0.3, revision: 1 },
    });
    expect((await parts.news(full)).map(({ ceId }) => ceId)).toEqual([`${degraded.id}_r1`, `${full.id}_r1`]);
    await parts.store(full, degraded);
    expect(await parts.news(full)).toHaveLength(2);
  });

  it('a higher rung is worse by itself → the case is as old as the answer, not as the revision of the lower one', async () => {
    const transaction = { id: newId('transaction', NOW) };
    const degraded = approved({ transaction, answeredBy: 'degraded', probability: Number.NaN });
    await parts.store(degraded);
    await parts.revise(revisionOf(degraded, { appeared: [matchOf({ patternId: 'stolen' })] }));
    expect(await parts.case(degraded)).toMatchObject({ opened_at_ms: NOW + 60_000 });
    await parts.store(approved({ transaction, outcome: 'decline' }));
    expect(await parts.case(degraded)).toMatchObject({ opened_at_ms: NOW, cause: 'worse_after_answer' });
  });

  it('any order, batches, repeats, and failures on the way, of rungs, revisions and sweeps → the same decision, status and case', async () => {
    const rungs = ['stand_in', 'degraded', 'full'] as const;
    const pool = [
      matchOf(),
      matchOf({ patternId: 'stolen' }),
      matchOf({ patternId: 'asks', action: 'challenge', risk: 0.7 }),
    ];
    const some = fc.subarray(pool);
    const change = fc.record({ appeared: some, vanished: some, shadowAppeared: some, shadowVanished: some });
    const plans = fc.record({
      rungs: fc.subarray([0, 1, 2], { minLength: 1 }),
      outcomes: fc.tuple(
        ...rungs.map(() => fc.constantFrom('approve' as const, 'review' as const, 'decline' as const)),
      ),
      matches: fc.tuple(...rungs.map(() => some)),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
      // Rungs by their number; revisions come in their own order, as in a partition of the log, but may come again.
      deliveries: fc.array(fc.constantFrom('rung', 'next', 'again', 'sweep', 'fail'), { maxLength: 16 }),
      picks: fc.array(fc.nat(20), { minLength: 16, maxLength: 16 }),
    });
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const world = (): { decisions: DecisionV1[]; revisions: MatchRevisionV1[] } => {
          const transaction = { id: newId('transaction', NOW), externalId: 'order' };
          const decisions = rungs.map((answeredBy, i) =>
            approved({
              transaction,
              answeredBy,
              outcome: plan.outcomes[i]!,
              matches: plan.matches[i]!,
              score: 100 * (i + 1),
              probability: answeredBy === 'full' ? 0.2 : Number.NaN,
              decidedAtMs: NOW + i,
            }),
          );
          return { decisions, revisions: plan.changes.map((one) => revisionOf(decisions[0]!, one)) };
        };
        const result = async ({ decisions }: { decisions: DecisionV1[] }): Promise<unknown> => {
          const stored = await parts.stored(decisions[0]!);
          const opened = await parts.case(decisions[0]!);
          const { outcome, score, answeredBy, revision, reasons, matches, shadowMatches, policyVersion } =
            stored.latest;
          return {
            status: stored.status,
            answered: [stored.answered.answeredBy, stored.answered.outcome],
            latest: { outcome, score, answeredBy, revision, reasons, matches, shadowMatches, policyVersion },
            case: opened && [opened['cause'], opened['opened_at_ms'], opened['expected_loss'], opened['score']],
            kept: (
              await parts.rows(
                decisions[0]!,
                'select applied, outcome_before, outcome_after from cases.match_revisions where transaction_id = $1 order by position',
              )
            ).map((row) => Object.values(row)),
          };
        };

        const inOrder = world();
        await parts.store(...plan.rungs.map((rung) => inOrder.decisions[rung]!));
        for (const revision of inOrder.revisions) await parts.revise(revision);

        const shuffled = world();
        let next = 0;
        for (const [i, what] of plan.deliveries.entries()) {
          const pick = plan.picks[i]!;
          if (what === 'rung') await parts.store(shuffled.decisions[plan.rungs[pick % plan.rungs.length]!]!);
          if (what === 'next' && next < shuffled.revisions.length) await parts.revise(shuffled.revisions[next++]!);
          if (what === 'again' && next > 0) await parts.revise(...shuffled.revisions.slice(pick % next, next));
          if (what === 'sweep') await parts.sweep();
          if (what === 'fail') await failing(() => parts.revise(...shuffled.revisions.slice(0, next + 1)));
        }
        for (; next < shuffled.revisions.length; next++) await parts.revise(shuffled.revisions[next]!);
        for (const rung of plan.rungs.toReversed()) await parts.store(shuffled.decisions[rung]!);
        await parts.sweep();
        expect(await result(shuffled)).toEqual(await result(inOrder));
      }),
      { numRuns: 80 },
    );
  });

  /** The transaction ends before it is committed, after all of its statements: a crash, or a lost connection. */
  async function failing(work: () => Promise<void>): Promise<void> {
    const disarm = armFaultPoint('cases.revised', () => {
      throw new Error('crash');
    });
    await expect(work()).rejects.toThrow('crash');
    disarm();
  }

  it('decisions of all rungs and revisions at the same time, many at once → none is missed', async () => {
    const transactions = Array.from({ length: 30 }, () => ({ id: newId('transaction', NOW) }));
    await Promise.all(
      transactions.flatMap((transaction) => {
        const degraded = approved({ transaction, answeredBy: 'degraded', probability: Number.NaN });
        const full = approved({ transaction });
        return [
          parts.store(degraded),
          parts.store(full),
          parts.revise(revisionOf(full, { appeared: [matchOf()] })),
          parts.sweep(),
        ];
      }),
    );
    await parts.sweep();
    for (const transaction of transactions)
      expect((await parts.stored(approved({ transaction }))).latest).toMatchObject({
        answeredBy: 'full',
        outcome: 'review',
        revision: 1,
      });
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DecisionV1, derivedId, matchRevisionV1, type VerificationV1, verificationV1 } from '#contracts';
import { NOW, recordOf } from '../testing/records.js';
import { approved, matchOf, RevisionParts, revisionOf } from '../testing/revision-parts.js';

const DAY = 86_400_000;

let parts: RevisionParts;
beforeAll(async () => {
  parts = await RevisionParts.open();
});
beforeEach(() => parts.clock.set(NOW + 60_000));

describe('a match that appeared', () => {
  it('decided on already → the latest decision has it; what was answered stays; a case from now on; told once', async () => {
    const decision = approved({ transaction: { tenantId: 'ten_appeared' } });
    await parts.store(decision);
    const revision = revisionOf(decision, { appeared: [matchOf()] });
    await parts.revise(revision);
    await parts.revise(revision, revision);

    const stored = await parts.stored(decision);
    expect(stored.answered).toMatchObject({ outcome: 'approve', score: 20, revision: 0, matches: [] });
    expect(stored.latest).toMatchObject({ outcome: 'review', score: 500, revision: 1, policyVersion: 8 });
    expect(stored.latest.reasons.map(({ code }) => code)).toEqual(['CARD_TESTING', 'MODEL']);
    expect(stored.status).toBe('final');
    expect(await parts.case(decision)).toMatchObject({
      cause: 'worse_after_answer',
      opened_at_ms: NOW + 60_000,
      due_at_ms: NOW + 60_000 + 3_600_000,
      score: 500,
    });
    expect(await parts.news(decision)).toMatchObject([
      {
        ceId: `${decision.id}_r1`,
        decision: { id: decision.id, outcome: 'review', revision: 1 },
        previousOutcome: 'approve',
        cause: 'late_transaction',
        causeTransactionId: 'txn_late',
      },
    ]);
    const kept = await parts.rows(decision, 'select * from cases.match_revisions where transaction_id = $1');
    expect(kept).toMatchObject([
      { id: revision.id, applied: true, outcome_before: 'approve', outcome_after: 'review' },
    ]);
    const [counts] = await parts.rows(
      decision,
      'select * from cases.decision_counts where log_partition < 0 and $1 <> $$$$',
    );
    expect((counts!['counts'] as number[])[7]).toBe(1);
  });

  it('then vanished → as it was answered; the case that nobody has touched is gone; both told', async () => {
    const decision = approved();
    await parts.store(decision);
    await parts.revise(revisionOf(decision, { appeared: [matchOf()] }));
    await parts.revise(revisionOf(decision, { vanished: [matchOf()], cause: 'time', causeTransactionId: '' }));
    expect((await parts.stored(decision)).latest).toMatchObject({
      outcome: 'approve',
      score: 20,
      matches: [],
      revision: 2,
    });
    expect(await parts.case(decision)).toBeUndefined();
    expect((await parts.news(decision)).map(({ previousOutcome, cause }) => [previousOutcome, cause])).toEqual([
      ['approve', 'late_transaction'],
      ['review', 'time'],
    ]);
  });

  it('the outcome stays → nobody is told; what analysts see is new', async () => {
    const decision = approved();
    await parts.store(decision);
    await parts.revise(revisionOf(decision, { appeared: [matchOf({ action: 'approve' })] }));
    expect((await parts.stored(decision)).latest).toMatchObject({ outcome: 'approve', score: 500 });
    expect(await parts.news(decision)).toEqual([]);
    expect(await parts.case(decision)).toBeUndefined();
  });

  it('already in review → the case stays as old as it is, and becomes the worse one', async () => {
    const decision = approved({ outcome: 'review' });
    await parts.store(decision);
    await parts.revise(revisionOf(decision, { appeared: [matchOf({ patternId: 'stolen' })] }));
    expect(await parts.case(decision)).toMatchObject({ cause: 'worse_after_answer', opened_at_ms: NOW });
    expect((await parts.stored(decision)).status).toBe('pending_review');
  });

  it('a challenge that failed meanwhile, at the same time → what the challenge showed is the cause', async () => {
    const decisions = Array.from({ length: 20 }, () => approved({ outcome: 'challenge' }));
    await parts.store(...decisions);
    const failed = (decision: DecisionV1): VerificationV1 => ({
      challengeId: derivedId('challenge', decision.transaction.id),
      tenantId: decision.transaction.tenantId,
      transactionId: decision.transaction.id,
      result: 'failed',
      method: 'otp',
      attempts: 5,
      resolvedAtMs: NOW + 5000,
    });
    await Promise.all(
      decisions.flatMap((decision) => [
        parts.revise(revisionOf(decision, { appeared: [matchOf({ patternId: 'stolen' })] })),
        parts.resolveDecisions.handle([recordOf(verificationV1, failed(decision))]),
      ]),
    );
    for (const decision of decisions) {
      expect(await parts.case(decision)).toMatchObject({ cause: 'challenge_failed', score: 500 });
      expect(await parts.stored(decision)).toMatchObject({ status: 'final', latest: { outcome: 'decline' } });
    }
  });
});

describe('a revision before its decision', () => {
  it('waits, and is applied in order once the decision is there', async () => {
    const decision = approved();
    await parts.revise(revisionOf(decision, { appeared: [matchOf()] }));
    await parts.revise(revisionOf(decision, { vanished: [matchOf()], appeared: [matchOf({ patternId: 'stolen' })] }));
    expect(await parts.sweep()).toEqual([]);
    await parts.store(decision);
    expect((await parts.stored(decision)).latest.revision).toBe(0);
    await parts.sweep();
    expect((await parts.stored(decision)).latest).toMatchObject({ outcome: 'decline', revision: 2 });
    expect(await parts.news(decision)).toMatchObject([{ previousOutcome: 'approve' }]);
  });

  it('one that comes after waiting ones → all, in the order in which they came', async () => {
    const decision = approved();
    await parts.revise(revisionOf(decision, { appeared: [matchOf()] }));
    await parts.store(decision);
    await parts.revise(revisionOf(decision, { vanished: [matchOf()] }));
    expect((await parts.stored(decision)).latest).toMatchObject({ outcome: 'approve', matches: [], revision: 2 });
  });

  it('no decision for seven days → let go; for less → kept', async () => {
    const decision = approved();
    await parts.revise(revisionOf(decision, { appeared: [matchOf()] }));
    parts.clock.advance(7 * DAY);
    expect(await parts.sweep()).toEqual([]);
    parts.clock.advance(1);
    expect(await parts.sweep()).toEqual([decision.transaction.id]);
    expect(await parts.rows(decision, 'select id from cases.match_revisions where transaction_id = $1')).toEqual([]);
  });

  it('more than a page wait, of several tenants → each is found', async () => {
    const decisions = Array.from({ length: 450 }, (_, i) => approved({ transaction: { tenantId: `ten_${i % 3}` } }));
    await parts.revise(...decisions.map((decision) => revisionOf(decision, { appeared: [matchOf()] })));
    const last = decisions.at(-1)!;
    await parts.store(last, decisions[0]!);
    await parts.sweep();
    expect((await parts.stored(last)).latest.outcome).toBe('review');
    expect((await parts.stored(decisions[0]!)).latest.outcome).toBe('review');
    parts.clock.advance(8 * DAY);
    expect(await parts.sweep()).toHaveLength(448);
  });
});

describe('matches on trial', () => {
  const tenantId = 'ten_trial';
  const trialOf = async (decision: DecisionV1) =>
    (
      await parts.rows(
        decision,
        'select pattern_id, version from patterns.trial_matches where transaction_id = $1 order by pattern_id, version',
      )
    ).map((row) => Object.values(row).join(' '));

  it('what appeared is compared, what vanished is not, whichever version it was of', async () => {
    await parts.db.database.query(
      [tenantId],
      `insert into patterns.patterns (tenant_id, pattern_id, revision, latest_version, live_version, shadow_version,
        changed_at_ms, changed_by) values ($1, 'testing', 1, 2, 1, 2, 0, 'usr')`,
      [tenantId],
    );
    const live = matchOf();
    const shadow = matchOf({ patternVersion: 2 });
    const decision = approved({ transaction: { tenantId }, matches: [live] });
    await parts.store(decision);
    expect(await trialOf(decision)).toEqual(['testing 1']);
    await parts.revise(revisionOf(decision, { vanished: [live], shadowAppeared: [shadow] }));
    expect(await trialOf(decision)).toEqual(['testing 2']);
    // One of two matches of the version is left, so it still matches.
    const other = matchOf({ patternVersion: 2, entityId: 'card-2' });
    await parts.revise(
      revisionOf(decision, { shadowAppeared: [other] }),
      revisionOf(decision, { shadowVanished: [shadow] }),
    );
    expect(await trialOf(decision)).toEqual(['testing 2']);
  });
});

describe('what is kept', () => {
  it('applied ones for 180 days; a bad record: named, the others applied', async () => {
    const decision = approved();
    await parts.store(decision);
    const good = recordOf(matchRevisionV1, revisionOf(decision, { appeared: [matchOf()] }));
    const bad = { ...good, value: Uint8Array.of(0x0a, 0xff) };
    const handled = await parts.storeRevisions.handle([bad, good], 0);
    expect(handled.poison).toMatchObject([{ record: bad }]);
    expect((await parts.stored(decision)).latest.revision).toBe(1);

    const kept = () => parts.rows(decision, 'select id from cases.match_revisions where transaction_id = $1');
    parts.clock.advance(180 * DAY);
    await parts.revisions.prune('ten_a');
    expect(await kept()).toHaveLength(1);
    parts.clock.advance(1);
    await parts.revisions.prune('ten_a');
    expect(await kept()).toHaveLength(0);
    expect((await parts.stored(decision)).latest.outcome).toBe('review');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionV1, type DecisionV1, type MatchRevisionV1, type PatternMatchV1 } from '#contracts';
import { FEATURES } from '../../../packs/card-payments/src/features.js';
import { compilePolicy, type PolicyDefinition } from '#policy';
import type { TenantPolicy } from './judge.js';
import { EVENTS_KEPT_MAX } from './matches.js';
import { isRevised, reviseDecision } from './revise-decision.js';

/** As `reviseDecision`, where the values of these features are known. */
function reviseUnder(
  decision: DecisionV1,
  revisions: readonly MatchRevisionV1[],
  policy: TenantPolicy | undefined,
): DecisionV1 {
  const features = decision.featureSet === FEATURES.version ? FEATURES : undefined;
  return reviseDecision(decision, revisions, { policy, features });
}

const POLICY: PolicyDefinition = {
  policy: 'test',
  rules: [
    { when: 'matched("card-testing") && feature("card_count_1h") > 3.0', outcome: 'decline', reason: 'TESTED_OFTEN' },
    { when: 'probability >= 0.9', outcome: 'decline', reason: 'ALMOST_CERTAIN' },
  ],
  stand_in: [{ when: 'event.amount > 100000', outcome: 'review', reason: 'LARGE' }],
  otherwise: 'approve',
};

function policyOf(version = 8, definition = POLICY): TenantPolicy {
  return { version, policy: compilePolicy(definition), exchange: { referenceCurrency: 'USD', unitsPerUsd: {} } };
}

function matchOf(change: Partial<PatternMatchV1> = {}, ...transactionIds: string[]): PatternMatchV1 {
  const events = transactionIds.map((transactionId) => ({ transactionId, occurredAtMs: 1, amountMinor: 100 }));
  return {
    patternId: 'card-testing',
    patternVersion: 1,
    entityType: 'card',
    entityId: 'card-1',
    reason: 'CARD_TESTING',
    risk: 0.5,
    action: 'review',
    steps: [{ step: 'small', events }],
    ...change,
  };
}

function revisionOf(change: Partial<MatchRevisionV1>): MatchRevisionV1 {
  return {
    id: 'rev',
    tenantId: 'ten_a',
    transactionId: 'txn_1',
    cause: 'late_transaction',
    causeTransactionId: 'txn_0',
    atMs: 5,
    appeared: [],
    vanished: [],
    shadowAppeared: [],
    shadowVanished: [],
    ...change,
  };
}

/** As it comes from the log. */
function decisionOf(
  change: Partial<DecisionV1> = {},
  transaction: Partial<DecisionV1['transaction']> = {},
): DecisionV1 {
  return decisionV1.decode(
    decisionV1.encode({
      id: 'dec_1',
      transaction: {
        id: 'txn_1',
        tenantId: 'ten_a',
        externalId: 'order-1',
        livemode: false,
        occurredAtMs: 1,
        receivedAtMs: 2,
        amountMinor: 500,
        currency: 'USD',
        channel: 'card_not_present',
        outcome: 'authorised',
        attributes: [],
        declared: [],
        ...transaction,
      },
      outcome: 'approve',
      score: 100,
      probability: 0.1,
      answeredBy: 'full',
      reasons: [
        { code: 'OLD_RULE', kind: 'rule', text: 'Rule 9: true', weight: 1 },
        { code: 'CARD_COUNT_1H', kind: 'model', text: 'many', weight: 0.4 },
      ],
      policyVersion: 3,
      modelId: 'm@1',
      modelRole: 'champion',
      challengeId: '',
      challengeExpiresAtMs: 0,
      decidedAtMs: 3,
      featureSet: FEATURES.version,
      features: featuresWith(5),
      entities: [],
      matches: [],
      traceId: '0a',
      latencyMs: 1,
      contributions: [],
      shadowMatches: [],
      revision: 0,
      customerMessage: '',
      models: [],
      ...change,
    }),
  );
}

function featuresWith(cardCount1h: number): number[] {
  const features = Array<number>(FEATURES.features.length).fill(Number.NaN);
  features[FEATURES.feature('card_count_1h')!.index] = cardCount1h;
  return features;
}

const plain = (decision: DecisionV1): DecisionV1 => decisionV1.decode(decisionV1.encode(decision));

describe('a revised decision', () => {
  it('a match appeared → decided with it: score, outcome, reasons of rules and patterns, policy of now', () => {
    const revised = reviseUnder(decisionOf(), [revisionOf({ appeared: [matchOf({}, 'txn_0', 'txn_1')] })], policyOf());
    expect(revised).toMatchObject({
      id: 'dec_1',
      outcome: 'decline',
      score: 500,
      probability: 0.1,
      policyVersion: 8,
      challengeId: '',
      decidedAtMs: 3,
      latencyMs: 1,
      revision: 1,
    });
    expect(isRevised(decisionOf(), revised)).toBe(true);
    expect(revised.reasons.map(({ code, kind }) => [code, kind])).toEqual([
      ['TESTED_OFTEN', 'rule'],
      ['CARD_TESTING', 'pattern'],
      ['CARD_COUNT_1H', 'model'],
    ]);
  });

  it('the same match vanished → as if it had never been', () => {
    const first = reviseUnder(decisionOf(), [revisionOf({ appeared: [matchOf({}, 'txn_0')] })], policyOf());
    const second = reviseUnder(first, [revisionOf({ vanished: [matchOf({}, 'txn_0')] })], policyOf());
    expect(second).toMatchObject({ outcome: 'approve', score: 100, matches: [], revision: 2 });
    expect(second.reasons.map(({ code }) => code)).toEqual(['CARD_COUNT_1H']);
  });

  it('what vanishes without being there → nothing but the count', () => {
    const decision = decisionOf({ matches: [matchOf({}, 'txn_0')], outcome: 'decline', score: 500 });
    const others = [
      matchOf({ patternVersion: 2 }, 'txn_0'),
      matchOf({ entityId: 'card-2' }, 'txn_0'),
      matchOf({}, 'txn_9'),
      matchOf({ patternId: 'other' }, 'txn_0'),
    ];
    const revised = reviseUnder(decision, [revisionOf({ vanished: others })], policyOf());
    expect(revised.matches).toEqual(decision.matches);
    expect(revised).toMatchObject({ outcome: 'decline', score: 500, policyVersion: 3, revision: 1 });
    expect(revised.reasons).toEqual(decision.reasons);
    expect(isRevised(decision, revised)).toBe(false);
  });

  it('matches on trial → kept apart, nothing decided on them', () => {
    const revised = reviseUnder(
      decisionOf({ shadowMatches: [matchOf({}, 'txn_0')] }),
      [revisionOf({ shadowAppeared: [matchOf({}, 'txn_7')], shadowVanished: [matchOf({}, 'txn_0')] })],
      policyOf(),
    );
    expect(revised).toMatchObject({ outcome: 'approve', score: 100, matches: [] });
    expect(revised.shadowMatches).toEqual([matchOf({}, 'txn_7')]);
    expect(revised.policyVersion).toBe(3);
  });

  it('a card of the sandbox → its outcome stays; the reasons tell of the match', () => {
    const card = { fingerprint: 'card_test_approve', bin: '', country: '' };
    const revised = reviseUnder(decisionOf({}, { card }), [revisionOf({ appeared: [matchOf({}, 'a')] })], policyOf());
    expect(revised.outcome).toBe('approve');
    expect(revised.reasons.map(({ code }) => code)).toContain('CARD_TESTING');
    expect(
      reviseUnder(decisionOf({}, { card, livemode: true }), [revisionOf({ appeared: [matchOf({}, 'a')] })], policyOf())
        .outcome,
    ).toBe('decline');
  });

  it('challenge → an outcome without a challenge; one that was opened stays', () => {
    const asks = revisionOf({ appeared: [matchOf({ patternId: 'other', action: 'challenge' }, 'a')] });
    expect(reviseUnder(decisionOf(), [asks], policyOf())).toMatchObject({ outcome: 'challenge', challengeId: '' });
    const challenged = decisionOf({
      outcome: 'challenge',
      challengeId: 'chl_1',
      challengeExpiresAtMs: 9,
      matches: [matchOf({}, 'a')],
    });
    const gone = reviseUnder(challenged, [revisionOf({ vanished: [matchOf({}, 'a')] })], policyOf());
    expect(gone).toMatchObject({ outcome: 'approve', challengeId: 'chl_1', challengeExpiresAtMs: 9 });
  });

  it('features that are no longer known → no rule reads them', () => {
    const decision = decisionOf({ featureSet: 'v0' });
    const revised = reviseUnder(decision, [revisionOf({ appeared: [matchOf({}, 'a')] })], policyOf());
    expect(revised.outcome).toBe('review');
    expect(revised.features).toEqual(decision.features);
  });

  it('a stand-in → its own rules, and patterns where none holds', () => {
    const standIn = {
      answeredBy: 'stand_in',
      probability: Number.NaN,
      score: 0,
      features: [],
      featureSet: '',
    } as const;
    const appeared = revisionOf({ appeared: [matchOf({ action: 'decline' }, 'a')] });
    const small = decisionOf({ ...standIn, features: [] });
    expect(reviseUnder(small, [appeared], policyOf())).toMatchObject({ outcome: 'decline', score: 500 });
    const large = decisionOf({ ...standIn, features: [] }, { amountMinor: 100_001 });
    expect(reviseUnder(large, [appeared], policyOf())).toMatchObject({ outcome: 'review', score: 500 });
  });

  it('no policy → a person decides', () => {
    const revised = reviseUnder(decisionOf(), [revisionOf({ appeared: [matchOf({}, 'a')] })], undefined);
    expect(revised).toMatchObject({
      outcome: 'review',
      policyVersion: 0,
      reasons: [{ code: 'POLICY_UNAVAILABLE' }, {}, {}],
    });
  });

  it('more matches than a record holds → the strongest', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      matchOf({ risk: i / 100 }, ...Array.from({ length: 100 }, (__, j) => `txn_${i}_${j}`)),
    );
    const revised = reviseUnder(decisionOf(), [revisionOf({ appeared: many })], policyOf());
    expect(revised.matches.map(({ risk }) => risk)).toEqual(
      many
        .map(({ risk }) => risk)
        .toReversed()
        .slice(0, Math.floor(EVENTS_KEPT_MAX / 100)),
    );
  });

  it('any revisions: in one step as one by one; again changes nothing; the last word on each match counts', () => {
    const match = fc
      .record({
        patternId: fc.constantFrom('card-testing', 'other'),
        patternVersion: fc.constantFrom(1, 2),
        at: fc.nat(2),
      })
      .map(({ at, ...change }) => matchOf({ ...change, risk: 0.3 + at / 10 }, `txn_${at}`));
    const matches = fc.array(match, { maxLength: 3 });
    const revision = fc
      .record({ appeared: matches, vanished: matches, shadowAppeared: matches, shadowVanished: matches })
      .map((change) => revisionOf(change));
    fc.assert(
      fc.property(matches, fc.array(revision, { maxLength: 6 }), (first, revisions) => {
        const decision = decisionOf({ matches: first });
        const policy = policyOf();
        const atOnce = reviseUnder(decision, revisions, policy);
        const oneByOne = revisions.reduce((known, next) => reviseUnder(known, [next], policy), decision);
        expect(plain(oneByOne)).toEqual(plain(atOnce));
        expect(atOnce.revision).toBe(revisions.length);
        const again = reviseUnder(atOnce, revisions, policy);
        expect({ ...plain(again), revision: atOnce.revision }).toEqual({ ...plain(atOnce), revision: atOnce.revision });

        const last = new Map<string, boolean>();
        const key = (one: PatternMatchV1) => JSON.stringify([one.patternId, one.patternVersion, one.steps]);
        for (const one of first) last.set(key(one), true);
        for (const { appeared, vanished } of revisions) {
          for (const one of vanished) last.set(key(one), false);
          for (const one of appeared) last.set(key(one), true);
        }
        const expected = [...last].filter(([, there]) => there).map(([name]) => name);
        expect(new Set(atOnce.matches.map(key))).toEqual(new Set(expected));
      }),
    );
  });
});

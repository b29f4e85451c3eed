import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import {
  compilePolicy,
  evaluatePolicy,
  evaluateStandIn,
  parsePolicy,
  PolicyError,
  POLICY_RULES_MAX,
  type PolicyFactsInput,
} from './index.js';

const event: TransactionLike = {
  id: 't1',
  occurredAtMs: 1_000,
  amountMinor: 60_000,
  currency: 'USD',
  channel: 'card_not_present',
  outcome: 'authorised',
  account: { id: 'a', createdAtMs: 0, email: '' },
  card: { fingerprint: 'c', bin: '424242', country: 'US' },
  device: { id: 'd', ip: '' },
  merchant: null,
  attributes: [],
};

function facts(over: Partial<PolicyFactsInput> = {}): PolicyFactsInput {
  return {
    event,
    referenceAmount: 70_000,
    score: 310,
    probability: 0.31,
    answeredBy: 'full',
    matches: [
      { patternId: 'card-testing', risk: 0.6 },
      { patternId: 'card-testing', risk: 0.8 },
    ],
    features: [4, Number.NaN],
    placeOf: (name) => ({ card_count_1h: 0, account_count_1h: 1 })[name],
    ...over,
  };
}

const policyWith = (when: string) =>
  compilePolicy({ policy: 'p', rules: [{ when, outcome: 'decline', reason: 'R' }], otherwise: 'approve' });
const holds = (when: string, over: Partial<PolicyFactsInput> = {}): boolean =>
  evaluatePolicy(policyWith(when), facts(over)).outcome === 'decline';

describe('evaluatePolicy', () => {
  const policy = compilePolicy(`
policy: default
rules:
  - {when: "matched('card-testing') && risk('card-testing') > 0.9", outcome: decline, reason: CARD_TESTING}
  - {when: "probability > 0.25 && event.amount > 50000", outcome: review, reason: LARGE_AND_RISKY, message: "We are checking this payment."}
  - {when: "probability > 0.2", outcome: challenge, reason: RISKY}
otherwise: approve
stand_in:
  - {when: "event.amount > 50000", outcome: review}
`);

  it('several rules hold: → the first decides, with its reason and message', () => {
    expect(evaluatePolicy(policy, facts())).toEqual({
      outcome: 'review',
      reasons: [
        {
          code: 'LARGE_AND_RISKY',
          kind: 'rule',
          text: 'Rule 2: probability > 0.25 && event.amount > 50000',
          weight: 1,
        },
      ],
      message: 'We are checking this payment.',
      ruleIndex: 1,
      failures: [],
    });
  });

  it('no rule holds: → otherwise, without reasons', () => {
    const result = evaluatePolicy(policy, facts({ probability: 0.01 }));
    expect(result).toEqual({ outcome: 'approve', reasons: [], failures: [] });
  });

  it.each([
    ["risk('card-testing') == 0.8", true],
    ['reference_amount == 70000 && event.amount == 60000', true],
    ["risk('other') == 0 && !matched('other')", true],
    ['score >= 310 && has_model', true],
    ["answered_by == 'full'", true],
    ['features.card_count_1h > 3', true],
    ["feature('card_count_1h') == 4", true],
    ['features.account_count_1h > 0 || features.account_count_1h <= 0', false],
    ["device.id == 'd' && merchant.id == '' && card.country == 'US'", true],
  ])('facts: %s → %s', (when, expected) => {
    expect(holds(when)).toBe(expected);
  });

  it('no model answered: → comparisons with probability are false', () => {
    const without = { probability: Number.NaN };
    expect(holds('probability > 0.0 || probability <= 1.0', without)).toBe(false);
    expect(holds('!has_model', without)).toBe(true);
  });

  it('a rule that raises: → skipped and reported, the next one decides', () => {
    const raising = compilePolicy({
      policy: 'p',
      rules: [
        { when: '[1, 2][int(score)] == 1', outcome: 'decline', reason: 'BROKEN' },
        { when: 'true', outcome: 'review', reason: 'NEXT' },
      ],
      otherwise: 'approve',
    });
    const result = evaluatePolicy(raising, facts());
    expect(result.outcome).toBe('review');
    expect(result.failures).toEqual([{ ruleIndex: 0, error: 'index 310 is outside the list, which has 2 elements' }]);
  });

  it('stand-in: → reads the transaction alone', () => {
    expect(evaluateStandIn(policy, event, 70_000)).toMatchObject({
      outcome: 'review',
      reasons: [{ code: 'STAND_IN_RULE', text: 'Stand-in rule 1: event.amount > 50000' }],
    });
    expect(evaluateStandIn(policy, { ...event, amountMinor: 1 }, 1)).toMatchObject({ outcome: 'approve', reasons: [] });
  });
});

describe('compilePolicy', () => {
  it('every mistake: → listed at once, each with its place', () => {
    const error = errorOf(`policy: default
rules:
  - {when: "event.amuont > 5", outcome: review, reason: A}
  - {when: "matched('x'", outcome: review, reason: A}
otherwise: approve
stand_in:
  - {when: "score > 5", outcome: review}
`);
    expect(error.problems).toEqual([
      {
        pointer: '/rules/0/when',
        detail: 'no field `amuont` in event; did you mean `amount`?',
        expression: { line: 1, column: 7 },
        line: 3,
        column: 19,
      },
      {
        pointer: '/rules/1/when',
        detail: 'expected `)`, but the expression ends',
        expression: { line: 1, column: 12 },
        line: 4,
        column: 24,
      },
      {
        pointer: '/stand_in/0/when',
        detail: 'unknown name `score`',
        expression: { line: 1, column: 1 },
        line: 7,
        column: 13,
      },
    ]);
    expect(error.message).toContain('line 3, column 19: /rules/0/when: no field `amuont`');
  });

  it('the wrong shape: → every field with its pointer', () => {
    const error = errorOf({ policy: 'P', rules: [{ when: 'true', outcome: 'allow', reason: 'a', extra: 1 }] });
    expect(error.problems.map((problem) => problem.pointer).sort()).toEqual([
      '/otherwise',
      '/policy',
      '/rules/0/extra',
      '/rules/0/outcome',
      '/rules/0/reason',
    ]);
  });

  it.each([
    ['no YAML', 'policy: [', /line 1|line 2/],
    ['a key twice', 'policy: a\npolicy: b\n', /`policy` is given twice/],
    ['too long', 'x'.repeat(600_000), /at most/],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`,
      /alias/,
    ],
    ['nothing', '', /must be a map of fields/],
  ])('%s: → a clear refusal', (_, text, message) => {
    expect(errorOf(text).message).toMatch(message);
  });

  it('more rules than the bound: → refused', () => {
    const rules = Array.from({ length: POLICY_RULES_MAX + 1 }, () => ({
      when: 'true',
      outcome: 'review',
      reason: 'A',
    }));
    expect(errorOf({ policy: 'p', rules, otherwise: 'approve' }).problems[0]!.pointer).toBe('/rules');
  });

  it('names that are known: → a wrong one is refused with a suggestion', () => {
    const text = `{policy: p, rules: [{when: "matched('card-tesing') || features.cnt > 1", outcome: review, reason: A}], otherwise: approve}`;
    expect(() => parsePolicy(text, { patterns: ['card-testing'], features: [] })).toThrow(
      'did you mean `card-testing`?',
    );
    expect(() => parsePolicy(text, { patterns: ['card-tesing'], features: ['cnt'] })).not.toThrow();
  });
});

function errorOf(source: unknown): PolicyError {
  try {
    compilePolicy(source);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
  throw new Error('compiled');
}

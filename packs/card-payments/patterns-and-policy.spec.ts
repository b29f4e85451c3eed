import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import { referenceAmount } from '#contracts';
import { FEATURES } from './src/features.js';
import { checkPattern, runExamples } from '#patterns';
import { compilePolicy, evaluatePolicy, evaluateStandIn, type PolicyFactsInput } from '#policy';

const DAY = 86_400_000;
const folder = new URL('patterns/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const patterns = files.map((file) => checkPattern(readFileSync(new URL(file, folder), 'utf8')));
const policy = compilePolicy(readFileSync(new URL('policy.yaml', import.meta.url), 'utf8'), {
  patterns: patterns.map(({ id }) => id),
  features: FEATURES.features.map(({ name }) => name),
});

describe('card-payments patterns', () => {
  it('the folder: → at least fifteen patterns, each named as its file', () => {
    expect(patterns.length).toBeGreaterThanOrEqual(15);
    expect(patterns.map(({ id }) => `${id}.yaml`)).toEqual(files);
  });

  it.each(patterns.map((pattern) => [pattern.id, pattern] as const))(
    '%s: → examples of both kinds, all as they say',
    (_, pattern) => {
      const results = runExamples(pattern);
      expect(results.filter(({ ok }) => !ok)).toEqual([]);
      expect(new Set(results.map(({ expected }) => expected > 0))).toEqual(new Set([true, false]));
    },
  );
});

describe('card-payments policy', () => {
  it.each([
    ['an ordinary payment', {}, {}, 'approve', undefined],
    ['a likely fraud', {}, { probability: 0.7 }, 'challenge', 'LIKELY_FRAUD'],
    ['a likely fraud in person', { channel: 'atm' }, { probability: 0.85 }, 'decline', 'LIKELY_FRAUD_IN_PERSON'],
    ['an almost certain fraud', {}, { probability: 0.97 }, 'decline', 'ALMOST_CERTAIN_FRAUD'],
    ['a large, somewhat risky payment', { amountMinor: 30_000 }, { probability: 0.35 }, 'challenge', 'LARGE_AND_RISKY'],
    ['as many yen, as risky', { amountMinor: 20_100, currency: 'JPY' }, { probability: 0.35 }, 'approve', undefined],
    ['a takeover', {}, { matches: [match('account-takeover')] }, 'challenge', 'ACCOUNT_TAKEOVER'],
    ['card testing', {}, { matches: [match('card-testing')] }, 'decline', 'CARD_TESTING'],
    ['a refund, however risky', { outcome: 'refunded' }, { probability: 0.99 }, 'approve', 'MONEY_BACK'],
    ['refund after refund', { outcome: 'refunded' }, { matches: [match('refund-abuse')] }, 'review', 'REFUND_ABUSE'],
    ['refund cycle', { outcome: 'reversed' }, { matches: [match('refund-cycle')] }, 'review', 'REFUND_CYCLE'],
    ['mule cash', { channel: 'atm' }, { matches: [match('mule-account')] }, 'review', 'MULE_ACCOUNT'],
    ['guessed codes', {}, { matches: [match('code-guessing')] }, 'challenge', 'UNUSUAL_ACTIVITY'],
    ['already declined', { outcome: 'declined' }, { probability: 0.99 }, 'approve', 'ALREADY_DECLINED'],
    ['no model, many attempts', {}, { probability: Number.NaN, features: [7] }, 'challenge', 'MANY_ATTEMPTS'],
    ['no model, nothing else', {}, { probability: Number.NaN }, 'approve', undefined],
  ] as const)('%s: → %s', (_, transaction, facts, outcome, reason) => {
    const result = evaluatePolicy(policy, factsWith({ event: transactionWith(transaction), ...facts }));
    expect({ outcome: result.outcome, reason: result.reasons[0]?.code }).toEqual({ outcome, reason });
    expect(result.failures).toEqual([]);
  });

  it.each([
    ['an ordinary payment', {}, 'approve'],
    ['a large remote payment', { amountMinor: 60_000 }, 'challenge'],
    ['a large payment in person', { amountMinor: 60_000, channel: 'card_present' }, 'approve'],
    ['a very large payment', { amountMinor: 250_000 }, 'review'],
    ['as many yen', { amountMinor: 250_000, currency: 'JPY' }, 'challenge'],
    ['as many öre', { amountMinor: 250_000, currency: 'SEK' }, 'approve'],
    ['as many fils', { amountMinor: 250_000, currency: 'KWD' }, 'challenge'],
    ['a thousand dinars', { amountMinor: 1_000_000, currency: 'KWD' }, 'review'],
    ['a refund', { amountMinor: 250_000, outcome: 'refunded' }, 'approve'],
    ['a new account', { amountMinor: 16_000, account: { id: 'a', createdAtMs: DAY - 1000, email: '' } }, 'challenge'],
  ] as const)('stand-in, %s: → %s', (_, transaction, outcome) => {
    const event = transactionWith(transaction);
    expect(evaluateStandIn(policy, event, inUsd(event)).outcome).toBe(outcome);
  });
});

function match(patternId: string): { patternId: string; risk: number } {
  return { patternId, risk: 0.8 };
}

function transactionWith(over: Partial<TransactionLike>): TransactionLike {
  return {
    id: 't',
    occurredAtMs: DAY,
    amountMinor: 4_500,
    currency: 'USD',
    channel: 'card_not_present',
    outcome: 'authorised',
    attributes: [],
    ...over,
  };
}

function inUsd({ amountMinor, currency }: TransactionLike): number {
  return referenceAmount({ referenceCurrency: 'USD', unitsPerUsd: {} }, amountMinor, currency);
}

function factsWith({ event = transactionWith({}), ...over }: Partial<PolicyFactsInput>): PolicyFactsInput {
  return {
    event,
    referenceAmount: inUsd(event),
    score: 10,
    probability: 0.01,
    answeredBy: 'full',
    matches: [],
    features: [0],
    placeOf: (name) => (name === 'card_declined_10m' ? 0 : undefined),
    ...over,
  };
}

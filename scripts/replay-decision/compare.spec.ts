import { describe, expect, it } from 'vitest';
import type { DecisionV1 } from '#contracts';
import type { Judgement } from '#decisions';
import { readFeatures } from '#features';
import { compareFeatures, compareJudgement, compareModel } from './compare.js';

const SET = readFeatures([
  {
    path: 'two.yaml',
    text: 'features:\n  - { feature: amount, value: event.amount }\n  - { feature: card_count_1h, by: card, aggregate: count, window: 1h }\n',
  },
]);

describe('what a replay says beside the decision', () => {
  it('features: missing ones are the same as missing ones, and each that differs is named', () => {
    expect(compareFeatures(SET, [1, Number.NaN], [1, Number.NaN])).toMatchObject({ same: true, remarks: [] });
    expect(compareFeatures(SET, [0, 2], [-0, Number.NaN])).toMatchObject({
      same: false,
      says: '0 of 2 the same, bit for bit',
      remarks: ['amount: decided on 0, again -0', 'card_count_1h: decided on 2, again nothing'],
    });
  });

  it('a feature of an entity of which not all payments were held, or counted exactly → that is said beside it', () => {
    const remarks = (past: { truncated: boolean; approximate: boolean }) =>
      compareFeatures(SET, [1, 2], [2, 5], [{ entityType: 'card', ...past }]).remarks;
    expect(remarks({ truncated: true, approximate: true })).toEqual([
      'amount: decided on 1, again 2',
      'card_count_1h: decided on 2, again 5; not all payments of the card were held then',
    ]);
    expect(remarks({ truncated: false, approximate: true })[1]).toBe(
      'card_count_1h: decided on 2, again 5; older payments of the card are counted by estimate',
    );
  });

  it('a probability: the same to the last bit, or not', () => {
    expect(compareModel('m@1', 0.5, 0.5)).toMatchObject({ same: true, says: 'm@1: 0.5' });
    expect(compareModel('m@1', 0.1 + 0.2, 0.3)).toMatchObject({ same: false, remarks: ['again 0.3'] });
  });

  it('the judgement: outcome, score and the reasons of rules and patterns', () => {
    const reason = (code: string, kind: string) => ({ code, kind, text: '', weight: 1 });
    const decision = {
      outcome: 'review',
      score: 700,
      policyVersion: 2,
      reasons: [reason('LARGE', 'rule'), reason('UNUSUAL_AMOUNT', 'model')],
    } as unknown as DecisionV1;
    const same = { outcome: 'review', score: 700, reasons: [reason('LARGE', 'rule')] } as unknown as Judgement;
    expect(compareJudgement(decision, same)).toMatchObject({ same: true, says: 'version 2: review, score 700' });
    expect(compareJudgement(decision, { ...same, outcome: 'approve', reasons: [] })).toMatchObject({
      same: false,
      remarks: ['outcome: decided review, again approve', 'reasons: decided LARGE, again none'],
    });
  });
});

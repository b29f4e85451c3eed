import type { PolicyDefinition } from '#policy';

/** What a new tenant begins with: it needs a model's probability and nothing else, and its stand-in only the amount. */
export const DEFAULT_POLICY: PolicyDefinition = {
  policy: 'default',
  rules: [
    {
      when: 'probability >= 0.9',
      outcome: 'decline',
      reason: 'ALMOST_CERTAIN_FRAUD',
      message: 'This payment could not be completed.',
    },
    {
      when: 'probability >= 0.5',
      outcome: 'challenge',
      reason: 'LIKELY_FRAUD',
      message: 'Please confirm that it is you.',
    },
    { when: 'probability >= 0.25 && event.amount >= 50000', outcome: 'review', reason: 'LARGE_AND_RISKY' },
  ],
  otherwise: 'approve',
  stand_in: [{ when: 'event.amount >= 100000', outcome: 'review', reason: 'LARGE_AMOUNT' }],
};

import { describe, expect, it } from 'vitest';
import { payerPlan, wrongCode } from './payer.js';

const shareOf = (isFraud: boolean, is: (plan: ReturnType<typeof payerPlan>) => boolean): number => {
  const plans = Array.from({ length: 2000 }, (_, i) => payerPlan(`live-x_${i}`, isFraud));
  return plans.filter(is).length / plans.length;
};

describe('payer', () => {
  it('the same payment → the same plan', () => {
    expect(payerPlan('a', true)).toEqual(payerPlan('a', true));
  });

  it('honest: → more than nine of ten enter the code, after seconds', () => {
    expect(shareOf(false, ({ then }) => then === 'enter')).toBeGreaterThan(0.9);
    expect(shareOf(false, ({ afterMs }) => afterMs < 1000 || afterMs > 60_000)).toBe(0);
  });

  it('thief: → never enters the code; some guess until it fails, most leave it', () => {
    expect(shareOf(true, ({ then }) => then === 'enter')).toBe(0);
    expect(shareOf(true, ({ wrong }) => wrong === 5)).toBeCloseTo(0.3, 1);
    expect(shareOf(true, ({ then }) => then === 'leave')).toBeGreaterThan(0.7);
  });

  it.each([
    ['123456', '123457'],
    ['999999', '000000'],
    ['000009', '000010'],
  ])('wrong code: %s → %s', (right, wrong) => {
    expect(wrongCode(right)).toBe(wrong);
  });
});

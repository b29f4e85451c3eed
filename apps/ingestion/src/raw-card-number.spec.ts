import { describe, expect, it } from 'vitest';
import { cardNumberPointers, containsCardNumber } from './raw-card-number.js';

describe('raw card number', () => {
  it.each([
    ['4242424242424242', true],
    ['4242 4242 4242 4242', true],
    ['card 5555-5555-5555-4444 was used', true],
    ['378282246310005', true],
    ['4242424242424241', false],
    ['424242', false],
    ['order-1234567890123456', false],
    ['2026112009301112', false],
    ['fp_4242xxxxxxxx4242', false],
    ['', false],
  ])('%s → %s', (text, expected) => {
    expect(containsCardNumber(text)).toBe(expected);
  });
  it('nested fields: every one is named by its pointer', () => {
    expect(
      cardNumberPointers({ card: { fingerprint: '4242424242424242' }, attributes: { memo: '5555555555554444', n: 1 } }),
    ).toEqual(['/card/fingerprint', '/attributes/memo']);
  });
});

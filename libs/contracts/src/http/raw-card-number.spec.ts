import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { containsCardNumber, maskCardNumbers, withoutCardNumbers } from './raw-card-number.js';

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
    ['2026-11-20 11:30, card 4242 4242 4242 4242', true],
    ['', false],
  ])('%s → %s', (text, expected) => {
    expect(containsCardNumber(text)).toBe(expected);
  });
  it.each([
    ['card 5555-5555-5555-4444 was used', 'card [card number] was used'],
    ['4242424242424242 12/28', '[card number]/28'],
    ['00004242424242424242111', '[card number]'],
    ['at 1795132800000, order-1234', 'at 1795132800000, order-1234'],
    ['', ''],
  ])('%s, masked → %s', (text, expected) => {
    expect(maskCardNumbers(text)).toBe(expected);
  });
  it('nested strings and numbers: each is a problem by its path, and not repeated', () => {
    const parsed = z
      .unknown()
      .check(withoutCardNumbers)
      .safeParse({
        card: { fingerprint: '4242424242424242' },
        attributes: { memo: '5555555555554444', n: 1, pan: 4242424242424242, at: 1795132800000, huge: 1e300 },
        note: null,
      });
    expect(parsed.error?.issues.map(({ path }) => path.join('/'))).toEqual([
      'card/fingerprint',
      'attributes/memo',
      'attributes/pan',
    ]);
    expect(JSON.stringify(parsed.error)).not.toContain('4242');
  });
});

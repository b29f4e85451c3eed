import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newApiKey, parseApiKey, sha256 } from './api-key.js';

describe('api key', () => {
  test('new key: parses back, with its mode, prefix and last four characters', () => {
    for (const livemode of [true, false]) {
      const key = newApiKey(livemode);
      expect(key).toMatch(livemode ? /^sk_live_[0-9a-z]{48}$/ : /^sk_test_[0-9a-z]{48}$/);
      expect(parseApiKey(key)).toEqual({
        livemode,
        prefix: key.slice(0, 12),
        last4: key.slice(-4),
        hash: sha256(key),
      });
    }
  });

  test('new keys: differ', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newApiKey(false))).size).toBe(1000);
  });

  test('what is shown of a key: leaves more than 128 random bits', () => {
    const parsed = parseApiKey(newApiKey(true))!;
    const shown = parsed.prefix.length - 'sk_live_'.length + parsed.last4.length;
    expect((48 - shown) * 5).toBeGreaterThan(128);
  });

  test.each([
    ['', 'nothing'],
    ['sk_test_short', 'too short'],
    [`sk_prod_${'a'.repeat(32)}`, 'an unknown mode'],
    [`SK_TEST_${'a'.repeat(32)}`, 'capitals in front'],
    [`sk_test_${'a'.repeat(129)}`, 'too long'],
    [`sk_test_${'a'.repeat(31)} `, 'a space'],
    [`sk_test_${'a'.repeat(31)}\n`, 'a line end'],
    [`sk_test_${'a'.repeat(31)}é`, 'a letter beyond ASCII'],
    [`sk_test_${'a'.repeat(16)}\0`, 'a NUL'],
  ])('%j: %s → no key', (key) => {
    expect(parseApiKey(key)).toBeUndefined();
  });

  test('any text: parses, or is no key; never throws', () => {
    const result = fc.check(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (text) => {
        const parsed = parseApiKey(`sk_test_${text}`);
        return parsed === undefined || /^[A-Za-z0-9_-]{16,128}$/.test(text);
      }),
    );
    expect(result.counterexample).toBeNull();
  });
});

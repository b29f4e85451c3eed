import { describe, expect, it } from 'vitest';
import { shortId } from './identifier.js';

describe('shortId', () => {
  it.each([
    ['txn_01jd3q6v0x9k2m4n5p6q7r8s9t', 'txn_…7r8s9t'],
    ['dec_01jd3q6v0x9k2m4n5p6q7r8s9t_d', 'dec_…7r8s9t_d'],
    ['order-8812', 'order-8812'],
    ['203.0.113.7', '203.0.113.7'],
    ['4bf92f3577b34da6a3ce929d0e0e4736', '4bf92f357…0e4736'],
  ])('%s → %s', (id, expected) => expect(shortId(id)).toBe(expected));
});

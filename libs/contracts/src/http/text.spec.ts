import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalId, text, writtenText } from './text.js';

describe('text of a record', () => {
  it.each([
    ['', true],
    ['São Paulo ✈ 東京 👩‍👩‍👧', true],
    ['line\nbreak', true],
    ['a\u0000b', false],
    ['cut inside an emoji \ud83d', false],
    ['\udc00', false],
    ['four', true],
    ['x'.repeat(65), false],
  ])('%j → accepted: %s', (value, accepted) => {
    expect(text(64).safeParse(value).success).toBe(accepted);
  });
  it('any string that is accepted → the same in UTF-8 and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        fc.pre(text(1024).safeParse(value).success);
        expect(Buffer.from(value).toString()).toBe(value);
        expect(value).not.toContain('\0');
      }),
    );
  });
  it('written by a person: blank → refused; spaces around → gone', () => {
    expect(writtenText(10).safeParse('  ').success).toBe(false);
    expect(writtenText(10).parse(' a b ')).toBe('a b');
  });
});

describe('id of the payment system', () => {
  it.each([
    ['order-1', true],
    ['Bestellung 17/ä', true],
    ['東京-1', true],
    ['pay 👍', true],
    ['', false],
    [' ', false],
    ['\u3000', false],
    ['a\nb', false],
    ['a\u0000b', false],
    ['a\u202eb', false],
    ['a\u2028', false],
    ['a\u200bb', false],
    ['\ufeffa', false],
    ['a\ud800', false],
    ['x'.repeat(129), false],
  ])('%j → accepted: %s', (value, accepted) => {
    expect(externalId.safeParse(value).success).toBe(accepted);
  });
  it('a long string that is wrong at its end → refused without trying every part of it', () => {
    // Work that grows with the square of the length would not end before the test's time is up.
    expect(externalId.safeParse(`${' '.repeat(2_000_000)}\n`).success).toBe(false);
  });
});

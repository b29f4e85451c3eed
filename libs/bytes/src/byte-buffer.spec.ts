import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from './index.js';

const TEXTS = ['', 'plain', 'x'.repeat(127), 'x'.repeat(128), 'é'.repeat(100), '𝒶 中村', '\ufeffmarked', '\0'];

describe('byte buffer', () => {
  it.each(TEXTS)('text %j: → is read as it was written, and takes its UTF-8', (text) => {
    const out = new ByteWriter(1);
    out.byte(7);
    out.text(text);
    out.utf8(text);
    const bytes = out.take();
    const utf8 = Buffer.from(text);
    const input = new ByteReader(bytes);
    expect(input.byte()).toBe(7);
    expect(input.text()).toBe(text);
    expect(Buffer.from(input.rest())).toEqual(utf8);
    expect(bytes).toHaveLength(1 + (utf8.length < 128 ? 1 : 2) + 2 * utf8.length);
  });

  it('bytes that end too early: → RangeError', () => {
    const out = new ByteWriter();
    out.text('text');
    for (let end = 0; end < out.length; end++) {
      expect(() => new ByteReader(out.take().subarray(0, end)).text()).toThrow(RangeError);
    }
  });
});

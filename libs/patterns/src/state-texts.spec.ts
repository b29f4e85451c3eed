import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { PieceReader, TextWriter } from './state-texts.js';

function written(parts: readonly (readonly ['text' | 'word', string])[]): { head: Uint8Array; places: Uint8Array } {
  const texts = new TextWriter();
  const places = new ByteWriter();
  for (const [kind, value] of parts) texts[kind](places, value);
  const head = new ByteWriter();
  texts.writeTo(head);
  return { head: head.take(), places: places.take() };
}

describe('texts of a state', () => {
  it('any texts in any order: → read as they were written', () => {
    const part = fc.tuple(fc.constantFrom('text' as const, 'word' as const), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const { head, places } = written(parts);
        const reader = new PieceReader(new ByteReader(head));
        const input = new ByteReader(places);
        expect(parts.map(([kind]) => reader[kind](input))).toEqual(parts.map(([, value]) => value));
      }),
    );
  });

  it('a word that comes again: → stands there once', () => {
    const once = written([['word', 'declined']]);
    const often = written(Array.from({ length: 50 }, () => ['word', 'declined'] as const));
    expect(often.head).toEqual(once.head);
    expect(often.places).toHaveLength(50);
  });

  it('places that are not there: → RangeError', () => {
    const { head } = written([['word', 'declined']]);
    const reader = new PieceReader(new ByteReader(head));
    expect(() => reader.word(new ByteReader(Uint8Array.of(1)))).toThrow('a word that it does not hold');
    expect(() => reader.text(new ByteReader(Uint8Array.of(1)))).toThrow('end too early');
  });
});

/**
 * The texts of a state, in one piece: one text is decoded much faster than hundreds, and its parts are no copies. Words,
 * which are likely to come again (a currency, a country), stand in it once and are referred to by number.
 *   number of words · their lengths, in UTF-16 units · the piece: words, then texts
 */
import { type ByteReader, ByteWriter } from '#bytes';

/** Where an event's texts go: a place in `out` says which is meant, the texts themselves follow elsewhere. */
export class TextWriter {
  private readonly words = new Map<string, number>();
  private readonly lengths: number[] = [];
  private readonly inWords = new ByteWriter(1024);
  private readonly inTexts = new ByteWriter();

  clear(): void {
    this.words.clear();
    this.lengths.length = 0;
    this.inWords.clear();
    this.inTexts.clear();
  }

  /** One that hardly comes again: an id. */
  text(out: ByteWriter, value: string): void {
    out.varint(value.length);
    this.inTexts.utf8(value);
  }

  word(out: ByteWriter, value: string): void {
    let number = this.words.get(value);
    if (number === undefined) {
      number = this.lengths.push(value.length) - 1;
      this.words.set(value, number);
      this.inWords.utf8(value);
    }
    out.varint(number);
  }

  writeTo(out: ByteWriter): void {
    out.varint(this.lengths.length);
    for (const length of this.lengths) out.varint(length);
    out.varint(this.inWords.length + this.inTexts.length);
    out.raw(this.inWords.view());
    out.raw(this.inTexts.view());
  }
}

/** Throws RangeError where a text is asked for that isn't there. */
export interface TextReader {
  text(input: ByteReader): string;
  word(input: ByteReader): string;
}

/** Texts that stand where they belong, as version 2 wrote them. */
export const INLINE_TEXTS: TextReader = { text: (input) => input.text(), word: (input) => input.text() };

export class PieceReader implements TextReader {
  private readonly words: string[] = [];
  private readonly piece: string;
  private at = 0;

  /** @param input - where `TextWriter.writeTo` wrote */
  constructor(input: ByteReader) {
    const lengths: number[] = [];
    for (let left = input.varint(); left > 0; left--) lengths.push(input.varint());
    this.piece = input.text();
    for (const length of lengths) this.words.push(this.take(length));
  }

  text(input: ByteReader): string {
    return this.take(input.varint());
  }

  word(input: ByteReader): string {
    const word = this.words[input.varint()];
    if (word === undefined) throw new RangeError('the state of a pattern refers to a word that it does not hold');
    return word;
  }

  private take(length: number): string {
    const { at, piece } = this;
    this.at = at + length;
    if (this.at > piece.length) throw new RangeError('the texts of the state of a pattern end too early');
    return piece.slice(at, this.at);
  }
}

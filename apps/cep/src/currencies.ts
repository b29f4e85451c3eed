/**
 * Whether an entity's payments of 30 days were all in one currency. What each was in is not kept: what matters is until when
 * there was another than the newest one's.
 */
import type { ByteReader, ByteWriter } from '#bytes';
import type { StoredHistory } from '#features';

/** As long as the longest windows of money that people are told. */
const WINDOW_MS = 30 * 86_400_000;

export class Currencies {
  /** Of the newest payment, packed; 0 where it is not known. */
  private currency = 0;
  /** Time of the latest payment in another currency; `-Infinity` when there was none. */
  private otherUntilMs = -Infinity;

  /** To be told of every payment before the entity has it. @param newestMs - of those before it */
  note(currency: string, atMs: number, newestMs: number): void {
    const packed = packedOf(currency);
    if (packed === this.currency) return;
    if (atMs >= newestMs) this.currency = packed;
    this.otherUntilMs = Math.max(this.otherUntilMs, Math.min(atMs, newestMs));
  }

  /**
   * Whether every payment of the 30 days up to this one, which was just noted, is in its currency. Never true wrongly; for a
   * late one it also goes by what came after.
   */
  areOne(currency: string, atMs: number): boolean {
    const packed = packedOf(currency);
    return packed !== 0 && packed === this.currency && this.otherUntilMs <= atMs - WINDOW_MS;
  }

  /** currency varint · time of the latest in another varint (0: never) */
  encode(out: ByteWriter): void {
    out.varint(this.currency);
    out.varint(Number.isFinite(this.otherUntilMs) ? this.otherUntilMs : 0);
  }

  decode(input: ByteReader): void {
    this.currency = input.varint();
    this.otherUntilMs = input.varint() || -Infinity;
  }

  /** From a state of an earlier release. */
  takeOver({ currency, otherCurrencyUntil }: StoredHistory): void {
    this.currency = currency;
    this.otherUntilMs = otherCurrencyUntil;
  }
}

/** Three letters in 15 bits. */
function packedOf(currency: string): number {
  if (currency.length !== 3) return 0;
  return ((currency.charCodeAt(0) & 31) << 10) | ((currency.charCodeAt(1) & 31) << 5) | (currency.charCodeAt(2) & 31);
}

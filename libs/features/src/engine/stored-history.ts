/**
 * Encodings 1 and 2 of an entity, from before features were definitions: a fixed set of facts of each event. Nothing writes
 * them any more.
 *
 * version u8 · type u8 · count varint · first seen varint · dropped until varint (0: nothing) ·
 * currency varint · other currency until varint (0: never; neither is in version 1) · events, oldest first:
 *   shape u8      bit 0 country follows; bits 1-2 location: 0 none, 1 as in the last event that had one, 2 follows;
 *                 bit 3+k counterpart k is that of the event before
 *   time varint   milliseconds since the event before (the first: since 1970)
 *   amount varint minor units
 *   identity 7 B  53 bits of the id hash, 3 bits of flags above them
 *   country 2 B, location 2 varints (degrees from the last one, zigzag), then each other counterpart:
 *   varint 0 none, 1 new and 4 bytes of hash, n + 2 the n-th different one of this history
 */
import type { ByteReader } from '#bytes';
import { NO_LOCATION } from '../location.js';
import { readCounterpart, readLocationAfter } from './stored-parts.js';

export interface StoredHistory {
  readonly type: string;
  readonly events: readonly StoredEvent[];
  /** Time of the earliest event ever seen; `Infinity` before the first. */
  readonly firstSeenAt: number;
  /** Time of the latest event that was let go; `-Infinity` when all are held. */
  readonly droppedUntil: number;
  /** Of the newest event, three letters in 15 bits; 0 where it is not known. */
  readonly currency: number;
  /** Time of the latest event in another currency; `-Infinity` when there was none. */
  readonly otherCurrencyUntil: number;
}

export interface StoredEvent {
  readonly atMs: number;
  readonly amountMinor: number;
  /** Hash of the transaction's id. */
  readonly id: number;
  readonly isDeclined: boolean;
  readonly isReturned: boolean;
  readonly isNotPresent: boolean;
  /** Two letters, or none. */
  readonly country: string;
  /** Packed. */
  readonly place: number;
  /** Hashes, as `counterpartsOf` names them; 0 for none. */
  readonly counterparts: readonly number[];
}

const WITHOUT_CURRENCY = 1;
const LAST_VERSION = 2;
const TYPES = ['account', 'card', 'device', 'ip', 'merchant'] as const;
const COUNTRY_FOLLOWS = 1;
const LOCATION_FOLLOWS = 2 << 1;
const LOCATION_MASK = 3 << 1;
const COUNTERPART_SAME = 1 << 3;
/** Those of a merchant: more than of any other. */
const EVENTS_MAX = 1025;

const ACCOUNT = 'event.account.id';
const CARD = 'event.card.fingerprint';
const DEVICE = 'event.device.id';
const MERCHANT = 'event.merchant.id';
const PAYER = "event.card.fingerprint != '' ? event.card.fingerprint : event.account.id";

/** Of which expressions an entity type's history kept hashes. */
export const COUNTERPARTS: Readonly<Record<string, readonly string[]>> = {
  account: [MERCHANT, DEVICE, CARD],
  card: [MERCHANT, DEVICE],
  device: [ACCOUNT, CARD],
  ip: [ACCOUNT, CARD],
  merchant: [PAYER],
};

/** Reads one history; throws `RangeError` on bytes that are none. */
export function readStoredHistory(input: ByteReader): StoredHistory {
  const version = input.byte();
  if (version < WITHOUT_CURRENCY || version > LAST_VERSION)
    throw new RangeError(`entity history of unknown version ${version}`);
  const type = TYPES[input.byte()];
  if (type === undefined) throw new RangeError('entity history of an unknown entity type');
  const length = input.varint();
  if (length > EVENTS_MAX) throw new RangeError(`entity history of ${length} events`);
  const firstSeenAt = input.varint() || Infinity;
  const droppedUntil = input.varint() || -Infinity;
  const hasCurrency = version !== WITHOUT_CURRENCY;
  const currency = hasCurrency ? input.varint() : 0;
  const otherCurrencyUntil = hasCurrency ? input.varint() || -Infinity : -Infinity;
  return {
    type,
    firstSeenAt,
    droppedUntil,
    currency,
    otherCurrencyUntil,
    events: readEvents(COUNTERPARTS[type]!.length, length, input),
  };
}

function readEvents(counterparts: number, length: number, input: ByteReader): StoredEvent[] {
  const events: StoredEvent[] = [];
  const different: number[] = [];
  let country = '';
  let location = NO_LOCATION;
  while (events.length < length) {
    const before = events.at(-1);
    const shape = input.byte();
    const atMs = input.varint() + (before?.atMs ?? 0);
    const amountMinor = input.varint();
    const low = input.uint32();
    const high = input.byte() | (input.byte() << 8) | (input.byte() << 16);
    const flags = high >> 21;
    if (shape & COUNTRY_FOLLOWS) country = lettersOf(input.byte(), input.byte());
    if ((shape & LOCATION_MASK) === LOCATION_FOLLOWS) location = readLocationAfter(location, input);
    events.push({
      atMs,
      amountMinor,
      id: (high & 0x1fffff) * 0x1_0000_0000 + low,
      isDeclined: (flags & 1) !== 0,
      isReturned: (flags & 2) !== 0,
      isNotPresent: (flags & 4) !== 0,
      country,
      place: shape & LOCATION_MASK ? location : NO_LOCATION,
      counterparts: Array.from({ length: counterparts }, (_, k) =>
        shape & (COUNTERPART_SAME << k) ? (before?.counterparts[k] ?? 0) : readCounterpart(input, different),
      ),
    });
  }
  return events;
}

function lettersOf(first: number, second: number): string {
  return first === 0 ? '' : String.fromCharCode(first, second);
}

import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { ByteReader, ByteWriter } from '#bytes';
import type { TransactionV1 } from '#contracts';
import { type EntityState, sessionEventOf } from '#features';
import { Entity, ENTITY_VERSION } from './entity.js';
import { encodeEvent } from './event-bytes.js';
import { accepted, NOON } from './testing/accepted.js';
import { FEATURE_BOOK } from './testing/feature-book.js';
import { bookOf, cardTesting, cashout, probe } from './testing/patterns.js';
import { SESSIONS } from './testing/settings.js';
import { STORED_V6, storedPayment } from './testing/stored-events-v6.js';

const cardOf = (): Entity => new Entity({ tenantId: 'ten_a', entityType: 'card' }, 'test/card');
const event = accepted().transaction;

/** As a card was stored before its state was that of features. */
const HISTORY = Buffer.from(readFileSync('libs/features/snapshots/card-v2.hex', 'utf8').trim(), 'hex');
const HISTORY_LAST_MS = 1_795_266_000_001;

const DAY_MS = 86_400_000;
const booksOf = (...patterns: Parameters<typeof bookOf>) => ({
  patterns: bookOf(...patterns),
  features: FEATURE_BOOK,
  sessions: SESSIONS,
});

function insert(state: EntityState, transaction: TransactionV1): void {
  const facts = new Float64Array(state.features.factsLength);
  state.features.read(transaction, facts);
  state.insert(facts);
}

const taking = (transaction: TransactionV1) => ({ transaction, event: encodeEvent(transaction), keepMs: DAY_MS });

describe('an entity’s encoding', () => {
  it('stored and read again → history, runs, recent events, places among them, passed time, changes seen', () => {
    const books = booksOf(cardTesting());
    const { patterns: book } = books;
    const entity = cardOf();
    const { state, currencies, patterns, sessions } = entity.thaw(books);
    sessions.add(sessionEventOf('card', event));
    currencies.note(event.currency, event.occurredAtMs, -Infinity);
    insert(state, event);
    for (let i = 0; i < 40; i++)
      patterns.take(book, taking(probe(i / 10)), i === 0 ? -Infinity : probe((i - 1) / 10).occurredAtMs);
    patterns.passTime(book, NOON + 5000);
    patterns.seenChange = 1_234_567_890_123;
    const again = cardOf();
    const read = again.thaw(books, entity.encode(books));
    expect(again.encode(books)).toEqual(entity.encode(books));
    expect(read.state.rows.lastAt).toBe(event.occurredAtMs);
    expect(read.currencies.areOne('EUR', event.occurredAtMs)).toBe(true);
    expect(read.sessions.advance(event.occurredAtMs + SESSIONS.gapMs + 1)).toMatchObject([
      { closed: { startMs: event.occurredAtMs, count: 1, sum: 1000, distinct: 1, channels: ['card_not_present'] } },
    ]);
    expect(read.patterns.seenChange).toBe(1_234_567_890_123);
    expect(read.patterns.isNext(probe(4.9), NOON)).toBe(false);
    expect(read.patterns.isNext(probe(5.1), NOON)).toBe(true);
    expect(read.patterns.recentEvents().map(({ id }) => id)).toEqual(
      Array.from({ length: 40 }, (_, i) => `probe_${i / 10}`),
    );
    expect(read.patterns.take(book, taking(cashout()), NOON + 5000)).toHaveLength(1);
  });

  it('version 6, whose recent events had whole texts → is read, with its place before the first of them', () => {
    const books = booksOf(cardTesting());
    const bytes = new ByteWriter();
    bytes.byte(6);
    bytes.blob(HISTORY);
    // Currency, other currency, then sessions: version, no watermark, none; changes seen, passed time.
    for (const number of [1, 0, 2, 0, 0, 7, 0]) bytes.varint(number);
    bytes.blob(STORED_V6);
    bytes.blob(Uint8Array.of(1));
    const { patterns } = cardOf().thaw(books, bytes.take());
    expect(patterns.seenChange).toBe(7);
    expect(patterns.recentEvents()).toEqual([0, 1, 2, 3].map(storedPayment));
    const late = { ...event, occurredAtMs: storedPayment(2).occurredAtMs + 1 };
    expect(patterns.putInPlace(books.patterns, taking(late))).toBeDefined();
    expect(patterns.recentEvents().map(({ id }) => id)[3]).toBe(late.id);
  });

  it('version 5, which had each recent event as a whole → is read, with its places, and goes on', () => {
    const books = booksOf(cardTesting());
    const { patterns: book } = books;
    const probes = Array.from({ length: 40 }, (_, i) => probe(i / 10));
    const entity = cardOf();
    for (const [i, one] of probes.entries())
      entity.thaw(books).patterns.take(book, taking(one), i === 0 ? -Infinity : probes[i - 1]!.occurredAtMs);
    const today = new ByteReader(entity.encode(books));
    today.byte();
    const before = new ByteWriter();
    before.byte(5);
    before.blob(today.blob());
    const rest = today.rest();
    const patterns = new ByteWriter();
    const { from, to } = entity.thaw(books).patterns.encode(book, patterns);
    const head = rest.length - patterns.length + from;
    const whole = new ByteWriter();
    for (const event of probes.map(encodeEvent)) {
      whole.byte(event.length);
      whole.byte(0);
      whole.raw(event);
    }
    const lengthBytes = new ByteWriter();
    lengthBytes.varint(to - from);
    before.raw(rest.subarray(0, head - lengthBytes.length));
    before.blob(whole.view());
    before.raw(rest.subarray(head + to - from));

    const read = cardOf();
    expect(
      read
        .thaw(books, before.take())
        .patterns.recentEvents()
        .map(({ id }) => id),
    ).toEqual(probes.map(({ id }) => id));
    expect(read.encode(books)).toEqual(entity.encode(books));
    expect(read.thaw(books).patterns.putInPlace(book, taking(probe(3.55)))).toBeDefined();
  });

  it('version 4, which had no sessions → is read, and they begin anew', () => {
    const books = booksOf(cardTesting());
    const bytes = new ByteWriter();
    bytes.byte(4);
    bytes.blob(HISTORY);
    // Currency, other currency, changes seen, passed time, no recent events, no places.
    for (const number of [1, 0, 7, NOON, 0]) bytes.varint(number);
    bytes.blob(Uint8Array.of(1));
    const { state, patterns, sessions } = cardOf().thaw(books, bytes.take());
    expect([state.rows.lastAt, patterns.seenChange, sessions.closesAtMs]).toEqual([HISTORY_LAST_MS, 7, Infinity]);
  });

  it('version 2, which had no places → is read; what comes before its newest event is out of reach', () => {
    const books = booksOf(cardTesting());
    const { patterns: book } = books;
    const bytes = new ByteWriter();
    bytes.byte(2);
    bytes.blob(HISTORY);
    bytes.varint(7);
    const recent = new ByteWriter();
    for (const one of [probe(0), probe(1)]) {
      const encoded = encodeEvent(one);
      recent.byte(encoded.length);
      recent.byte(0);
      recent.raw(encoded);
    }
    bytes.blob(recent.view());
    const { patterns } = cardOf().thaw(books, bytes.take());
    expect([patterns.seenChange, patterns.recentEvents().length]).toEqual([7, 2]);
    expect(patterns.putInPlace(book, taking(probe(0.5)))).toBeUndefined();
    patterns.take(book, taking(probe(2)), probe(1).occurredAtMs);
    expect(patterns.putInPlace(book, taking(probe(0.5)))).toBeUndefined();
    expect(patterns.putInPlace(book, taking(probe(1.5)))).toBeDefined();
  });

  it('version 1, which had no recent events → is read, and its runs begin anew', () => {
    const books = booksOf(cardTesting());
    const { patterns: book } = books;
    const bytes = new ByteWriter();
    bytes.byte(1);
    bytes.blob(HISTORY);
    bytes.raw(Buffer.from('{"card-testing":{}}'));
    const entity = cardOf();
    const { state, currencies, patterns } = entity.thaw(books, bytes.take());
    expect(state.rows.lastAt).toBe(HISTORY_LAST_MS);
    expect(currencies.areOne('EUR', HISTORY_LAST_MS)).toBe(true);
    expect([patterns.seenChange, patterns.recentEvents(), patterns.dueAtMs(book)]).toEqual([0, [], Infinity]);
    expect(entity.encode(books)[0]).toBe(ENTITY_VERSION);
  });

  it('a version that is not known → refused', () => {
    expect(() => cardOf().thaw(booksOf(), Uint8Array.of(99))).toThrow('version 99');
  });
});

import { describe, expect, it } from 'vitest';
import { ByteWriter } from '#bytes';
import { encodeHistory, EntityHistory, FACTS_LENGTH, readFacts } from '#features';
import type { TransactionV1 } from '#contracts';
import { Entity, ENTITY_VERSION } from './entity.js';
import { encodeEvent } from './event-bytes.js';
import { accepted, NOON } from './testing/accepted.js';
import { bookOf, cardTesting, cashout, probe } from './testing/patterns.js';

const KEY = 'ten_a/card/test/card';
const event = accepted().transaction;

const facts = new Float64Array(FACTS_LENGTH);

function historyBytes(): Uint8Array {
  readFacts(event, facts);
  const history = new EntityHistory('card');
  history.insert(facts);
  const out = new ByteWriter();
  encodeHistory(history, out);
  return out.take();
}

const DAY_MS = 86_400_000;
const taking = (transaction: TransactionV1) => ({ transaction, event: encodeEvent(transaction), keepMs: DAY_MS });

describe('an entity’s encoding', () => {
  it('stored and read again → history, runs, recent events, places among them, passed time, changes seen', () => {
    const book = bookOf(cardTesting());
    const entity = new Entity(KEY, 'ten_a', 'card');
    const { history, patterns } = entity.thaw(book);
    readFacts(event, facts);
    history.insert(facts);
    for (let i = 0; i < 40; i++)
      patterns.take(book, taking(probe(i / 10)), i === 0 ? -Infinity : probe((i - 1) / 10).occurredAtMs);
    patterns.passTime(book, NOON + 5000);
    patterns.seenChange = 1_234_567_890_123;
    const again = new Entity(KEY, 'ten_a', 'card', entity.encode(book));
    const read = again.thaw(book);
    expect(read.history.lastAt).toBe(event.occurredAtMs);
    expect(read.patterns.seenChange).toBe(1_234_567_890_123);
    expect(read.patterns.isNext(probe(4.9), NOON)).toBe(false);
    expect(read.patterns.isNext(probe(5.1), NOON)).toBe(true);
    expect(read.patterns.recentEvents().map(({ id }) => id)).toEqual(
      Array.from({ length: 40 }, (_, i) => `probe_${i / 10}`),
    );
    expect(again.encode(book)).toEqual(entity.encode(book));
    expect(read.patterns.take(book, taking(cashout()), NOON + 5000)).toHaveLength(1);
  });

  it('version 2, which had no places → is read; what comes before its newest event is out of reach', () => {
    const book = bookOf(cardTesting());
    const bytes = new ByteWriter();
    bytes.byte(2);
    bytes.blob(historyBytes());
    bytes.varint(7);
    const recent = new ByteWriter();
    for (const one of [probe(0), probe(1)]) {
      const encoded = encodeEvent(one);
      recent.byte(encoded.length);
      recent.byte(0);
      recent.raw(encoded);
    }
    bytes.blob(recent.view());
    const { patterns } = new Entity(KEY, 'ten_a', 'card', bytes.take()).thaw(book);
    expect([patterns.seenChange, patterns.recentEvents().length]).toEqual([7, 2]);
    expect(patterns.putInPlace(book, taking(probe(0.5)))).toBeUndefined();
    patterns.take(book, taking(probe(2)), probe(1).occurredAtMs);
    expect(patterns.putInPlace(book, taking(probe(0.5)))).toBeUndefined();
    expect(patterns.putInPlace(book, taking(probe(1.5)))).toBeDefined();
  });

  it('version 1, which had no recent events → is read, and its runs begin anew', () => {
    const book = bookOf(cardTesting());
    const bytes = new ByteWriter();
    bytes.byte(1);
    bytes.blob(historyBytes());
    bytes.raw(Buffer.from('{"card-testing":{}}'));
    const entity = new Entity(KEY, 'ten_a', 'card', bytes.take());
    const { history, patterns } = entity.thaw(book);
    expect(history.lastAt).toBe(event.occurredAtMs);
    expect([patterns.seenChange, patterns.recentEvents(), patterns.dueAtMs(book)]).toEqual([0, [], Infinity]);
    expect(entity.encode(book)[0]).toBe(ENTITY_VERSION);
  });

  it('a version that is not known → refused', () => {
    expect(() => new Entity(KEY, 'ten_a', 'card', Uint8Array.of(99)).thaw(bookOf())).toThrow('version 99');
  });
});

import { describe, expect, it } from 'vitest';
import { ByteWriter } from '#bytes';
import { encodeHistory, EntityHistory, FACTS_LENGTH, readFacts } from '#features';
import { Entity, ENTITY_VERSION } from './entity.js';
import { encodeEvent } from './event-bytes.js';
import { accepted } from './testing/accepted.js';
import { bookOf, cardTesting, cashout, probe } from './testing/patterns.js';

const KEY = 'ten_a/card/test/card';
const event = accepted().transaction;

function historyOf(): EntityHistory {
  const facts = new Float64Array(FACTS_LENGTH);
  readFacts(event, facts);
  const history = new EntityHistory('card');
  history.insert(facts);
  return history;
}

describe('an entity’s encoding', () => {
  it('stored and read again → history, runs, recent events, and the change that it has seen', () => {
    const book = bookOf(cardTesting());
    const entity = new Entity(KEY, 'ten_a', 'card');
    entity.history = historyOf();
    for (const one of [probe(0), probe(1)]) {
      entity.runs = book.advance(entity.runs, entity, one).runs;
      entity.remember(encodeEvent(one), 86_400_000);
    }
    entity.seenChange = 1_234_567_890_123;
    const again = new Entity(KEY, 'ten_a', 'card', entity.encode(book));
    expect(again.thaw(book).lastAt).toBe(event.occurredAtMs);
    expect(again.seenChange).toBe(1_234_567_890_123);
    expect(again.recentEvents().map(({ id }) => id)).toEqual(['probe_0', 'probe_1']);
    expect(again.encode(book)).toEqual(entity.encode(book));
    expect(book.advance(again.runs, again, cashout()).matches).toHaveLength(1);
  });

  it('version 1, which had no recent events → is read, and its runs begin anew', () => {
    const book = bookOf(cardTesting());
    const [history, bytes] = [new ByteWriter(), new ByteWriter()];
    encodeHistory(historyOf(), history);
    bytes.byte(1);
    bytes.varint(history.length);
    bytes.raw(history.view());
    bytes.raw(Buffer.from('{"card-testing":{}}'));
    const entity = new Entity(KEY, 'ten_a', 'card', bytes.take());
    expect(entity.thaw(book).lastAt).toBe(event.occurredAtMs);
    expect([entity.seenChange, entity.recentEvents(), entity.runs]).toEqual([0, [], undefined]);
    expect(entity.encode(book)[0]).toBe(ENTITY_VERSION);
  });

  it('a version that is not known → refused', () => {
    expect(() => new Entity(KEY, 'ten_a', 'card', Uint8Array.of(99)).thaw(bookOf())).toThrow('version 99');
  });
});

import { describe, expect, it } from 'vitest';
import { type DeadLetterV1, deadLetterV1, decisionV1, topics, transactionAcceptedV1 } from '#contracts';
import { decisionOf } from '../testing/records.js';
import { notReplayable, ownerOf, payloadOf, readable, readableKey } from './letter-payload.js';

function letterOf(over: Partial<DeadLetterV1> = {}): DeadLetterV1 {
  return {
    topic: topics.decisions.name,
    partition: 0,
    offset: 3,
    group: 'cases',
    key: 'ten_a/txn_1',
    value: decisionV1.encode(decisionOf()),
    headers: { ce_tenant: 'ten_a' },
    error: 'refused',
    attempts: 3,
    failedAtMs: 1,
    ...over,
  };
}

describe('whose a letter is', () => {
  const other = decisionV1.encode(decisionOf({ transaction: { tenantId: 'ten_b' } }));
  it.each<[string, Partial<DeadLetterV1>, string | undefined]>([
    ['headers, key and payload agree', {}, 'ten_a'],
    ['what can’t be read, by headers and key', { value: Uint8Array.of(0x0a, 0xff) }, 'ten_a'],
    ['a topic that is gone', { topic: 'gone.v0' }, 'ten_a'],
    ['no tenant in the headers', { headers: {} }, undefined],
    ['the key of another tenant', { key: 'ten_b/txn_1' }, undefined],
    ['a key that only begins like it', { key: 'ten_ab/txn_1' }, undefined],
    ['a payload of another tenant', { value: other }, undefined],
    ['a tenant that can be none', { headers: { ce_tenant: 'a,b' }, key: 'a,b/x' }, undefined],
    ['a letter about a letter', { topic: topics.deadLetters.name, value: deadLetterV1.encode(letterOf()) }, undefined],
  ])('%s', (_name, over, owner) => {
    expect(ownerOf(letterOf(over))).toBe(owner);
  });
});

describe('what a letter says', () => {
  it('a decision → JSON without its card, without card numbers, NaN as null', () => {
    const decision = decisionOf({
      probability: Number.NaN,
      transaction: {
        externalId: 'order 4242 4242 4242 4242',
        attributes: [
          { name: 'memo', text: 'pan 4242424242424242' },
          { name: 'number', number: 4242424242424242 },
        ],
      },
      entities: [
        {
          entityType: 'card',
          entityId: 'card-1',
          values: [],
          truncated: false,
          approximate: false,
          position: 1,
          oneCurrency: true,
        },
        {
          entityType: 'account',
          entityId: 'acc-1',
          values: [],
          truncated: false,
          approximate: false,
          position: 1,
          oneCurrency: true,
        },
      ],
    });
    const { payload, unreadable } = payloadOf(letterOf({ value: decisionV1.encode(decision) }));
    expect(unreadable).toBeUndefined();
    expect(payload).toMatchObject({
      id: decision.id,
      probability: null,
      transaction: { tenantId: 'ten_a', externalId: 'order [card number]', account: { id: 'acc-1' } },
      entities: [{ entityId: '…' }, { entityId: 'acc-1' }],
    });
    const text = JSON.stringify(payload);
    for (const secret of ['card-1', '424242', '4242424242424242']) expect(text).not.toContain(secret);
    expect(JSON.parse(text)).toEqual(payload);
  });

  it('bytes that are no such record, a topic that is gone → why, and no payload', () => {
    expect(payloadOf(letterOf({ value: Uint8Array.of(0x0a, 0xff) }))).toEqual({
      payload: undefined,
      unreadable: expect.stringContaining('it is no caracal.decision.v1'),
    });
    expect(payloadOf(letterOf({ topic: 'gone.v0' })).unreadable).toBe('there is no topic gone.v0');
  });

  it('every topic’s codec → an empty record is JSON', () => {
    for (const { name } of Object.values(topics))
      expect(JSON.stringify(payloadOf(letterOf({ topic: name, value: new Uint8Array(0) })).payload)).toBeDefined();
  });

  it('texts and keys: no NUL, no half of a pair, no card', () => {
    expect(readable('a\0b\ud800 4242424242424242.')).toBe('a\ufffdb\ufffd [card number].');
    expect(readableKey('ten_a/card/test/fp/1')).toBe('ten_a/card/…');
    expect(readableKey('ten_a/account/test/4242424242424242')).toBe('ten_a/account/test/[card number]');
    expect(readableKey('ten_a/txn_1')).toBe('ten_a/txn_1');
  });
});

describe('whether the log would take it again', () => {
  const bytes = (size: number): Uint8Array => new Uint8Array(size);
  it.each<[string, Partial<DeadLetterV1>, RegExp]>([
    ['as it came', {}, /^taken$/],
    ['an undecodable one', { value: bytes(10) }, /^taken$/],
    ['cut, as it was too large', { value: bytes(960 * 1024) }, /over the limit/],
    ['too long a key', { key: `ten_a/${'x'.repeat(3000)}` }, /2048/],
    ['a header with NUL', { headers: { ce_tenant: 'ten_a', x: '\0' } }, /NUL/],
    ['a topic that is gone', { topic: 'gone.v0' }, /no topic/],
  ])('%s', (_name, over, problem) => {
    expect(notReplayable(letterOf(over)) ?? 'taken').toMatch(problem);
  });

  it('what the codecs of other topics write → taken', () => {
    const value = transactionAcceptedV1.encode({
      transaction: decisionOf().transaction,
      replyTo: { partition: 0, deadlineAtMs: 0, awaited: false },
      partitions: [0],
    });
    expect(notReplayable(letterOf({ topic: topics.transactions.name, value }))).toBeUndefined();
  });
});

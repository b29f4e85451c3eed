import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withoutCardNumbers } from '#contracts';
import { CaracalError } from '#kernel';
import { parseBody } from './parse-body.js';

const schema = z
  .strictObject({
    name: z.string().min(1).max(5),
    amount: z.int().min(0).max(1e12),
    kind: z.enum(['a', 'b']).optional(),
    limit: z.coerce.number().optional(),
    email: z.email().optional(),
    tags: z.array(z.string()).max(1).optional(),
    notes: z.record(z.string().regex(/^[a-z]+$/, 'must be lower case'), z.string()).optional(),
  })
  .check(withoutCardNumbers);

describe('parse body', () => {
  it.each<[string, unknown, [string, string, string][]]>([
    ['nothing', undefined, [['', 'invalid_type', 'is required']]],
    ['no object', 'x', [['', 'invalid_type', 'must be an object']]],
    [
      'missing fields',
      {},
      [
        ['/name', 'invalid_type', 'is required'],
        ['/amount', 'invalid_type', 'is required'],
      ],
    ],
    ['a text for a number', good({ amount: '1' }), [['/amount', 'invalid_type', 'must be a number']]],
    ['a fraction', good({ amount: 1.5 }), [['/amount', 'invalid_type', 'must be a whole number']]],
    ['far too much', good({ amount: 1e30 }), [['/amount', 'too_big', expect.stringMatching(/^must be at most \d+$/)]]],
    ['negative', good({ amount: -1 }), [['/amount', 'too_small', 'must be at least 0']]],
    ['empty', good({ name: '' }), [['/name', 'too_small', 'must not be empty']]],
    ['too long', good({ name: 'abcdef' }), [['/name', 'too_big', 'must have at most 5 characters']]],
    ['not in the list', good({ kind: 'c' }), [['/kind', 'invalid_value', 'must be one of a, b']]],
    ['no number in a query', good({ limit: 'x' }), [['/limit', 'invalid_type', 'must be a number']]],
    ['no address', good({ email: 'x' }), [['/email', 'invalid_format', 'must be an e-mail address']]],
    ['too many', good({ tags: ['a', 'b'] }), [['/tags', 'too_big', 'must have at most 1 items']]],
    ['unknown', good({ 'a/b': 1 }), [['/a~1b', 'unknown_field', 'is not a field of this object']]],
    [
      'a name of the client’s own that can’t be one',
      good({ notes: { A: 'x' } }),
      [['/notes/A', 'invalid_key', 'is not a name that can be used here: it must be lower case']],
    ],
  ])('%s → said of the field, in our words', (_name, body, problems) => {
    const { options, code } = refusal(body);
    expect(code).toBe('invalid_request');
    expect(options.errors?.map((e) => [e.pointer, e.code, e.detail])).toEqual(problems);
  });
  it('a card number → its own code', () => {
    const { code, options } = refusal(good({ tags: ['4242424242424242'] }));
    expect(code).toBe('raw_card_number');
    expect(options.errors).toMatchObject([{ pointer: '/tags/0', code: 'raw_card_number' }]);
  });
  it.each([{ '4242424242424242': 1 }, { notes: { '4242424242424242': 'x' } }])(
    'a card number as a name → refused, and not repeated: %j',
    (over) => {
      const { message, options } = refusal(good(over));
      expect(`${message} ${JSON.stringify(options.errors)}`).toContain('[card number]');
      expect(`${message} ${JSON.stringify(options.errors)}`).not.toContain('4242424242424242');
    },
  );
});

function good(over: Record<string, unknown>): unknown {
  return { name: 'n', amount: 1, ...over };
}

function refusal(body: unknown): CaracalError {
  try {
    parseBody(schema, body);
  } catch (error) {
    if (error instanceof CaracalError) return error;
  }
  throw new Error('it was not refused');
}

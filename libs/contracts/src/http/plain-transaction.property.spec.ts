import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTransaction } from './plain-transaction.js';
import { transactionRequest } from './transaction-request.js';

const plain = {
  id: 'order-1',
  occurred_at: '2026-11-20T09:30:11.120Z',
  amount: 12_990,
  currency: 'USD',
  channel: 'card_present',
  outcome: 'captured',
  account: { id: 'acc_1', created_at: '2020-02-29T00:00:00+02:00', email: 'a.b+c@example.com' },
  card: { fingerprint: 'fp_1', bin: '424242', country: 'DE' },
  device: { id: 'dev_1', ip: '203.0.113.7' },
  merchant: { id: 'mer_1', mcc: '5411', country: 'US' },
  location: { lat: 52.5, lon: -13.4 },
  attributes: { basket_size: 3, gift: true, memo: 'für Oma' },
};

/** What the schema has an opinion on, on either side of each bound. */
const odd = fc.constantFrom<unknown>(
  ...[null, true, [], {}, 0, -0, -1, 1.5, 999_999_999_999, 1e12, 1e12 + 1, 2 ** 53, 1e300, 90, 90.1, -180, 180.1],
  ...['', ' ', 'x', 'é', 'a b', 'a\0b', 'a\u202eb', '\ud83d', 'x'.repeat(128), 'x'.repeat(129), 'x'.repeat(1025)],
  ...['4242424242424242', '4242 4242-4242 4242', 4_242_424_242_424_242, '2026112009301112', 'id 4242424242424241'],
  ...['2026-11-20T09:30:11Z', '2026-02-30T00:00:00Z', '2026-11-20', '2026-11-20T09:30:11.4242424242424242Z'],
  ...['2026-11-20T09:30Z', '2026-11-20T09:30:11-23:59', 'USD', 'usd', 'XXX', 'constructor', 'other', 'web', 'captured'],
  ...['::1', '2001:db8::8a2e:370:7334', '1.2.3.400', '10.0.0.1', '12345', '123456789', 'us', 'USA', '541', 'a@b', '@'],
  ...[`${'x'.repeat(250)}@a.de`, { lat: 1 }, { id: 'a', more: 1 }, { 'Not-a-name': 1 }, { memo: [] }, { a: '\ud83d' }],
  Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`a${i}`, i])),
);
const paths = Object.entries(plain).flatMap(([field, value]) => [
  [field],
  ...(typeof value === 'object' ? [...Object.keys(value), 'unknown'].map((inner) => [field, inner]) : []),
]);

/** Changed, or left out, in a few places. */
const anyBody = fc
  .array(fc.record({ path: fc.constantFrom(['unknown'], ...paths), value: fc.option(odd, { nil: undefined }) }), {
    maxLength: 4,
  })
  .map((changes) => {
    const body = structuredClone(plain) as Record<string, unknown>;
    for (const { path, value } of changes) change(body, path, value);
    return body;
  });

function change(body: Record<string, unknown>, [field, inner]: string[], value: unknown): void {
  const at = inner === undefined ? body : body[field!];
  if (typeof at !== 'object' || at === null) return;
  const name = inner ?? field!;
  if (value === undefined) delete (at as Record<string, unknown>)[name];
  else (at as Record<string, unknown>)[name] = value;
}

const TRIES = { numRuns: 3000 };

describe('a plain transaction', () => {
  it('is what the schema makes of it, keys in the same order; all else is left to the schema', () => {
    let accepted = 0;
    let valid = 0;
    fc.assert(
      fc.property(anyBody, (body) => {
        const parsed = transactionRequest.safeParse(body);
        const read = plainTransaction(body);
        if (parsed.success) valid++;
        if (read === undefined) return;
        accepted++;
        expect(parsed.error?.issues ?? []).toEqual([]);
        expect(read).toEqual(parsed.data);
        expect(JSON.stringify(read)).toBe(JSON.stringify(parsed.data));
      }),
      TRIES,
    );
    // Nearly all that is valid is plain: else this would be worth nothing.
    expect(accepted).toBeGreaterThan(0.95 * valid);
    expect(valid).toBeGreaterThan(300);
  });

  it.each([undefined, null, 1, 'text', [], JSON.parse('{"__proto__":{}}')])('%j → left to the schema', (body) => {
    expect(plainTransaction(body)).toBeUndefined();
  });

  it('keys in another order → those of the schema', () => {
    const reversed = Object.fromEntries(Object.entries(plain).toReversed());
    expect(JSON.stringify(plainTransaction(reversed))).toBe(JSON.stringify(transactionRequest.parse(plain)));
  });
});

import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type FeatureEvent, readFeatures } from '#features';
import { declaredEntities } from './declared-entities.js';

const EMAIL = '{entity: email, of: event.account.email, normalise: email}';
const COUNT = '{feature: "{entity}_count_1h", by: [email], aggregate: count, window: 1h}';
const planOf = (...texts: string[]) => readFeatures(texts.map((text, i) => ({ path: String(i), text })));
const tenant = () => ({ entitySecret: createSecretKey(randomBytes(32)) });
const paidBy = (email: string): FeatureEvent => ({
  id: 'a',
  occurredAtMs: 1,
  amountMinor: 1,
  currency: 'EUR',
  channel: '',
  outcome: '',
  account: { id: 'acc', createdAtMs: 0, email },
  attributes: [],
});

describe('declaredEntities', () => {
  const plan = planOf(EMAIL, COUNT);
  const one = tenant();
  const idOf = (email: string, of = one, by = plan) => declaredEntities(of, by, paidBy(email))[0]?.entityId;

  it('the same in another spelling → the same id; another one → another id', () => {
    expect(idOf('Jane.Doe+shop@GMail.com')).toBe(idOf('janedoe@gmail.com'));
    expect(idOf('jane@example.com')).not.toBe(idOf('june@example.com'));
  });

  it('an id → says nothing of what it was made of, and nothing to another tenant', () => {
    expect(idOf('jane@example.com')).toMatch(/^[\w-]{22}$/);
    expect(idOf('jane@example.com', tenant())).not.toBe(idOf('jane@example.com'));
  });

  it('declared otherwise → other ids', () => {
    const otherwise = planOf(EMAIL.replace('normalise: email', 'normalise: lower_case'), COUNT);
    expect(idOf('jane@example.com', one, otherwise)).not.toBe(idOf('jane@example.com'));
  });

  it('none given, or a type without features → not listed', () => {
    expect(declaredEntities(one, plan, paidBy(''))).toEqual([]);
    expect(declaredEntities(one, planOf(EMAIL, COUNT.replace('[email]', 'card')), paidBy('a@b.cc'))).toEqual([]);
  });

  it('longer than anybody writes → told apart to the end', () => {
    const long = planOf('{entity: text, of: event.account.email}', COUNT.replace('[email]', '[text]'));
    const text = 'x'.repeat(5000);
    expect(idOf(`${text}a`, one, long)).not.toBe(idOf(`${text}b`, one, long));
  });
});

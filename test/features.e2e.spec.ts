// Features that change while traffic flows: the whole suite in one process, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, payment, type Answer } from './harness/api.js';
import { command } from './harness/command.js';
import { eventually } from './harness/eventually.js';
import { removeHome, startStandalone, type Standalone } from './harness/standalone.js';

let suite: Standalone;
let cookie: string;
beforeAll(async () => {
  suite = await startStandalone({ env: { CARACAL_SAMPLE: 'off' } });
  const response = await fetch(suite.loginUrl, { redirect: 'manual' });
  cookie = response.headers.get('set-cookie')!.split(';')[0]!;
});
afterAll(async () => {
  await suite.stop();
  await removeHome(suite.home);
});

let payments = 0;
async function pay(card: string, over: Record<string, unknown> = {}): Promise<string> {
  const body = payment(`featured-${++payments}`, { card: { fingerprint: card, country: 'US' }, ...over });
  const answer = await call(suite.url, 'POST', '/v1/transactions', { body, headers: { 'decide-within': '30000' } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(answer.body.decision.answered_by).toBe('full');
  return answer.body.id as string;
}

/** The features of a payment as the console shows them, and the set that they are of. */
async function shown(id: string): Promise<{ set: string; valueOf: (name: string) => number | null | undefined }> {
  const detail = await eventually(`the decision of ${id}`, async () => {
    const asked = await call(suite.url, 'GET', `/console/api/decisions/${id}`, { key: '', headers: { cookie } });
    return asked.status === 200 ? asked.body : undefined;
  });
  const values = new Map<string, number | null>(
    detail.features.map(({ name, value }: { name: string; value: number | null }) => [name, value]),
  );
  return { set: detail.decision.latest.feature_set, valueOf: (name) => values.get(name) };
}

async function features(method: 'GET' | 'POST', path = '', body?: unknown): Promise<Answer['body']> {
  const headers = { cookie, 'x-caracal-csrf': '1' };
  const answer = await call(suite.url, method, `/v1/features${path}`, { key: '', headers, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

/** Pays with cards of their own until a decision is of this set. */
async function inForce(version: string): Promise<void> {
  let tries = 0;
  await eventually(`features ${version} in force`, async () => {
    const { set } = await shown(await pay(`marker-${version}-${++tries}`));
    return set === version || undefined;
  });
}

describe('features of a tenant', () => {
  it('declared → worked out soon after, of payments from before it, too; a policy and the model go on', async () => {
    const mcc = (code: string) => ({ merchant: { id: `mer-${code}`, mcc: code, country: 'US' } });
    const before = await pay('card-live', mcc('7995'));
    await pay('card-live', mcc('5411'));
    const { version } = await features('POST', '', {
      name: 'gambling',
      definition: `
by: card
features:
  - feature: card_gambling_6h
    aggregate: count
    where: event.merchant.mcc == '7995'
    window: 6h
  - feature: card_gambling_share
    value: features.card_gambling_6h / features.card_count_24h
    unit: share
`,
      reason: 'a test',
    });
    await inForce(version as string);
    const after = await shown(await pay('card-live', mcc('7995')));
    expect(after.valueOf('card_gambling_6h')).toBe(2);
    expect(after.valueOf('card_gambling_share')).toBeCloseTo(2 / 3, 9);
    expect(after.valueOf('card_count_24h')).toBe(3);

    const entity = async (query = '') => (await call(suite.url, 'GET', `/v1/entities/card/card-live${query}`)).body;
    const now = await entity();
    const valueNow = (name: string) => now.features.find((one: { name: string }) => one.name === name).value;
    expect(valueNow('card_gambling_6h')).toBe(2);
    expect(now.as_decided).toMatchObject({ version, values: { card_gambling_6h: 2, card_count_24h: 3 } });
    expect(now.events).toEqual({ count: 3, truncated: false });
    const asOf = await entity(`?as_of=${encodeURIComponent(now.transactions[1].occurred_at)}`);
    expect(asOf.transactions).toHaveLength(2);
    expect(asOf.features.find((one: { name: string }) => one.name === 'card_gambling_6h').value).toBe(1);
    expect((await call(suite.url, 'GET', '/v1/entities/card/nobody')).status).toBe(404);

    const old = await shown(before);
    expect(old.set).not.toBe(version);
    expect(old.valueOf('card_count_24h')).toBe(1);
    expect(old.valueOf('card_gambling_6h')).toBeUndefined();
  });

  it('taken out of force → gone from the next decisions; what was decided keeps its names', async () => {
    const { revision } = await features('GET');
    const decided = await pay('card-kept');
    const { version } = await features('POST', '/gambling/remove', { revision, reason: 'a test' });
    await inForce(version as string);
    expect((await shown(await pay('card-kept'))).valueOf('card_gambling_6h')).toBeUndefined();
    expect((await shown(decided)).valueOf('card_gambling_6h')).toBe(0);

    const again = await command(suite, 'replay-decision', [decided]);
    expect(again.stdout).toMatch(/features +same +(\d+) of \1 the same, bit for bit/);
    expect(again.code).toBe(0);
  });

  it('an entity of its own → payments that spell it differently are counted together, its labels reach it, and it can be asked for', async () => {
    const { revision } = await features('GET');
    const definition = `
entities:
  - { entity: phone, of: event.attributes.phone, normalise: letters_and_digits }
by: phone
features:
  - { feature: phone_count_1h, aggregate: count, window: 1h }
  - { feature: phone_accounts_30d, aggregate: distinct, of: event.account.id, window: 30d }
  - { feature: phone_frauds_90d, source: labels, aggregate: count, where: label.fraud, window: 90d }
`;
    await features('POST', '', { name: 'phones', definition, revision, reason: 'a test' });
    const payWith = async (phone: string, account: string) =>
      await pay(`card-of-${account}`, { account: { id: account }, attributes: { phone } });
    await eventually('the new type at the door', async () => {
      const { valueOf } = await shown(await payWith(`marker ${payments}`, 'acc-marker'));
      return valueOf('phone_count_1h') === 1 || undefined;
    });
    const first = await payWith('+49 170 1234567', 'acc-phone-1');
    await payWith('0049 999', 'acc-phone-2');
    const second = await payWith('+49 (170) 123-4567', 'acc-phone-2');
    const { valueOf } = await shown(second);
    expect([valueOf('phone_count_1h'), valueOf('phone_accounts_30d'), valueOf('phone_frauds_90d')]).toEqual([2, 2, 0]);

    const report = { body: { type: 'chargeback' } };
    expect((await call(suite.url, 'POST', `/v1/transactions/${first}/events`, report)).status).toBe(201);
    let last = second;
    await eventually('the label in the features', async () => {
      last = await payWith('49 170 1234567', 'acc-phone-3');
      return (await shown(last)).valueOf('phone_frauds_90d') === 1 || undefined;
    });

    const asked = await call(suite.url, 'GET', `/v1/entities/phone/${encodeURIComponent('+49-170-1234567')}`);
    expect(asked.status, JSON.stringify(asked.body)).toBe(200);
    expect(asked.body.entity).toEqual({ type: 'phone', id: '491701234567' });
    expect(asked.body.as_decided.values).toMatchObject({ phone_frauds_90d: 1 });
    expect(asked.body.events.truncated).toBe(true);
    expect((await call(suite.url, 'GET', '/v1/entities/phone/555')).status).toBe(404);
    const none = await call(suite.url, 'GET', '/v1/entities/iban/DE00');
    expect([none.status, none.body.detail]).toEqual([
      404,
      expect.stringMatching(/no entities of type iban; there are .*phone/),
    ]);

    const headers = { cookie };
    const page = await call(suite.url, 'GET', `/console/api/decisions/${last}`, { key: '', headers });
    expect(page.body.entities.at(-1)).toMatchObject({ type: 'phone', name: '491701234567', truncated: true });
    const found = await call(suite.url, 'GET', '/console/api/search?q=49-170-1234567', { key: '', headers });
    expect(found.body.items).toMatchObject([{ kind: 'entity', entity_type: 'phone', id: '49-170-1234567' }]);

    const again = await command(suite, 'replay-decision', [last]);
    expect(again.stdout).toMatch(/features +same +(\d+) of \1 the same, bit for bit/);
    expect(again.code).toBe(0);
    const kept = await call(suite.url, 'POST', '/v1/features/phones/remove', {
      key: '',
      headers: { ...headers, 'x-caracal-csrf': '1' },
      body: { revision: 0, reason: 'x' },
    });
    expect(kept.status).toBe(409);
  });

  it('a feature of labels that is added after a chargeback → counts it at the next payment', async () => {
    const { revision } = await features('GET');
    const counted = `
entities:
  - { entity: parcel, of: event.attributes.parcel, normalise: letters_and_digits }
by: parcel
features:
  - { feature: parcel_count_1h, aggregate: count, window: 1h }
`;
    const saved = await features('POST', '', { name: 'parcels', definition: counted, revision, reason: 'a test' });
    await inForce(saved.version);
    const payFor = async (parcel: string) => await pay('card-of-parcels', { attributes: { parcel } });
    const id = await payFor('P-1');
    expect((await report(id, { type: 'chargeback' })).status).toBe(201);
    await eventually('the label in the features', async () => {
      return (await shown(await payFor('P-2'))).valueOf('card_frauds_90d') === 1 || undefined;
    });
    const labelled = `${counted}  - { feature: parcel_frauds_7d, source: labels, aggregate: count, where: label.fraud, window: 7d }\n`;
    const { revision: now } = await features('GET');
    const again = await features('POST', '', { name: 'parcels', definition: labelled, revision: now, reason: 'more' });
    await inForce(again.version);
    expect((await shown(await payFor('P-1'))).valueOf('parcel_frauds_7d')).toBe(1);
    expect((await shown(await payFor('P-2'))).valueOf('parcel_frauds_7d')).toBe(0);
  });

  async function report(id: string, body: Record<string, unknown>, key = ''): Promise<Answer> {
    return await eventually('the payment to be found', async () => {
      const headers = key === '' ? {} : { 'idempotency-key': key };
      const answer = await call(suite.url, 'POST', `/v1/transactions/${id}/events`, { body, headers });
      return answer.status === 404 ? undefined : answer;
    });
  }

  it('a chargeback → known fraud of card and merchant from then on, until it is taken back', async () => {
    const merchant = { id: 'mer-charged', mcc: '5732', country: 'US' };
    const charged = await pay('card-charged', { merchant });
    const reported = await report(charged, { type: 'chargeback' });
    expect(reported.status, JSON.stringify(reported.body)).toBe(201);
    const frauds = async (count: number): Promise<string> =>
      await eventually(`${count} frauds in the features`, async () => {
        const id = await pay('card-charged', { merchant });
        const { valueOf } = await shown(id);
        return valueOf('card_frauds_90d') === count && valueOf('merchant_frauds_30d') === count ? id : undefined;
      });
    const meanwhile = await frauds(1);

    const reversed = await report(charged, { type: 'chargeback_reversed', note: 'won' }, 'reversal');
    expect([reversed.status, reversed.body.type]).toEqual([201, 'chargeback_reversed']);
    const repeated = await report(charged, { type: 'chargeback_reversed', note: 'won' }, 'reversal');
    expect([repeated.status, repeated.body.id]).toEqual([201, reversed.body.id]);
    const afterwards = await frauds(0);

    const page = await eventually('what became known', async () => {
      const path = `/console/api/decisions/${charged}`;
      const { body } = await call(suite.url, 'GET', path, { key: '', headers: { cookie } });
      return body.labels.length === 2 ? body : undefined;
    });
    const known = page.labels.map(({ event, in_force }: Record<string, unknown>) => [event, in_force]);
    expect(known).toEqual([
      ['chargeback', false],
      ['chargeback_reversed', false],
    ]);
    for (const id of [meanwhile, afterwards]) {
      const again = await command(suite, 'replay-decision', [id]);
      expect(again.stdout).toMatch(/features +same +(\d+) of \1 the same, bit for bit/);
    }
  });

  it('a reversal before its chargeback, and one of a payment without any → no fraud is known', async () => {
    const [first, second] = [await pay('card-unordered'), await pay('card-unordered')];
    const at = (agoMs: number): string => new Date(Date.now() - agoMs).toISOString();
    expect((await report(first, { type: 'chargeback_reversed', occurred_at: at(1000) })).status).toBe(201);
    expect((await report(first, { type: 'chargeback', occurred_at: at(60_000) })).status).toBe(201);
    expect((await report(second, { type: 'chargeback_reversed' })).status).toBe(201);
    const marked = await pay('card-marked');
    await report(marked, { type: 'chargeback' });
    await eventually('what was reported last in the features', async () => {
      return (await shown(await pay('card-marked'))).valueOf('card_frauds_90d') === 1 || undefined;
    });
    expect((await shown(await pay('card-unordered'))).valueOf('card_frauds_90d')).toBe(0);
    // Another chargeback of the payment stands.
    await report(first, { type: 'chargeback' });
    await eventually('the second chargeback in the features', async () => {
      return (await shown(await pay('card-unordered'))).valueOf('card_frauds_90d') === 1 || undefined;
    });
  });
});

// The decision API as a payment engineer meets it: one transaction, repeats, and everything that is wrong.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, payment, post } from './harness/api.js';
import { removeHome, runStandalone, startStandalone, type Standalone } from './harness/standalone.js';

let suite: Standalone;
beforeAll(async () => void (suite = await startStandalone()));
afterAll(async () => {
  const code = await suite.stop();
  await removeHome(suite.home);
  if (code !== 0) throw new Error(`standalone ended with ${code}`);
});

describe('a transaction', () => {
  it('posted → decided in full, within its deadline, with timing, quota and trace', async () => {
    const answer = await post(suite.url, payment('t-1'));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      object: 'transaction',
      external_id: 't-1',
      livemode: false,
      decision: { answered_by: 'full', policy: { version: 1 } },
    });
    expect(answer.body.trace_id).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.body.decision.probability).toBeGreaterThanOrEqual(0);
    expect(answer.headers.get('server-timing')).toMatch(/claim;dur=.*total;dur=/);
    expect(answer.headers.get('ratelimit')).toMatch(/"default";r=\d+;t=\d+/);
    expect(answer.headers.get('ratelimit-policy')).toMatch(/"default";q=\d+;w=\d+/);
  });

  it('the same id or key with the same body → the first answer again; with another body → 409', async () => {
    const body = payment('t-2');
    const first = await post(suite.url, body, { 'idempotency-key': 'k-2' });
    const again = await post(suite.url, body, { 'idempotency-key': 'k-2' });
    const withoutKey = await post(suite.url, body);
    const other = await post(suite.url, { ...body, amount: 1 });
    const otherUnderKey = await post(suite.url, payment('t-3'), { 'idempotency-key': 'k-2' });
    expect(again.body).toEqual(first.body);
    expect(withoutKey.body).toEqual(first.body);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_conflict']);
    expect([otherUnderKey.status, otherUnderKey.body.code]).toEqual([409, 'idempotency_conflict']);
  });

  it('posted twenty times at once → one transaction, twenty equal answers', async () => {
    const body = payment('t-once');
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(suite.url, body)));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
  });

  it('sandbox cards → each outcome without any history', async () => {
    for (const outcome of ['approve', 'challenge', 'review', 'decline']) {
      const answer = await post(
        suite.url,
        payment(`sandbox-${outcome}`, { card: { fingerprint: `card_test_${outcome}` } }),
      );
      expect(answer.body.decision.outcome).toBe(outcome);
    }
    const slow = await post(suite.url, payment('sandbox-slow', { card: { fingerprint: 'card_test_slow' } }));
    expect(slow.body.decision.answered_by).toBe('degraded');
  });

  it('respond-async → 202, and the decision can be read', async () => {
    const accepted = await post(suite.url, payment('t-async'), { prefer: 'respond-async' });
    expect(accepted.status).toBe(202);
    await expect
      .poll(async () => (await call(suite.url, 'GET', `/v1/transactions/${accepted.body.id}`)).status, {
        timeout: 5000,
      })
      .toBe(200);
  });

  it('read back: at once, by either id, and in the list; unknown → 404', async () => {
    const posted = await post(suite.url, payment('t-read'));
    const byId = await call(suite.url, 'GET', `/v1/transactions/${posted.body.id}`);
    const byOwnId = await call(suite.url, 'GET', '/v1/transactions/t-read');
    expect(byId.body).toMatchObject({ id: posted.body.id, decision: posted.body.decision });
    expect(byOwnId.body).toEqual(byId.body);
    const list = await call(suite.url, 'GET', '/v1/transactions?limit=2');
    expect(list.body.data).toHaveLength(2);
    const next = await call(
      suite.url,
      'GET',
      `/v1/transactions?limit=2&cursor=${encodeURIComponent(list.body.next_cursor)}`,
    );
    expect(next.body.data[0].id).not.toBe(list.body.data[0].id);
    expect((await call(suite.url, 'GET', '/v1/transactions/txn_00000000000000000000000000')).status).toBe(404);
    expect((await call(suite.url, 'GET', '/v1/transactions?cursor=nonsense')).status).toBe(422);
  });

  it('an event → recorded, a repeat is the same label, an unknown transaction 404', async () => {
    await post(suite.url, payment('t-event'));
    const path = '/v1/transactions/t-event/events';
    const body = { type: 'chargeback', occurred_at: new Date().toISOString() };
    const first = await call(suite.url, 'POST', path, { body });
    const again = await call(suite.url, 'POST', path, { body });
    expect(first.status).toBe(201);
    expect(again.body.id).toBe(first.body.id);
    expect((await call(suite.url, 'POST', '/v1/transactions/nope/events', { body })).status).toBe(404);
    expect((await call(suite.url, 'POST', path, { body: { type: 'lost' } })).status).toBe(422);
  });
});

describe('a batch', () => {
  it('mixed items → 207, one result each, in order', async () => {
    const transactions = [payment('b-1'), { id: 'b-2' }, payment('b-3'), payment('b-1')];
    const answer = await call(suite.url, 'POST', '/v1/transactions:batch', { body: { transactions } });
    expect(answer.status).toBe(207);
    expect(answer.body.results.map((result: { status: number }) => result.status)).toEqual([201, 422, 201, 201]);
    expect(answer.body.results[3].body.id).toBe(answer.body.results[0].body.id);
  });
  it('10,000 items → 422, and nothing was accepted', async () => {
    const transactions = Array.from({ length: 10_000 }, (_, i) => ({ id: `many-${i}` }));
    const answer = await call(suite.url, 'POST', '/v1/transactions:batch', { body: { transactions } });
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_request']);
    expect((await call(suite.url, 'GET', '/v1/transactions/many-0')).status).toBe(404);
  });
});

describe('bad input', () => {
  const refused: [string, Record<string, unknown>, string][] = [
    ['negative amount', { amount: -1 }, '/amount'],
    ['fractional amount', { amount: 1.5 }, '/amount'],
    ['unknown currency', { currency: 'XXX' }, '/currency'],
    ['future', { occurred_at: new Date(Date.now() + 3_600_000).toISOString() }, '/occurred_at'],
    ['ancient', { occurred_at: '1999-01-01T00:00:00Z' }, '/occurred_at'],
    ['no time zone', { occurred_at: '2026-01-01T00:00:00' }, '/occurred_at'],
    ['NUL byte', { id: 'a\u0000b' }, '/id'],
    ['wrong type', { account: 'acc-1' }, '/account'],
    ['unknown field', { colour: 'red' }, '/colour'],
    ['nested attribute', { attributes: { deep: { er: 1 } } }, '/attributes/deep'],
    ['bad address', { device: { ip: '999.1.1.1' } }, '/device/ip'],
  ];
  it.each(refused)('%s → 422 with its pointer', async (_name, over, pointer) => {
    const answer = await post(suite.url, payment('bad', over));
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('several problems → all of them at once', async () => {
    const answer = await post(suite.url, { id: '', amount: 'x', currency: 'usd' });
    const pointers = answer.body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/id', '/amount', '/currency', '/occurred_at', '/account']));
  });

  it('a raw card number → refused, and the answer does not repeat it', async () => {
    const answer = await post(suite.url, payment('pan', { card: { fingerprint: '4242424242424242' } }));
    expect([answer.status, answer.body.code]).toEqual([422, 'raw_card_number']);
    expect(JSON.stringify(answer.body)).not.toContain('4242424242424242');
  });

  it('what is no JSON, too large, too deep, or of another type → a clear problem each', async () => {
    const raw = (body: string, headers: Record<string, string> = {}) =>
      call(suite.url, 'POST', '/v1/transactions', { raw: body, headers });
    expect([(await raw('{"id":')).status, (await raw('{"id":')).body.code]).toEqual([400, 'malformed_json']);
    // The refusal comes before the body is through; a client that still writes may see the connection end instead.
    const large = 'x'.repeat(10 * 1024 * 1024);
    await expect
      .poll(
        () =>
          raw(large).then(
            (answer) => answer.status,
            () => 'cut off',
          ),
        { timeout: 10_000 },
      )
      .toBe(413);
    expect((await raw('['.repeat(50_000) + ']'.repeat(50_000))).status).toBe(422);
    expect((await raw('{}', { 'content-type': 'text/xml' })).status).toBe(415);
    expect((await raw('{"__proto__":{"x":1},"id":"p"}')).status).toBeGreaterThanOrEqual(400);
    expect((await raw('')).status).toBeGreaterThanOrEqual(400);
  });

  it('no key, a wrong key, a malformed header → 401 with what to do', async () => {
    const body = payment('auth');
    expect((await call(suite.url, 'POST', '/v1/transactions', { body, key: '' })).body.code).toBe('unauthenticated');
    expect(
      (await call(suite.url, 'POST', '/v1/transactions', { body, key: 'sk_test_wrongwrongwrongwrong' })).status,
    ).toBe(401);
    const basic = { authorization: 'Basic eDp5' };
    expect((await call(suite.url, 'POST', '/v1/transactions', { body, headers: basic })).status).toBe(401);
  });

  it('bad headers → 422; unknown routes → 404 problem', async () => {
    expect((await post(suite.url, payment('h-1'), { 'decide-within': 'soon' })).status).toBe(422);
    expect((await post(suite.url, payment('h-2'), { 'idempotency-key': 'x'.repeat(300) })).status).toBe(422);
    const unknown = await call(suite.url, 'GET', '/v1/nothing');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
  });
});

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and names every route', async () => {
    const { body } = await call(suite.url, 'GET', '/openapi.json', { key: '' });
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/v1/transactions',
        '/v1/transactions:batch',
        '/v1/transactions/{id}',
        '/v1/transactions/{id}/events',
      ]),
    );
  });
});

describe('a start that can not work', () => {
  it('one clear line and exit code 1: taken port, same folder, bad folder, bad setting', async () => {
    const port = new URL(suite.url).port;
    const taken = await runStandalone({ PORT: port, CARACAL_HOME: `${suite.home}-other` });
    const second = await runStandalone({ PORT: '0', CARACAL_HOME: suite.home });
    const folder = await runStandalone({ PORT: '0', CARACAL_HOME: '/etc/hostname/caracal' });
    const setting = await runStandalone({ PORT: 'eighty', CARACAL_HOME: `${suite.home}-other` });
    for (const { code } of [taken, second, folder, setting]) expect(code).toBe(1);
    expect(taken.stderr).toMatch(/^caracal: port \d+ is taken[^\n]*\n$/);
    expect(second.stderr).toMatch(/^caracal: [^\n]+\n$/);
    expect(folder.stderr).toMatch(/^caracal: can not write to \/etc\/hostname\/caracal[^\n]*\n$/);
    expect(setting.stderr).toContain('PORT');
    await removeHome(`${suite.home}-other`);
  });
});

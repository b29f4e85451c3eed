// The decision API as a payment engineer meets it: one transaction, repeats, and everything that is wrong.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, payment, post, type Answer } from './harness/api.js';
import { eventually } from './harness/eventually.js';
import { ApiDocument } from './harness/openapi.js';
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
    // It is answered so shortly before the deadline that a busy machine may miss it.
    let tries = 0;
    await eventually('an answer without the model', async () => {
      const card = { fingerprint: 'card_test_slow' };
      const slow = await post(suite.url, payment(`sandbox-slow-${++tries}`, { card }), { 'decide-within': '500' });
      return slow.body.decision.answered_by === 'degraded' || undefined;
    });
  });

  it('respond-async → 202, and the decision can be read', async () => {
    const accepted = await post(suite.url, payment('t-async'), { prefer: 'respond-async' });
    expect(accepted.status).toBe(202);
    await expect
      .poll(async () => (await call(suite.url, 'GET', `/v1/transactions/${accepted.body.id}`)).status)
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

  describe('an event', () => {
    const events = '/v1/transactions/t-event/events';
    const report = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
      call(suite.url, 'POST', events, { body, headers });
    beforeAll(async () => void (await post(suite.url, payment('t-event'))));

    it('recorded, with what was recorded; the same with its time is the same', async () => {
      const body = { type: 'chargeback', occurred_at: new Date().toISOString(), amount: 100, note: 'why' };
      const first = await report(body);
      expect([first.status, first.body]).toMatchObject([201, { type: 'chargeback', amount: 100, note: 'why' }]);
      expect((await report(body)).body).toEqual(first.body);
    });
    it('two of a kind without a time → two', async () => {
      const [one, two] = [await report({ type: 'refunded', amount: 1 }), await report({ type: 'refunded', amount: 2 })];
      expect(one.body.id).not.toBe(two.body.id);
    });
    it('under a key: the first answer again; with another body or for another payment → 409', async () => {
      const key = { 'idempotency-key': 'k-event' };
      const first = await report({ type: 'refunded', amount: 100 }, key);
      const again = await report({ type: 'refunded', amount: 100 }, key);
      expect(again.body).toEqual(first.body);
      expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
      const other = await report({ type: 'refunded', amount: 200 }, key);
      expect([other.status, other.body.code]).toEqual([409, 'idempotency_conflict']);
      await post(suite.url, payment('t-event-2'));
      const path = '/v1/transactions/t-event-2/events';
      const elsewhere = await call(suite.url, 'POST', path, { body: { type: 'refunded', amount: 100 }, headers: key });
      expect(elsewhere.status).toBe(409);
    });
    it.each<[string, object, number]>([
      ['unknown type', { type: 'lost' }, 422],
      ['more than was paid', { type: 'refunded', amount: 99_999_999 }, 422],
      ['in the future', { type: 'captured', occurred_at: '2099-01-01T00:00:00Z' }, 422],
      ['a card number in the note', { type: 'captured', note: 'pan 4242424242424242' }, 422],
      ['NUL in the note', { type: 'captured', note: 'a\0b' }, 422],
      ['half of a surrogate pair in the note', { type: 'captured', note: 'a\ud800' }, 422],
    ])('%s → refused', async (_name, body, status) => {
      expect((await report(body)).status).toBe(status);
    });
    it('of an unknown transaction → 404', async () => {
      const body = { type: 'chargeback' };
      for (const id of ['nope', '%00', 'a%0ab', '%ff', 'x'.repeat(300)])
        expect((await call(suite.url, 'POST', `/v1/transactions/${id}/events`, { body })).status).toBe(404);
    });
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
    ['half of a surrogate pair', { attributes: { memo: 'x\ud800' } }, '/attributes/memo'],
    ['a card number as a number', { attributes: { memo: 4242424242424242 } }, '/attributes/memo'],
    ['invisible characters', { account: { id: 'a\u202eb' } }, '/account/id'],
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
      .poll(() =>
        raw(large).then(
          (answer) => answer.status,
          () => 'cut off',
        ),
      )
      .toBe(413);
    expect((await raw('['.repeat(50_000) + ']'.repeat(50_000))).status).toBe(400);
    for (const type of [
      'text/xml',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
    ])
      expect((await raw('{}', { 'content-type': type })).status).toBe(415);
    expect((await raw('{}', { 'content-encoding': 'gzip' })).status).toBe(415);
    const brokenUtf8 = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const broken = await call(suite.url, 'POST', '/v1/transactions', { raw: brokenUtf8 });
    expect([broken.status, broken.body.code]).toEqual([400, 'malformed_json']);
    const poisoned = await raw('{"__proto__":{"x":1},"id":"p"}');
    expect([poisoned.status, poisoned.body.detail]).toEqual([422, expect.stringContaining('__proto__')]);
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

  it('no key → 401 before the body is looked at, whatever it is', async () => {
    for (const raw of ['{"id":', '['.repeat(300_000), 'x'.repeat(5 * 1024 * 1024)]) {
      const answer = call(suite.url, 'POST', '/v1/transactions', { raw, key: '' }).then(
        ({ status }) => status,
        () => 'cut off',
      );
      expect([401, 'cut off']).toContain(await answer);
    }
  });

  it('ids and searches that nothing can have → 404 or 422, never 500', async () => {
    const status = async (path: string): Promise<number> => (await call(suite.url, 'GET', path)).status;
    for (const id of ['%00', '%0a', '%ff', '%E2%80%AE', 'x'.repeat(500)])
      expect(await status(`/v1/transactions/${id}`)).toBe(404);
    for (const query of ['account=%00', 'account=a%0a', 'limit=x', 'outcome=%00', 'cursor=%00'])
      expect(await status(`/v1/transactions?${query}`)).toBe(422);
  });

  it('another method of a path → 405 that says which; of no path → 404', async () => {
    const put = await call(suite.url, 'PUT', '/v1/transactions', { body: {} });
    expect([put.status, put.body.code, put.headers.get('allow')]).toEqual([
      405,
      'method_not_allowed',
      'GET, HEAD, POST',
    ]);
    const get = await call(suite.url, 'GET', '/v1/transactions:batch');
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    for (const method of ['DELETE', 'OPTIONS', 'QUERY'])
      expect((await call(suite.url, method, '/v1/transactions/x')).headers.get('allow')).toBe('GET, HEAD');
    expect((await call(suite.url, 'DELETE', '/v1/nothing')).status).toBe(404);
  });

  it('headers beyond 16 KiB → 431, as a problem', async () => {
    const answer = await call(suite.url, 'GET', '/v1/transactions', { headers: { 'x-much': 'x'.repeat(20_000) } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([431, 'application/problem+json']);
    expect(answer.body).toMatchObject({ status: 431, code: 'headers_too_large' });
  });

  it('bad headers → 422; unknown routes → 404 problem', async () => {
    const soon = await post(suite.url, payment('h-1'), { 'decide-within': 'soon' });
    expect([soon.status, soon.body.detail]).toEqual([422, expect.stringMatching(/^The Decide-Within header must be/)]);
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

  it('real answers → each as it is described', async () => {
    const api = await ApiDocument.of(suite.url);
    const challenged = await post(suite.url, payment('d-1', { card: { fingerprint: 'card_test_challenge' } }));
    const late = await post(suite.url, payment('d-2', { card: { fingerprint: 'card_test_late' } }), {
      'decide-within': '500',
    });
    const challenge = `/v1/challenges/${challenged.body.challenge.id}`;
    await expect.poll(async () => (await call(suite.url, 'GET', challenge)).status).toBe(200);
    const transaction = (id: string): string => `/v1/transactions/${id}`;
    await expect
      .poll(async () => (await call(suite.url, 'GET', transaction(late.body.id))).body.first_answer)
      .toBeDefined();
    const get = (path: string): Promise<Answer> => call(suite.url, 'GET', path);
    const send = (path: string, body?: unknown): Promise<Answer> => call(suite.url, 'POST', path, { body });
    const answers: [string, string, Answer][] = [
      ['POST', '/v1/transactions', challenged],
      ['POST', '/v1/transactions', late],
      ['POST', '/v1/transactions', await post(suite.url, payment('d-3'), { prefer: 'respond-async' })],
      ['POST', '/v1/transactions', await post(suite.url, { id: '' })],
      ['POST', '/v1/transactions', await post(suite.url, payment('d-1', { amount: 1 }))],
      ['POST', '/v1/transactions:batch', await send('/v1/transactions:batch', { transactions: [payment('d-4'), {}] })],
      ['GET', '/v1/transactions', await get('/v1/transactions?limit=100')],
      ['GET', '/v1/transactions', await get('/v1/transactions?limit=0')],
      ['GET', '/v1/transactions/{id}', await get(transaction('d-1'))],
      ['GET', '/v1/transactions/{id}', await get(transaction('d-2'))],
      ['GET', '/v1/transactions/{id}', await get(transaction('nope'))],
      ['POST', '/v1/transactions/{id}/events', await send(`${transaction('d-1')}/events`, { type: 'captured' })],
      ['POST', '/v1/transactions/{id}/events', await send(`${transaction('d-1')}/events`, {})],
      ['GET', '/v1/challenges/{id}', await get(challenge)],
      ['POST', '/v1/challenges/{id}/verify', await send(`${challenge}/verify`, { code: 'abc' })],
      ['POST', '/v1/challenges/{id}/resend', await send(`${challenge}/resend`)],
      ['POST', '/v1/challenges/{id}/cancel', await send(`${challenge}/cancel`)],
      ['POST', '/v1/challenges/{id}/resend', await send(`${challenge}/resend`)],
    ];
    expect(answers.flatMap(([method, path, answer]) => api.problemsWith(method, path, answer))).toEqual([]);
    expect(answers.map(([, , { status }]) => status)).toEqual([
      201, 201, 202, 422, 409, 207, 200, 422, 200, 200, 404, 201, 422, 200, 422, 429, 200, 410,
    ]);
    const resolved = await get(transaction('d-1'));
    expect(api.problemsWith('GET', '/v1/transactions/{id}', resolved)).toEqual([]);
  });

  it('a JSON content type without a body, as many clients send it → taken by what needs none', async () => {
    const { body } = await post(suite.url, payment('d-5', { card: { fingerprint: 'card_test_challenge' } }));
    const path = `/v1/challenges/${body.challenge.id}`;
    await expect.poll(async () => (await call(suite.url, 'GET', path)).status).toBe(200);
    const headers = { 'content-type': 'application/json' };
    expect((await call(suite.url, 'POST', `${path}/cancel`, { headers })).status).toBe(200);
  });
});

describe('a start that can not work', () => {
  it('one clear line and exit code 1: taken port, same folder, bad folder, bad setting', async () => {
    const port = new URL(suite.url).port;
    const taken = await runStandalone({ PORT: port, CARACAL_HOME: `${suite.home}-other` });
    const second = await runStandalone({ PORT: '0', CARACAL_HOME: suite.home });
    const folder = await runStandalone({ PORT: '0', CARACAL_HOME: '/etc/hostname/caracal' });
    const setting = await runStandalone({ PORT: 'eighty', CARACAL_HOME: `${suite.home}-other` });
    const level = await runStandalone({ PORT: '0', CARACAL_HOME: `${suite.home}-other`, LOG_LEVEL: 'foo' });
    for (const { code } of [taken, second, folder, setting, level]) expect(code).toBe(1);
    expect(taken.stderr).toMatch(/^caracal: port \d+ is taken[^\n]*\n$/);
    expect(second.stderr).toMatch(/^caracal: [^\n]+\n$/);
    expect(folder.stderr).toMatch(/^caracal: can not write to \/etc\/hostname\/caracal[^\n]*\n$/);
    expect(setting.stderr).toMatch(/^caracal: [^\n]*PORT[^\n]*\n$/);
    expect(level.stderr).toMatch(/^caracal: [^\n]*LOG_LEVEL[^\n]*\n$/);
    await removeHome(`${suite.home}-other`);
  });
});

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challengeToken, type DecisionV1, newId } from '#contracts';
import { ChallengeStore } from './challenge-store.js';
import { decisionFor } from './testing/decision.js';
import { SECRET, TRACEPARENT, VerificationApp } from './testing/verification-app.js';
import { webhookHeaders } from './delivery/standard-webhooks.js';

let service: VerificationApp;
let tenant: { id: string; key: string; liveKey: string };
let other: { id: string; key: string; liveKey: string };

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}
const received: Received[] = [];
let answers: number[] = [];
let receiver: Server;
const mails: string[] = [];
let mailServer: SMTPServer;

beforeAll(async () => {
  service = await VerificationApp.start({ DELIVERY_ALLOW_PRIVATE: 'true', PUBLIC_URL: 'https://pay.example' });
  tenant = await service.tenant('shop');
  other = await service.tenant('other-shop');
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      const status = answers.shift() ?? 200;
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
      stream.on('end', () => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  receiver.close();
  await new Promise<void>((resolve) => mailServer.close(resolve));
});

const challenged = async (over: Parameters<typeof decisionFor>[0] = {}): Promise<DecisionV1> => {
  const now = service.clock.now();
  const decision = decisionFor({
    tenantId: tenant.id,
    decidedAtMs: now,
    transactionId: newId('transaction', now),
    ...over,
  });
  await service.consume(decision);
  return decision;
};
const wrongThan = (code: string): string => (code === '000000' ? '111111' : '000000');

const api = async (
  path: string,
  body: object | undefined,
  headers: Record<string, string> = { authorization: `Bearer ${tenant.key}` },
) => {
  const answer = await service.app.inject({
    method: body ? 'POST' : 'GET',
    url: `/v1/challenges/${path}`,
    headers,
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() };
};
const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  await expect.poll(condition, { interval: 25 }).toBe(true);
};
const delivery = async (decision: DecisionV1): Promise<Record<string, unknown> | undefined> =>
  (
    await service.db.database.query(
      [decision.transaction.tenantId],
      'select status, tries, problem, sealed_code, channel from verification.deliveries where challenge_id = $1 order by id desc',
      [decision.challengeId],
    )
  )[0];

describe('challenge', () => {
  it('the same decision twice, and others: one challenge, one message; the code is stored only as a hash', async () => {
    const decision = await challenged();
    await service.consume(decision, decision, decisionFor({ outcome: 'approve', tenantId: tenant.id }));
    const messages = await service.messages(decision);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ recipient: 'payer@example.com', livemode: false, status: 'pending' });
    expect(messages[0]!.code).toMatch(/^\d{6}$/);
    expect(messages[0]!.body).toContain(messages[0]!.code!);
    expect(messages[0]!.challengeUrl).toBe(
      `https://pay.example/challenge/${decision.challengeId}?token=${challengeToken(SECRET, decision.challengeId)}`,
    );
    const [row] = await service.db.database.query([tenant.id], 'select * from verification.challenges where id = $1', [
      decision.challengeId,
    ]);
    expect(JSON.stringify(row)).not.toContain(messages[0]!.code);
    expect(row!['code_hash']).toHaveLength(32);
  });

  it('code of a test challenge → read by the tenant’s test key while it can be entered, by nobody else', async () => {
    const decision = await challenged();
    const { challengeId } = decision;
    const code = await service.code(decision);
    expect((await api(challengeId, undefined)).body['sandbox']).toEqual({ code });
    const token = { 'challenge-token': challengeToken(SECRET, challengeId) };
    for (const headers of [token, { ...token, authorization: `Bearer ${tenant.key}` }]) {
      const payer = await api(challengeId, undefined, headers);
      expect(payer.status).toBe(200);
      expect(JSON.stringify(payer.body)).not.toContain(code);
    }
    for (const key of [tenant.liveKey, other.key])
      expect((await api(challengeId, undefined, { authorization: `Bearer ${key}` })).status).toBe(404);

    service.clock.advance(31_000);
    await api(`${challengeId}/resend`, {});
    const [newest] = await service.messages(decision);
    expect((await api(challengeId, undefined)).body['sandbox']).toEqual({ code: newest!.code });
    const verified = await api(`${challengeId}/verify`, { code: newest!.code });
    expect(verified.body).not.toHaveProperty('sandbox');
    expect((await api(challengeId, undefined)).body).not.toHaveProperty('sandbox');
  });

  it('code of an expired test challenge → not readable', async () => {
    const { challengeId } = await challenged();
    service.clock.advance(600_001);
    const { body } = await api(challengeId, undefined);
    expect(body).toMatchObject({ status: 'expired' });
    expect(body).not.toHaveProperty('sandbox');
  });

  it('code of a live challenge → in no answer to any key, and the store would not give it', async () => {
    const live = await challenged({ livemode: true });
    const read = await api(live.challengeId, undefined, { authorization: `Bearer ${tenant.liveKey}` });
    expect(read).toMatchObject({ status: 200, body: { livemode: true, status: 'pending' } });
    expect(read.body).not.toHaveProperty('sandbox');
    expect((await api(live.challengeId, undefined)).status).toBe(404);
    const store = service.app.get(ChallengeStore, { strict: false });
    expect(await store.sandboxCode(tenant.id, live.challengeId, service.clock.now())).toBeUndefined();
  });

  it('right code: passed, once; its record follows, in the decision’s trace; what was personal is gone', async () => {
    const decision = await challenged();
    const code = await service.code(decision);
    const answer = await api(`${decision.challengeId}/verify`, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'passed', attempts_left: 4, transaction_id: decision.transaction.id },
    });
    // The answer may have been lost; asking again is no error.
    expect((await api(`${decision.challengeId}/verify`, { code })).body['status']).toBe('passed');
    expect((await api(`${decision.challengeId}/cancel`, {})).status).toBe(409);
    expect((await api(`${decision.challengeId}/resend`, {})).status).toBe(409);
    expect(await service.results(decision, 1)).toMatchObject([
      { challengeId: decision.challengeId, result: 'passed', method: 'otp', attempts: 1, traceparent: TRACEPARENT },
    ]);
    const [row] = await service.db.database.query(
      [tenant.id],
      'select email, code_hash from verification.challenges where id = $1',
      [decision.challengeId],
    );
    expect(row).toEqual({ email: '', code_hash: null });
  });

  it('wrong codes: say how many are left; the fifth fails it, and the right code no longer helps', async () => {
    const decision = await challenged();
    const code = await service.code(decision);
    for (const left of [4, 3, 2, 1]) {
      const answer = await api(`${decision.challengeId}/verify`, { code: wrongThan(code) });
      expect(answer).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/code', code: 'wrong_code', detail: `is not right; attempts left: ${left}` }] },
      });
    }
    expect((await api(`${decision.challengeId}/verify`, { code: wrongThan(code) })).status).toBe(410);
    expect((await api(`${decision.challengeId}/verify`, { code })).status).toBe(410);
    expect(await service.results(decision, 1)).toMatchObject([{ result: 'failed', attempts: 5 }]);
  });

  it('many guesses at the same moment: five are looked at', async () => {
    const decision = await challenged();
    const code = await service.code(decision);
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () => api(`${decision.challengeId}/verify`, { code: wrongThan(code) })),
    );
    expect(guesses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual(
      [...Array<number>(16).fill(410), ...Array<number>(4).fill(422)].toSorted((a, b) => a - b),
    );
    expect(await service.results(decision, 1)).toHaveLength(1);
  });

  it('what is no code: refused without counting', async () => {
    const decision = await challenged();
    for (const body of [
      {},
      { code: '12345' },
      { code: 123456 },
      { code: '1'.repeat(40) },
      { code: '123456', extra: 1 },
    ])
      expect((await api(`${decision.challengeId}/verify`, body)).status).toBe(422);
    expect((await api(decision.challengeId, undefined)).body['attempts_left']).toBe(5);
  });

  it('resend: a new code replaces the old; after a pause, three times', async () => {
    const decision = await challenged();
    const first = await service.code(decision);
    const soon = await api(`${decision.challengeId}/resend`, {});
    expect([soon.status, soon.headers['retry-after']]).toEqual([429, '30']);
    for (let left = 2; left >= 0; left--) {
      service.clock.advance(30_000);
      expect((await api(`${decision.challengeId}/resend`, {})).body['resends_left']).toBe(left);
    }
    service.clock.advance(30_000);
    expect((await api(`${decision.challengeId}/resend`, {})).status).toBe(409);
    const messages = await service.messages(decision);
    expect(messages).toHaveLength(4);
    const newest = messages[0]!.code!;
    // One time in a million the new code is the old one.
    const old = newest === first ? wrongThan(newest) : first;
    expect((await api(`${decision.challengeId}/verify`, { code: old })).status).toBe(422);
    expect((await api(`${decision.challengeId}/verify`, { code: newest })).body['status']).toBe('passed');
  });

  it('time is up: no code helps; the sweeper ends it once, also when several sweep', async () => {
    const decision = await challenged({ expiresAtMs: service.clock.now() + 1000 });
    const code = await service.code(decision);
    service.clock.advance(1000);
    const sweeper = service.app.get(ChallengeStore, { strict: false });
    await Promise.all([1, 2, 3].map(() => sweeper.expire(service.clock.now(), 10)));
    expect((await api(`${decision.challengeId}/verify`, { code })).status).toBe(410);
    expect((await api(decision.challengeId, undefined)).body['status']).toBe('expired');
    expect(await service.results(decision, 1)).toMatchObject([
      { result: 'expired', attempts: 0, resolvedAtMs: decision.challengeExpiresAtMs },
    ]);
  });

  it('cancel: ends it; again is no error', async () => {
    const decision = await challenged();
    expect((await api(`${decision.challengeId}/cancel`, {})).body['status']).toBe('cancelled');
    expect((await api(`${decision.challengeId}/cancel`, {})).body['status']).toBe('cancelled');
    expect(await service.results(decision, 1)).toMatchObject([{ result: 'cancelled' }]);
  });

  it('who may: the tenant’s key of the right mode, or the link’s token; to others it does not exist', async () => {
    const decision = await challenged();
    const { challengeId } = decision;
    const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
    for (const [path, body] of [
      [challengeId, undefined],
      [`${challengeId}/verify`, { code: '000000' }],
      [`${challengeId}/resend`, {}],
      [`${challengeId}/cancel`, {}],
    ] as const) {
      expect([path, (await api(path, body, bearer(other.key))).status]).toEqual([path, 404]);
      expect([path, (await api(path, body, bearer(tenant.liveKey))).status]).toEqual([path, 404]);
      expect([path, (await api(path, body, bearer('sk_test_nonsense'))).status]).toEqual([path, 401]);
      expect([path, (await api(path, body, {})).status]).toEqual([path, 401]);
      expect([
        path,
        (await api(path, body, { 'challenge-token': challengeToken('another secret', challengeId) })).status,
      ]).toEqual([path, 404]);
    }
    const byLink = await api(challengeId, undefined, { 'challenge-token': challengeToken(SECRET, challengeId) });
    expect(byLink).toMatchObject({ status: 200, body: { status: 'pending', attempts_left: 5 } });
    expect((await api('chl_nonsense', undefined)).status).toBe(404);
  });
});

describe('delivery', () => {
  it('live, by webhook: signed, tried again after a failure, then nothing of the code is left', async () => {
    const { port } = receiver.address() as AddressInfo;
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const shop = await service.tenant('hooked', { webhook: { url: `http://127.0.0.1:${port}/codes`, secret } });
    received.length = 0;
    answers = [500];
    const decision = await challenged({ tenantId: shop.id, livemode: true });
    await until(() => received.length === 1);
    await until(async () => (await delivery(decision))?.['problem'] === 'status 500');
    expect(await delivery(decision)).toMatchObject({ status: 'waiting', tries: 1 });
    service.clock.advance(1000);
    await until(async () => (await delivery(decision))?.['status'] === 'delivered');
    expect(await delivery(decision)).toMatchObject({ tries: 2, sealed_code: null, channel: 'webhook' });

    const { headers, body } = received.at(-1)!;
    const id = String(headers['webhook-id']);
    expect(id).toBe(`${decision.challengeId}.1`);
    const signed = webhookHeaders(secret, id, Number(headers['webhook-timestamp']) * 1000, body);
    expect(headers['webhook-signature']).toBe(signed['webhook-signature']);
    const { data } = JSON.parse(body) as { data: Record<string, unknown> };
    expect(data).toMatchObject({
      challenge_id: decision.challengeId,
      account_id: 'acc-1',
      amount: 12990,
      currency: 'USD',
    });
    expect(await service.messages(decision)).toEqual([]);
    const passed = await api(
      `${decision.challengeId}/verify`,
      { code: data['code'] },
      { authorization: `Bearer ${shop.liveKey}` },
    );
    expect(passed.body).toMatchObject({ status: 'passed', livemode: true });
  });

  it('a redirect is not followed; 410 ends the tries', async () => {
    const { port } = receiver.address() as AddressInfo;
    const shop = await service.tenant('redirecting', {
      webhook: { url: `http://127.0.0.1:${port}/codes`, secret: 'a secret of sixteen' },
    });
    received.length = 0;
    answers = [302, 410];
    const decision = await challenged({ tenantId: shop.id, livemode: true });
    await until(async () => (await delivery(decision))?.['problem'] === 'redirect (302) refused');
    service.clock.advance(1000);
    await until(async () => (await delivery(decision))?.['status'] === 'failed');
    expect(await delivery(decision)).toMatchObject({ problem: 'status 410', sealed_code: null });
    expect(received).toHaveLength(2);
  });

  it('live, by mail: to the payer, marked as automatic', async () => {
    const { port } = mailServer.server.address() as AddressInfo;
    const shop = await service.tenant('mailing', { smtp: { host: '127.0.0.1', port, from: 'shop@example.com' } });
    const decision = await challenged({ tenantId: shop.id, livemode: true, email: 'someone@example.org' });
    await until(() => mails.length === 1);
    expect(mails[0]).toContain('To: someone@example.org');
    expect(mails[0]).toContain('129.90 USD');
    expect(mails[0]).toMatch(/Auto-Submitted: auto-generated/i);
    await until(async () => (await delivery(decision))?.['status'] === 'delivered');
  });

  it('live, without a channel: the console says so, and shows neither code nor link', async () => {
    const decision = await challenged({ livemode: true });
    const [message] = await service.messages(decision);
    expect(message).toMatchObject({
      livemode: true,
      code: undefined,
      challengeUrl: undefined,
      recipient: 'no delivery channel is configured',
    });
    expect(message!.body).not.toMatch(/\d{6}/);
  });

  it('a hanging receiver: holds up neither the consumer nor another tenant', async () => {
    const hanging = createServer(() => undefined);
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    const webhook = (at: number): { url: string; secret: string } => ({
      url: `http://127.0.0.1:${at}/`,
      secret: 'a secret of sixteen',
    });
    const slow = await service.tenant('slow', { webhook: webhook((hanging.address() as AddressInfo).port) });
    const quick = await service.tenant('quick', { webhook: webhook(port) });
    const now = service.clock.now();
    const decisions = [...Array<string>(8).fill(slow.id), quick.id].map((tenantId) =>
      decisionFor({ tenantId, livemode: true, decidedAtMs: now, transactionId: newId('transaction', now) }),
    );
    let givenUp = 0;
    hanging.on('connection', (socket) => socket.on('close', () => givenUp++));
    received.length = 0;
    await service.consume(...decisions);
    await until(() => received.length === 1);
    expect(givenUp).toBe(0);
    hanging.closeAllConnections();
    hanging.close();
  });
});

describe('the payer’s page', () => {
  const open = async (
    decision: DecisionV1,
    query: string = '',
  ): Promise<{ status: number; text: string; headers: Record<string, unknown> }> => {
    const answer = await service.app.inject({
      url: `/challenge/${decision.challengeId}?token=${challengeToken(SECRET, decision.challengeId)}${query}`,
    });
    return { status: answer.statusCode, text: answer.body, headers: answer.headers };
  };
  const submit = async (decision: DecisionV1, fields: Record<string, string>): Promise<string> => {
    const answer = await service.app.inject({
      method: 'POST',
      url: `/challenge/${decision.challengeId}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token: challengeToken(SECRET, decision.challengeId), ...fields }).toString(),
    });
    expect(answer.statusCode).toBe(303);
    const next = await service.app.inject({ url: String(answer.headers.location) });
    return next.body;
  };

  it('before the decision has come: waits by itself, not for ever', async () => {
    const decision = decisionFor({ tenantId: tenant.id, transactionId: newId('transaction', service.clock.now()) });
    const waiting = await open(decision);
    expect([waiting.status, waiting.text.includes('One moment')]).toEqual([200, true]);
    const refresh = String(waiting.headers['refresh']);
    const next = await service.app.inject({ url: refresh.slice(refresh.indexOf('/')) });
    expect(next.headers['refresh']).toContain('waited=2');
    expect((await open(decision, '&waited=60')).status).toBe(404);
  });

  it('wrong, then right: says so in between; then done, and reloading changes nothing', async () => {
    const decision = await challenged();
    const page = await open(decision);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(page.text).toContain('129.90 USD');
    const code = await service.code(decision);
    expect(await submit(decision, { action: 'verify', code: 'abc' })).toContain('did not use up an attempt');
    expect(await submit(decision, { action: 'verify', code: wrongThan(code) })).toContain('4 attempts are left');
    expect(await submit(decision, { action: 'resend' })).toContain('half a minute');
    expect(await submit(decision, { action: 'verify', code })).toContain('Confirmed');
    expect((await open(decision)).text).toContain('Confirmed');
    expect(await submit(decision, { action: 'verify', code })).toContain('Confirmed');
  });

  it('cancel and too many attempts: say how it ended', async () => {
    const cancelled = await challenged();
    expect(await submit(cancelled, { action: 'cancel' })).toContain('Cancelled');
    const failed = await challenged();
    const wrong = wrongThan(await service.code(failed));
    for (let i = 0; i < 4; i++) await submit(failed, { action: 'verify', code: wrong });
    expect(await submit(failed, { action: 'verify', code: wrong })).toContain('Not confirmed');
  });

  it('without the token, or with another’s: says that the link does not work', async () => {
    const decision = await challenged();
    const another = await challenged();
    for (const token of ['', 'x', challengeToken(SECRET, another.challengeId)]) {
      const answer = await service.app.inject({ url: `/challenge/${decision.challengeId}?token=${token}` });
      expect([answer.statusCode, answer.body.includes('This link does not work')]).toEqual([404, true]);
      const posted = await service.app.inject({
        method: 'POST',
        url: `/challenge/${decision.challengeId}`,
        payload: { token, action: 'cancel' },
      });
      expect(posted.statusCode).toBe(404);
    }
    const repeated = await service.app.inject({ url: `/challenge/${decision.challengeId}?token=a&token=b` });
    expect(repeated.statusCode).toBe(404);
  });
});

describe('private addresses', () => {
  it('by default: refused for good, without a connection', async () => {
    const { HttpSmtpSender } = await import('./delivery/http-smtp-sender.js');
    const sender = new HttpSmtpSender(service.clock, false);
    received.length = 0;
    const { port } = receiver.address() as AddressInfo;
    const message = {
      deliveryId: 'd',
      challengeId: 'c',
      transactionId: 't',
      externalId: 'e',
      accountId: 'a',
      email: 'p@example.com',
      amountMinor: 1,
      currency: 'USD',
      code: '123456',
      url: 'https://x',
      expiresAtMs: service.clock.now() + 60_000,
    };
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '169.254.169.254']) {
      const settings = {
        webhook: { url: `https://${host}:${port}/`, secret: 's' },
        smtp: { host, port, secure: false, from: 'x@example.com' },
      };
      for (const channel of ['webhook', 'email'] as const)
        expect([host, channel, await sender.send(channel, settings, message)]).toEqual([
          host,
          channel,
          { reason: 'the address is not on the public internet', final: true },
        ]);
    }
    expect(
      await sender.send('webhook', { webhook: { url: 'http://example.com/', secret: 's' } }, message),
    ).toMatchObject({ final: true });
    expect(received).toEqual([]);
    await sender.close();
  });
});

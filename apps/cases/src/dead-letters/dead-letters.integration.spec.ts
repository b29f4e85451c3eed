import { beforeAll, describe, expect, it } from 'vitest';
import {
  CSRF_HEADER,
  CSRF_VALUE,
  deadLetterDetail,
  deadLetterList,
  type DeadLetterV1,
  deadLetterV1,
  type LabelV1,
  labelV1,
  newId,
  topics,
} from '#contracts';
import { EventLog, type LogRecord } from '#messaging';
import { PgTenantAdmin } from '#tenancy';
import { type Answer, ConsoleApp, type Person } from '../testing/console-app.js';
import { DeadLetterStore } from './dead-letter-store.js';
import { StoreDeadLetters } from './store-dead-letters.handler.js';

const DAY = 86_400_000;

let app: ConsoleApp;
let now: number;
let offset = 0;
beforeAll(async () => {
  app = await ConsoleApp.start();
  now = Date.now();
});

function labelOf(tenantId: string): LabelV1 {
  return {
    id: newId('label', now),
    tenantId,
    transactionId: 'txn_1',
    event: 'chargeback',
    verdict: 'fraud',
    source: 'payment_system',
    weight: 0.9,
    occurredAtMs: now,
    knownAtMs: now,
    actor: '',
    note: '',
    entities: [{ entityType: 'card', entityId: 'fp-secret' }],
    amountMinor: 100,
    mode: 'test',
    paidAtMs: now,
  };
}

function letterOf(tenantId: string, over: Partial<DeadLetterV1> = {}): DeadLetterV1 {
  return {
    topic: topics.labels.name,
    partition: 2,
    offset: ++offset,
    group: 'feedback',
    key: `${tenantId}/txn_1`,
    value: labelV1.encode(labelOf(tenantId)),
    headers: {
      ce_tenant: tenantId,
      ce_id: 'lbl_1',
      ce_type: labelV1.type,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    },
    error: 'it is not to be stored',
    attempts: 4,
    failedAtMs: now - 1000,
    ...over,
  };
}

function recordOf(letter: DeadLetterV1): LogRecord {
  const { topic, partition, offset: at, group } = letter;
  return {
    topic: topics.deadLetters.name,
    partition: 0,
    offset: at,
    key: letter.key,
    value: Buffer.from(deadLetterV1.encode(letter)),
    headers: { ce_id: `${group}:${topic}:${partition}:${at}`, ce_tenant: letter.headers['ce_tenant'] ?? '' },
    appendedAtMs: now,
  };
}

async function tell(...letters: DeadLetterV1[]): Promise<void> {
  const handled = await app.app.get(StoreDeadLetters, { strict: false }).handle(letters.map(recordOf));
  expect(handled).toEqual({ publish: [] });
}

async function call(caller: Person | string, method: 'GET' | 'POST', path = ''): Promise<Answer> {
  const headers =
    typeof caller === 'string'
      ? { authorization: `Bearer ${caller}` }
      : { cookie: caller.cookie, [CSRF_HEADER]: CSRF_VALUE };
  const answer = await app.app.inject({ method, url: `/v1/dead-letters${path}`, headers });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
}

async function tenantWithAdmin(name: string): Promise<{ tenantId: string; admin: Person }> {
  const tenantId = await app.tenant(name);
  return { tenantId, admin: await app.person(tenantId, name, 'admin') };
}

async function openLetter(admin: Person): Promise<string> {
  return deadLetterList.parse((await call(admin, 'GET', '?status=open')).body).items[0]!.id;
}

describe('dead letters', () => {
  it('listed newest first, page by page, each once; of no other tenant', async () => {
    const { tenantId, admin } = await tenantWithAdmin('letters');
    const { tenantId: strange, admin: stranger } = await tenantWithAdmin('letters-strange');
    const letters = [3000, 1000, 2000].map((ago) => letterOf(tenantId, { failedAtMs: now - ago }));
    await tell(...letters, letterOf(strange));
    // Told again; and what names this tenant in one place only.
    const mixed = letterOf(tenantId, { value: labelV1.encode(labelOf(strange)) });
    await tell(letters[0]!, mixed, letterOf(tenantId, { key: `${strange}/txn_1` }), letterOf('', { key: 'x' }));

    const first = deadLetterList.parse((await call(admin, 'GET', '?limit=2')).body);
    expect(first.items.map(({ failed_at }) => now - Date.parse(failed_at))).toEqual([1000, 2000]);
    expect(first.items[0]).toMatchObject({
      status: 'open',
      topic: 'labels.v1',
      group: 'feedback',
      key: `${tenantId}/txn_1`,
      error: 'it is not to be stored',
      attempts: 4,
      handled: null,
    });
    const rest = deadLetterList.parse((await call(admin, 'GET', `?limit=2&cursor=${first.next_cursor}`)).body);
    expect([rest.items.length, rest.next_cursor]).toEqual([1, null]);
    expect((await call(admin, 'GET', '?cursor=nonsense')).status).toBe(422);

    const own = await openLetter(stranger);
    expect(deadLetterList.parse((await call(stranger, 'GET')).body).items).toHaveLength(1);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/replay'],
      ['POST', '/discard'],
    ] as const) {
      expect((await call(admin, method, `/${own}${path}`)).status).toBe(404);
      expect((await call(admin, method, `/%00${path}`)).status).toBe(404);
    }
  });

  it('one of them → what it says, without the card; what can’t be read says why', async () => {
    const { tenantId, admin } = await tenantWithAdmin('letters-read');
    await tell(letterOf(tenantId, { offset: -1, error: 'pan 4242424242424242\0' }));
    const id = await openLetter(admin);
    const answer = await call(admin, 'GET', `/${id}`);
    const detail = deadLetterDetail.parse(answer.body);
    expect(detail).toMatchObject({
      partition: 2,
      offset: null,
      error: 'pan [card number]\ufffd',
      record: { id: 'lbl_1', type: 'caracal.label.v1', trace_id: '0af7651916cd43dd8448eb211c80319c' },
      payload: { tenantId, event: 'chargeback', entities: [{ entityType: 'card', entityId: '…' }] },
      unreadable: null,
      not_replayable: null,
    });
    expect(JSON.stringify(answer.body)).not.toContain('fp-secret');
    await tell(letterOf(tenantId, { value: Uint8Array.of(0x0a, 0xff), failedAtMs: now }));
    const broken = deadLetterDetail.parse((await call(admin, 'GET', `/${await openLetter(admin)}`)).body);
    expect([broken.payload, broken.unreadable]).toEqual([null, expect.stringContaining('caracal.label.v1')]);
  });

  it('replayed → the record as it was, in its topic once; then neither replayed nor discarded again', async () => {
    const { tenantId, admin } = await tenantWithAdmin('letters-replay');
    const letter = letterOf(tenantId);
    await tell(letter);
    const id = await openLetter(admin);
    const replayed = await call(admin, 'POST', `/${id}/replay`);
    expect(replayed.status).toBe(200);
    expect(deadLetterDetail.parse(replayed.body)).toMatchObject({
      status: 'replayed',
      handled: { at: expect.any(String), by: { id: admin.id, name: 'letters-replay' } },
    });
    for (const action of ['replay', 'discard'])
      expect(await call(admin, 'POST', `/${id}/${action}`)).toMatchObject({
        status: 409,
        body: { detail: 'It was replayed before' },
      });
    const log = app.app.get(EventLog, { strict: false });
    const found = async (): Promise<LogRecord[]> =>
      (await log.readFrom(topics.labels.name, log.partitionOf(topics.labels.name, letter.key), 0, 100)).filter(
        ({ key }) => key === letter.key,
      );
    await expect.poll(found).toHaveLength(1);
    const [record] = await found();
    expect([Buffer.from(record!.value), record!.headers]).toEqual([Buffer.from(letter.value), letter.headers]);
    expect((await call(admin, 'GET', '?status=open')).body).toMatchObject({ items: [] });
    expect((await call(admin, 'GET', '?status=replayed')).body).toMatchObject({ items: [{ id }] });
  });

  it('what its topic would refuse → 409, and it stays open; discarding says who did', async () => {
    const { tenantId, admin } = await tenantWithAdmin('letters-large');
    await tell(letterOf(tenantId, { value: new Uint8Array(70_000), topic: topics.labels.name }));
    const id = await openLetter(admin);
    expect(await call(admin, 'POST', `/${id}/replay`)).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining('65536 bytes') },
    });
    const discarded = await call(admin, 'POST', `/${id}/discard`);
    expect(discarded).toMatchObject({ status: 200, body: { status: 'discarded', handled: { by: { id: admin.id } } } });
  });

  it('who may: administrators, and keys; a test key only while the tenant takes no live payments', async () => {
    const { tenantId } = await tenantWithAdmin('letters-roles');
    const analyst = await app.person(tenantId, 'letters-analyst', 'analyst');
    await tell(letterOf(tenantId));
    const tenants = app.app.get(PgTenantAdmin, { strict: false });
    const { key, id: keyId } = await tenants.createApiKey(tenantId, { name: 'server', livemode: false });
    expect((await call(analyst, 'GET')).status).toBe(403);
    expect((await call('sk_test_0000000000000000', 'GET')).status).toBe(401);
    const { items } = deadLetterList.parse((await call(key, 'GET')).body);
    expect((await call(key, 'POST', `/${items[0]!.id}/discard`)).body).toMatchObject({
      handled: { by: { id: keyId, name: 'API key' } },
    });
    await tenants.changeSettings(tenantId, { livemode_allowed: true });
    await expect.poll(async () => (await call(key, 'GET')).status).toBe(403);
    const { key: live } = await tenants.createApiKey(tenantId, { name: 'server', livemode: true });
    expect((await call(live, 'GET')).status).toBe(200);
  });

  it('older than 30 days → let go', async () => {
    const { tenantId, admin } = await tenantWithAdmin('letters-kept');
    const times = [now - 30 * DAY - 1000, now - 30 * DAY + 60_000];
    await tell(...times.map((failedAtMs) => letterOf(tenantId, { failedAtMs })));
    await app.app.get(DeadLetterStore, { strict: false }).prune(tenantId);
    const { items } = deadLetterList.parse((await call(admin, 'GET')).body);
    expect(items.map((item) => Date.parse(item.failed_at))).toEqual([times[1]]);
  });
});

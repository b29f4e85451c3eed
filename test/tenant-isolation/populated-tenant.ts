// A tenant with something of everything in it, in both modes, all of it recognisable as this tenant's.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import {
  deadLetterV1,
  derivedId,
  labelV1,
  newId,
  type OutboxMessage,
  recordHeaders,
  recordKey,
  topics,
} from '#contracts';
import { SystemClock } from '#kernel';
import { type Database, Outbox } from '#persistence';
import type { PolicyDefinition } from '#policy';
import { PgLogIn, PgTenantAdmin } from '#tenancy';
import { call, payment, type Answer } from '../harness/api.js';
import { eventually } from '../harness/eventually.js';

/** Amounts that the tenants' policy answers with these outcomes, in test and in live payments alike. */
const REVIEWED = 70_000;
const CHALLENGED = 80_000;
const POLICY: PolicyDefinition = {
  policy: 'by-amount',
  rules: [
    { when: `event.amount == ${REVIEWED}`, outcome: 'review', reason: 'REVIEWED' },
    { when: `event.amount == ${CHALLENGED}`, outcome: 'challenge', reason: 'CHALLENGED', message: 'Please confirm.' },
  ],
  otherwise: 'approve',
  stand_in: [],
};

export type Mode = 'test' | 'live';

/** One transaction, and all that came of it. */
export interface Posted {
  readonly id: string;
  readonly externalId: string;
  readonly idempotencyKey: string;
  readonly traceId: string;
  readonly decisionId: string;
}
export interface Holdings {
  readonly approved: Posted;
  readonly reviewed: Posted;
  readonly challenged: Posted;
  readonly caseId: string;
  readonly challengeId: string;
  readonly challengeToken: string;
  /** Of the sandbox outbox: live ones are never stored. */
  readonly code: string | undefined;
}
export interface PopulatedTenant {
  readonly name: string;
  readonly id: string;
  readonly keys: Readonly<Record<Mode, string>>;
  readonly userId: string;
  readonly loginToken: string;
  readonly cookie: string;
  readonly entities: Entities;
  readonly patternId: string;
  /** Of a model that it keeps. */
  readonly modelName: string;
  /** Of a document of features. */
  readonly featuresName: string;
  readonly deadLetterId: string;
  readonly test: Holdings;
  readonly live: Holdings;
  /** Strings that no other tenant may ever be shown. */
  readonly secrets: readonly string[];
}
interface Entities {
  readonly account: string;
  readonly card: string;
  readonly device: string;
  readonly ip: string;
  readonly merchant: string;
  readonly email: string;
}

export async function populatedTenant(
  url: string,
  database: Database,
  name: string,
  ip: string,
): Promise<PopulatedTenant> {
  const clock = new SystemClock();
  const admin = new PgTenantAdmin(database, clock);
  const settings = { livemode_allowed: true };
  const id = await admin.createTenant({ name: `${name} Ltd`, slug: name, settings, policy: POLICY });
  const userId = await admin.createUser(id, { name: `${name} analyst`, email: `a@${name}.example`, role: 'admin' });
  const keys = {
    test: (await admin.createApiKey(id, { name: 'test', livemode: false })).key,
    live: (await admin.createApiKey(id, { name: 'live', livemode: true })).key,
  };
  const { token: loginToken } = await new PgLogIn(database, clock).createLoginLink(id, userId);
  const cookie = await logIn(url, loginToken);
  const entities = {
    account: `acc-${name}`,
    card: `fp-${name}`,
    device: `dev-${name}`,
    ip,
    merchant: `mer-${name}`,
    email: `payer@${name}.example`,
  };
  const test = await fill(url, name, 'test', keys.test, cookie, entities);
  const live = await fill(url, name, 'live', keys.live, cookie, entities);
  const posted = [test, live].flatMap(({ approved, reviewed, challenged }) => [approved, reviewed, challenged]);
  return {
    name,
    id,
    keys,
    userId,
    loginToken,
    cookie,
    entities,
    patternId: await livePattern(url, name, keys.live),
    modelName: await keptModel(url, name, keys.live),
    featuresName: await ownFeatures(url, name, keys.live),
    deadLetterId: await deadLetter(url, database, { id, name, cookie }),
    test,
    live,
    // The name is in every string that the tenant chose; ids of one transaction share what comes after the prefix.
    secrets: [name, ip, id, userId, ...posted.flatMap((one) => [one.id.slice(4), one.traceId])],
  };
}

export function paymentOf(entities: Entities, id: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  const { account, card, device, ip, merchant, email } = entities;
  return payment(id, {
    account: { id: account, email },
    card: { fingerprint: card, country: 'US' },
    device: { id: device, ip },
    merchant: { id: merchant, mcc: '5732', country: 'US' },
    ...over,
  });
}

/** What a browser would send along: session and proof that our own page asks. */
export function asConsole(cookie: string): Record<string, string> {
  return { cookie, 'x-caracal-csrf': '1' };
}

async function logIn(url: string, token: string): Promise<string> {
  const response = await fetch(`${url}/login?token=${token}`, { redirect: 'manual' });
  expect(response.status).toBe(303);
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

async function fill(
  url: string,
  name: string,
  mode: Mode,
  key: string,
  cookie: string,
  entities: Entities,
): Promise<Holdings> {
  const post = async (what: string, amount: number): Promise<Posted & { body: Answer['body'] }> => {
    const externalId = `${name}-${mode}-${what}`;
    const idempotencyKey = `${externalId}-key`;
    const body = paymentOf(entities, externalId, { amount, attributes: { note: `${name} attribute` } });
    const answer = await call(url, 'POST', '/v1/transactions', {
      key,
      body,
      // Whole decisions on a busy machine.
      headers: { 'idempotency-key': idempotencyKey, 'decide-within': '10000' },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    const { id, trace_id: traceId } = answer.body;
    return { id, externalId, idempotencyKey, traceId, decisionId: derivedId('decision', id), body: answer.body };
  };
  // The services read new tenants every few seconds.
  let probes = 0;
  await eventually(`the policy of ${name} in force`, async () => {
    const { body } = await post(`probe-${++probes}`, REVIEWED);
    return body.decision.outcome === 'review' || undefined;
  });
  const approved = await post('approved', 1000);
  const reviewed = await post('reviewed', REVIEWED);
  const challenged = await post('challenged', CHALLENGED);
  const { id: challengeId, url: link } = challenged.body.challenge;
  const challengeToken = new URL(link).searchParams.get('token')!;
  const asAnalyst = { key: '', headers: asConsole(cookie) };
  const caseId = await eventually(`a case for ${reviewed.id}`, async () => {
    const { body } = await call(url, 'GET', `/console/api/decisions/${reviewed.id}`, asAnalyst);
    return body.summary?.case_id as string | undefined;
  });
  const message = await eventually(`a message for ${challengeId}`, async () => {
    const { items } = (await call(url, 'GET', '/console/api/outbox', asAnalyst)).body;
    return (items as OutboxMessage[]).find((item) => item.challenge_id === challengeId);
  });
  const code = message.code ?? undefined;
  const note = await call(url, 'POST', `/console/api/cases/${caseId}/notes`, {
    ...asAnalyst,
    body: { text: `${name} note` },
  });
  expect(note.status).toBe(201);
  const event = await call(url, 'POST', `/v1/transactions/${approved.id}/events`, {
    key,
    body: { type: 'chargeback', note: `${name} report` },
  });
  expect(event.status).toBe(201);
  return { approved, reviewed, challenged, caseId, challengeId, challengeToken, code };
}

/** A pattern of the tenant's own, live. */
async function livePattern(url: string, name: string, key: string): Promise<string> {
  const id = `${name}-pattern`;
  const definition = {
    pattern: id,
    by: 'card',
    sequence: 'a',
    where: { a: "event.outcome == 'never'" },
    then: { risk: 0, reason: 'NEVER' },
  };
  const saved = await call(url, 'POST', '/v1/patterns', { key, body: { definition, note: `${name} note` } });
  expect(saved.status, JSON.stringify(saved.body)).toBe(201);
  const body = { version: 1, to: 'live', revision: 1, reason: `${name} reason` };
  expect((await call(url, 'POST', `/v1/patterns/${id}/promote`, { key, body })).status).toBe(200);
  return id;
}

/** A model that the tenant uploaded, a draft. */
async function keptModel(url: string, name: string, key: string): Promise<string> {
  const model = `${name}-model`;
  const features = 'amount_log,card_count_1h,account_age_days,card_count_24h';
  const file = new URL('../../libs/inference/src/testing/models/lightgbm.onnx', import.meta.url);
  const kept = await call(url, 'POST', `/v1/models?name=${model}&features=${features}&note=${name}-note`, {
    key,
    raw: readFileSync(file),
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect(kept.status, JSON.stringify(kept.body)).toBe(201);
  return model;
}

/** A feature that the tenant declared. */
async function ownFeatures(url: string, name: string, key: string): Promise<string> {
  const document = `${name}-features`;
  const definition = { feature: 'card_count_3h', by: 'card', aggregate: 'count', window: '3h', label: `${name} count` };
  const body = { name: document, definition, reason: `${name} reason` };
  const saved = await call(url, 'POST', '/v1/features', { key, body });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return document;
}

/** A record of the tenant's that a consumer gave up. */
async function deadLetter(
  url: string,
  database: Database,
  { id: tenantId, name, cookie }: Pick<PopulatedTenant, 'id' | 'name' | 'cookie'>,
): Promise<string> {
  const nowMs = Date.now();
  const key = recordKey(tenantId, `${name}-refused`);
  const headersOf = (id: string, type: string) =>
    recordHeaders({ id, type, source: 'test', tenantId, hlc: '0'.repeat(16) });
  const label = {
    id: newId('label', nowMs),
    tenantId,
    transactionId: `${name}-refused`,
    event: 'captured',
    verdict: 'unknown' as const,
    source: 'payment_system' as const,
    weight: 0,
    occurredAtMs: nowMs,
    knownAtMs: nowMs,
    actor: '',
    note: `${name} label`,
    entities: [],
    amountMinor: 1,
    mode: 'test' as const,
    paidAtMs: nowMs,
  };
  const letter = deadLetterV1.encode({
    topic: topics.labels.name,
    partition: 0,
    offset: 1_000_000,
    group: 'test',
    key,
    value: labelV1.encode(label),
    headers: { ...headersOf(label.id, labelV1.type) },
    error: `${name} refused`,
    attempts: 1,
    failedAtMs: nowMs,
  });
  const headers = headersOf(`test:${name}`, deadLetterV1.type);
  await database.withTenants([tenantId], (sql) =>
    new Outbox().add(sql, { topic: topics.deadLetters.name, key, value: letter, headers }),
  );
  return await eventually(`the dead letter of ${name}`, async () => {
    const answer = await call(url, 'GET', '/v1/dead-letters', { key: '', headers: asConsole(cookie) });
    return answer.body.items?.[0]?.id as string | undefined;
  });
}

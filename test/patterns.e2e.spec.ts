// Patterns that change while traffic flows: the whole suite in one process, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, payment, type Answer } from './harness/api.js';
import { eventually } from './harness/eventually.js';
import { removeHome, startStandalone, type Standalone } from './harness/standalone.js';

let suite: Standalone;
let cookie: string;
beforeAll(async () => {
  suite = await startStandalone();
  cookie = await logIn();
});
afterAll(async () => {
  await suite.stop();
  await removeHome(suite.home);
});

/** A small payment, then a large one, of a card. */
const document = (id: string, above: number) => `
pattern: ${id}
by: card
within: 10m
skip: past-last
sequence: "small -> large"
where:
  small: "event.amount < 500"
  large: "event.amount > ${above}"
then: {risk: 0.97, action: review, reason: SMALL_THEN_LARGE}
`;

async function logIn(): Promise<string> {
  const response = await fetch(suite.loginUrl, { redirect: 'manual' });
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

async function patterns(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer['body']> {
  const headers = { cookie, 'x-caracal-csrf': '1' };
  const answer = await call(suite.url, method, `/v1/patterns${path}`, { key: '', headers, body });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

/** Saves a version and gives it a place; the revision after that. */
async function put(id: string, above: number, to: 'live' | 'shadow', revision = 0): Promise<number> {
  const saved = await patterns('POST', '', { definition: document(id, above), revision });
  const change = { version: saved.latest_version, to, revision: saved.revision, reason: 'a test' };
  return (await patterns('POST', `/${id}/promote`, change)).revision;
}

let payments = 0;
async function pay(card: string, amount: number): Promise<Answer['body']> {
  const body = payment(`payment-${++payments}`, { amount, card: { fingerprint: card, country: 'US' } });
  const answer = await call(suite.url, 'POST', '/v1/transactions', { body, headers: { 'decide-within': '30000' } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** What matched a payment: `pattern@version`. */
async function matchesOf(id: string): Promise<string[]> {
  const detail = await eventually(`the decision of ${id}`, async () => {
    const { status, body } = await call(suite.url, 'GET', `/console/api/decisions/${id}`, {
      key: '',
      headers: { cookie },
    });
    return status === 200 ? body : undefined;
  });
  return detail.matches.map(
    (match: { pattern_id: string; pattern_version: number }) => `${match.pattern_id}@${match.pattern_version}`,
  );
}

/** Waits until all that was changed is in force: changes come to the matcher in order, and one more is seen to have come. */
let markers = 0;
async function changesInForce(): Promise<void> {
  const id = `marker-${++markers}`;
  const amount = 1000 + markers;
  const where = { marked: `event.amount == ${amount}` };
  const definition = { pattern: id, by: 'card', sequence: 'marked', where, then: { risk: 0, reason: 'MARKED' } };
  const saved = await patterns('POST', '', { definition, revision: 0 });
  await patterns('POST', `/${id}/promote`, { version: 1, to: 'live', revision: saved.revision, reason: 'a test' });
  let tries = 0;
  await eventually(`${id} in force`, async () => {
    const matches = await matchesOf((await pay(`card-${id}-${++tries}`, amount)).id);
    return matches.includes(`${id}@1`) || undefined;
  });
}

describe('patterns of a tenant', () => {
  it('posted live → in force for payments soon after', async () => {
    await put('live-soon', 20_000, 'live');
    await changesInForce();
    await pay('card-soon', 100);
    const { id } = await pay('card-soon', 30_000);
    expect(await matchesOf(id)).toContain('live-soon@1');
  });

  it('a match begun before the pattern existed → completed by the first payment after it', async () => {
    await pay('card-begun', 100);
    await put('begun-before', 20_000, 'live');
    await changesInForce();
    const { id } = await pay('card-begun', 30_000);
    expect(await matchesOf(id)).toContain('begun-before@1');
  });

  it('another pattern changes in the middle of a match → it is neither lost nor doubled', async () => {
    await put('undisturbed', 20_000, 'live');
    const revision = await put('disturbing', 20_000, 'live');
    await changesInForce();
    await pay('card-undisturbed', 100);
    await patterns('POST', '/disturbing/retire', { revision, reason: 'a test' });
    await changesInForce();
    const matches = await matchesOf((await pay('card-undisturbed', 30_000)).id);
    expect(matches.filter((match) => match.startsWith('undisturbed'))).toEqual(['undisturbed@1']);
    expect(matches.filter((match) => match.startsWith('disturbing'))).toEqual([]);
  });

  it('a version on trial → compared with the live one, never decided on; live, and rolled back', async () => {
    let revision = await put('tried', 50_000, 'live');
    revision = await put('tried', 20_000, 'shadow', revision);
    await changesInForce();
    await pay('card-tried', 100);
    const onlyShadow = await pay('card-tried', 30_000);
    await pay('card-tried', 100);
    await pay('card-tried', 60_000);
    expect(await matchesOf(onlyShadow.id)).not.toContain('tried@2');
    const compared = await eventually('both in the comparison', async () => {
      const body = await patterns('GET', '/tried/comparison');
      return body.transactions.both === 1 ? body : undefined;
    });
    expect(compared).toMatchObject({
      live_version: 1,
      shadow_version: 2,
      transactions: { live: 1, shadow: 2, both: 1, live_only: 0, shadow_only: 1 },
      examples: { shadow_only: [{ transaction_id: onlyShadow.id, amount: 30_000 }] },
    });

    const change = { version: 2, to: 'live', revision, reason: 'better' };
    ({ revision } = await patterns('POST', '/tried/promote', change));
    await changesInForce();
    await pay('card-tried-2', 100);
    expect(await matchesOf((await pay('card-tried-2', 30_000)).id)).toContain('tried@2');
    await patterns('POST', '/tried/rollback', { revision, reason: 'worse' });
    await changesInForce();
    await pay('card-tried-3', 100);
    const after = await matchesOf((await pay('card-tried-3', 30_000)).id);
    expect(after.filter((match) => match.startsWith('tried'))).toEqual([]);
    await pay('card-tried-3', 100);
    expect(await matchesOf((await pay('card-tried-3', 60_000)).id)).toContain('tried@1');
  });

  it('killed and started again → what tenants changed is still in force, and so are matches under way', async () => {
    await put('kept', 20_000, 'live');
    await changesInForce();
    await pay('card-kept', 100);
    await suite.kill();
    suite = await startStandalone({ home: suite.home });
    cookie = await logIn();
    const { id } = await pay('card-kept', 30_000);
    expect(await matchesOf(id)).toContain('kept@1');
  });

  it('recent payments tried on a new pattern → explained', async () => {
    const tried = await patterns('POST', ':test', { definition: document('explained', 20_000), recent: { hours: 1 } });
    expect(tried.matches.length).toBeGreaterThan(3);
    expect(tried.runs[0]).toMatchObject({ moved_by: { amount: 100 }, steps: [{ step: 'small' }] });
  });
});

// Transactions that come late, and what time alone decides: the whole suite in one process, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, payment, post, type Answer } from './harness/api.js';
import { eventually } from './harness/eventually.js';
import { removeHome, startStandalone, type Standalone } from './harness/standalone.js';

const MINUTE_MS = 60_000;

let suite: Standalone;
let cookie: string;
beforeAll(async () => {
  suite = await startStandalone({ env: { CEP_IDLE_MS: '1000', CEP_OUT_OF_ORDER_MS: '0' } });
  const response = await fetch(suite.loginUrl, { redirect: 'manual' });
  cookie = response.headers.get('set-cookie')!.split(';')[0]!;
  await makeLive('small-then-large', 'within: 10m\nskip: past-last\nsequence: "small -> large"');
  await makeLive('two-large', 'within: 10m\nskip: past-last\nsequence: "large{2} strict"');
  await makeLive('no-small-after', 'within: 3s\nsequence: "odd -> !small"');
  // Changes come to the matcher in order: once the last is in force, all are.
  await makeLive('marker', 'sequence: "marked"');
  let tries = 0;
  await eventually('the patterns in force', async () => {
    // Of a merchant and a device of its own: what it paid is no part of the history that the tests begin with.
    const [merchant, device] = [{ id: 'mer-marker' }, { id: 'dev-marker', ip: '198.51.100.7' }];
    const marked = await post(suite.url, payment(`marker-${++tries}`, { amount: 888, merchant, device }));
    return codesOf(marked.body).includes('MARKER') || undefined;
  });
});
afterAll(async () => {
  await suite.stop();
  await removeHome(suite.home);
});

const WHERE: Readonly<Record<string, string>> = {
  small: 'event.amount < 500',
  large: 'event.amount > 20000',
  odd: 'event.amount == 777',
  marked: 'event.amount == 888',
};

async function makeLive(id: string, body: string): Promise<void> {
  const steps = Object.keys(WHERE).filter((step) => body.includes(step));
  const where = steps.map((step) => `  ${step}: "${WHERE[step]}"`).join('\n');
  const definition = `pattern: ${id}\nby: card\n${body}\nwhere:\n${where}\nthen: {risk: 0.97, action: review, reason: ${id.toUpperCase().replaceAll('-', '_')}}\n`;
  const saved = await asked('POST', '/v1/patterns', { definition, revision: 0 });
  const change = { version: 1, to: 'live', revision: saved.revision, reason: 'a test' };
  await asked('POST', `/v1/patterns/${id}/promote`, change);
}

async function asked(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer['body']> {
  const headers = { cookie, 'x-caracal-csrf': '1' };
  const answer = await call(suite.url, method, path, { key: '', headers, body });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

let payments = 0;
/** @param agoMs - how long before now it happened */
function paid(card: string, amount: number, agoMs: number): Record<string, unknown> {
  const occurred_at = new Date(Date.now() - agoMs).toISOString();
  return payment(`payment-${++payments}`, { amount, occurred_at, card: { fingerprint: card, country: 'US' } });
}

async function pay(card: string, amount: number, agoMs: number): Promise<Answer['body']> {
  const body = paid(card, amount, agoMs);
  const answer = await call(suite.url, 'POST', '/v1/transactions', { body, headers: { 'decide-within': '30000' } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const codesOf = ({ decision }: Answer['body']): string[] =>
  decision.reasons.map(({ code }: { readonly code: string }) => code);

/** The stored transaction as soon as it is as expected. */
async function once(what: string, id: string, as: (stored: Answer['body']) => boolean): Promise<Answer['body']> {
  return await eventually(what, async () => {
    const { status, body } = await call(suite.url, 'GET', `/v1/transactions/${id}`);
    return status === 200 && as(body) ? body : undefined;
  });
}

describe('late transactions', () => {
  it('one that completes a match with a newer one → that one’s decision is revised, and a case opened', async () => {
    const large = await pay('card-late', 30_000, 0);
    expect(codesOf(large)).not.toContain('SMALL_THEN_LARGE');
    const small = await pay('card-late', 100, MINUTE_MS);
    const revised = await once('the revised decision', large.id, (stored) =>
      codesOf(stored).includes('SMALL_THEN_LARGE'),
    );
    expect(revised.decision).toMatchObject({ outcome: 'review', score: 970 });
    expect(revised.first_answer).toMatchObject({ outcome: large.decision.outcome, score: large.decision.score });
    const detail = await asked('GET', `/console/api/decisions/${large.id}`);
    expect(detail.summary.case_id, JSON.stringify(detail)).toMatch(/^cas_/);
    expect(JSON.stringify(detail.revisions)).toContain(small.id);
  });

  it('one that comes between two neighbours → their match is taken back', async () => {
    await pay('card-between', 30_000, 2 * MINUTE_MS);
    const second = await pay('card-between', 40_000, 0);
    expect(codesOf(second)).toContain('TWO_LARGE');
    await once('the first decision', second.id, (stored) => codesOf(stored).includes('TWO_LARGE'));
    await pay('card-between', 5_000, MINUTE_MS);
    const revised = await once('the revised decision', second.id, (stored) => !codesOf(stored).includes('TWO_LARGE'));
    expect(codesOf({ decision: revised.first_answer })).toContain('TWO_LARGE');
  });

  it('nothing came, and the time is up → the decision is revised by that alone', async () => {
    const odd = await pay('card-alone', 777, 0);
    // Together, as the time between two requests may be longer than the pattern waits.
    const transactions = [paid('card-followed', 777, 1000), paid('card-followed', 100, 0)];
    const { results } = await call(suite.url, 'POST', '/v1/transactions:batch', {
      body: { transactions },
      headers: { 'decide-within': '30000' },
    }).then(({ body }) => body);
    const disproved = results[0].body;
    expect(codesOf(odd)).not.toContain('NO_SMALL_AFTER');
    await once('the absence', odd.id, (stored) => codesOf(stored).includes('NO_SMALL_AFTER'));
    const { body } = await call(suite.url, 'GET', `/v1/transactions/${disproved.id}`);
    expect(codesOf(body)).not.toContain('NO_SMALL_AFTER');
  });

  it('later than is allowed → decided, seen by no pattern, and shown to those who look', async () => {
    const large = await pay('card-old', 30_000, 0);
    const old = await pay('card-old', 100, 61 * MINUTE_MS);
    const list = await eventually('the list of late ones', async () => {
      const body = await asked('GET', '/console/api/late-transactions?mode=test');
      return body.items.length > 0 ? body : undefined;
    });
    expect(list.items[0]).toMatchObject({ transaction_id: old.id });
    expect(list.items[0].entities).toContainEqual(
      expect.objectContaining({ type: 'card', id: 'card-old', reason: 'beyond_lateness' }),
    );
    const { body } = await call(suite.url, 'GET', `/v1/transactions/${large.id}`);
    expect(codesOf(body)).not.toContain('SMALL_THEN_LARGE');
  });
});

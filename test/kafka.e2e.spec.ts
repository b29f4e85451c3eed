// The suite as it runs in production: services apart, over a real Kafka with several partitions. What a client was told
// must be there exactly once, whichever process or the broker went away meanwhile, and decisions in full must be back soon.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { topics } from '#contracts';
import { openEventLog } from '#messaging';
import { kafkaObstacle } from '#kafka-broker';
import { SERVICES, type ServiceName } from '../scripts/suite/start-suite.js';
import { call, payment, post, type Answer } from './harness/api.js';
import { eventually } from './harness/eventually.js';
import { startKafkaSuite, type KafkaSuite } from './harness/kafka-suite.js';
import { liveDatabase } from './harness/live-database.js';
import { startLoad, type Load, type Posted } from './harness/load.js';
import { freePort, removeHome } from './harness/standalone.js';

const PARTITIONS = 3;
const SMALL_THEN_LARGE = `
pattern: small-then-large
by: card
within: 10m
sequence: "small -> large"
where:
  small: "event.amount < 500"
  large: "event.amount > 20000"
then: {risk: 0.5, action: review, reason: SHARED}
`;
/** About half of what two slow cores hold in full, broker and load included: what was missed has to be caught up with beside it. */
const RATE = 60;
const STEADY_MS = 2000;
/** So many decisions in full in a row say that the pipeline is back. */
const BACK_AFTER = 30;
const OUTAGE_MS = 10_000;
const OUTAGE_RATE = 60;
const STORED_WITHIN_MS = 120_000;
/** Until then we look how long it takes; it is told, not asserted, because it depends on the machine. The aim is 10 s. */
const FULL_WITHIN_MS = 120_000;

const obstacle = await kafkaObstacle();
if (obstacle !== undefined) console.warn(`\n*** The tests over a real Kafka are SKIPPED: ${obstacle} ***\n`);

describe.skipIf(obstacle !== undefined)('services apart, over a real Kafka', () => {
  let suite: KafkaSuite;
  let database: pg.Pool;
  let load: Load | undefined;
  const told: Posted[] = [];

  beforeAll(async () => {
    suite = await startKafkaSuite(PARTITIONS);
    database = new pg.Pool({ connectionString: liveDatabase(suite.home).superuserUrl, max: 1 });
  });
  afterEach(async () => {
    await load?.stop();
    load = undefined;
  });
  afterAll(async () => {
    await database?.end();
    await suite?.stop();
    if (suite !== undefined) await removeHome(suite.home);
  });

  it('a transaction whose entities are in several partitions → joined, decided in full', async () => {
    const answer = await eventually('a decision in full', async () => {
      const one = await post(suite.apiUrl, payment(`first-${Date.now()}`));
      return one.body.decision?.answered_by === 'full' ? one : undefined;
    });
    expect(answer.status).toBe(201);
    expect(answer.body.decision).toMatchObject({ answered_by: 'full', model: { role: 'champion' } });
    const { rows } = await database.query('select partition from cep.checkpoints');
    expect(rows).toHaveLength(PARTITIONS);
  });

  it('the same payment twenty times at once, and once more → one transaction, equal answers', async () => {
    const body = payment('repeated');
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(suite.apiUrl, body)));
    answers.push(await post(suite.apiUrl, body));
    for (const answer of answers) expect(answer.body).toEqual(answers[0]!.body);
    expect(answers.at(-1)!.headers.get('idempotency-replayed')).toBe('true');
  });

  it('a challenge → the link leads to the page; the right code resolves the same decision', async () => {
    const card = { fingerprint: 'card_test_challenge' };
    const { body } = await post(suite.apiUrl, payment('challenged', { card }));
    expect(body).toMatchObject({ status: 'pending_challenge', decision: { outcome: 'challenge' } });
    const { id, url } = body.challenge as { id: string; url: string };
    const code = await eventually('the code in the outbox', async () => {
      const { rows } = await database.query<{ code: string }>(
        'select code from verification.sandbox_messages where challenge_id = $1',
        [id],
      );
      return rows[0]?.code;
    });
    const page = await fetch(url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('129.90')]);
    const form = new URLSearchParams({ token: new URL(url).searchParams.get('token')!, code });
    const entered = await fetch(url.split('?')[0]!, { method: 'POST', body: form });
    expect(entered.status).toBe(200);
    const resolved = await eventually('the resolution', async () => {
      const one = await call(suite.apiUrl, 'GET', `/v1/transactions/${body.id}`);
      return one.body.resolution === undefined ? undefined : one.body;
    });
    expect(resolved).toMatchObject({ status: 'final', trace_id: body.trace_id, resolution: { outcome: 'approve' } });
  });

  it('two matchers share the partitions → a pattern promoted is in force at both soon after', async () => {
    const other = await suite.addInstance('cep', await freePort());
    const entitiesOf = async (url: string) =>
      Number(/^caracal_cep_entities (\S+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1] ?? 0) || undefined;
    const cards = Array.from({ length: 12 }, (_, i) => ({ card: { fingerprint: `card-shared-${i}`, country: 'US' } }));
    await Promise.all(cards.map((card, i) => post(suite.apiUrl, payment(`before-${i}`, { ...card, amount: 100 }))));
    for (const url of [other.url, suite.services.get('cep')!.url])
      await eventually('entities in both', () => entitiesOf(url));
    const cookie = await logIn();
    const saved = await asked(cookie, '', { definition: SMALL_THEN_LARGE, revision: 0 });
    const change = { version: 1, to: 'live', revision: saved.revision, reason: 'a test' };
    await asked(cookie, `/${saved.id}/promote`, change);
    let round = 0;
    await eventually('the pattern in force in every partition', async () => {
      round++;
      const each = (amount: number) =>
        Promise.all(
          cards.map((_, i) => {
            const card = { fingerprint: `card-probe-${round}-${i}`, country: 'US' };
            return post(suite.apiUrl, payment(`probe-${round}-${amount}-${i}`, { card, amount }));
          }),
        );
      await each(100);
      return (await each(30_000)).every(isShared) || undefined;
    });
    const answers = await Promise.all(
      cards.map((card, i) => post(suite.apiUrl, payment(`after-${i}`, { ...card, amount: 30_000 }))),
    );
    for (const answer of answers) expect(isShared(answer), JSON.stringify(answer.body)).toBe(true);
    await other.stop();
  });

  it('each service killed in turn under load → nothing lost, nothing doubled, back within 10 s', async () => {
    const { posted } = startUnder(RATE, 'kill', 2000);
    const backMs: Partial<Record<ServiceName, number>> = {};
    const readyMs: Partial<Record<ServiceName, number>> = {};
    for (const name of SERVICES) {
      await steady(posted);
      const killedAt = await kill(name);
      await suite.restart(name);
      readyMs[name] = Date.now() - killedAt;
      const back = await fullAgain(`after ${name} was killed`, posted, killedAt);
      backMs[name] = back - killedAt;
    }
    await steady(posted);
    await load!.stop();
    told.push(...posted);
    console.log(
      `kill -9 at ${RATE}/s, ${posted.length} payments; ms until decisions in full:`,
      backMs,
      'ready:',
      readyMs,
    );

    // Refused connections, answers, repeats that are under way, and shedding before anything was accepted.
    expect(posted.filter(({ tries }) => !tries.every((status) => [0, 201, 409, 503].includes(status)))).toEqual([]);
    await checkStored(posted);
  });

  it('the broker away for a while → not ready, answers in time from the stand-in; then all of it decided in full', async () => {
    const decideWithinMs = 400;
    const { posted } = startUnder(OUTAGE_RATE, 'outage', decideWithinMs);
    await steady(posted);
    const goneAt = Date.now();
    await suite.stopBroker();
    const stoppedAt = Date.now();
    await eventually('ingestion is not ready', async () => ((await isReady('ingestion')) ? undefined : true), 10_000);
    await sleep(Math.max(0, OUTAGE_MS - (Date.now() - stoppedAt)));
    const startedAt = Date.now();
    await suite.startBroker();
    const upAt = Date.now();
    for (const name of SERVICES)
      await eventually(`${name} is ready again`, async () => (await isReady(name)) || undefined, 30_000);
    const readyAt = Date.now();
    const fullAt = await fullAgain('after the outage', posted, upAt);
    await load!.stop();
    told.push(...posted);
    await eventually('the spool is empty', async () => ((await spooled()) === 0 ? true : undefined), 30_000);
    console.log(
      `broker away ${upAt - stoppedAt} ms at ${OUTAGE_RATE}/s: ready ${readyAt - upAt} ms and full ${fullAt - upAt} ms after it was back; spool empty after ${Date.now() - upAt} ms`,
    );

    const away = posted.filter(({ at }) => at > stoppedAt && at < startedAt);
    expect(away.length).toBeGreaterThan((OUTAGE_RATE * OUTAGE_MS) / 1000 / 2);
    for (const one of away) {
      expect([one.id, one.tries, one.answer?.decision.answered_by]).toEqual([one.id, [201], 'stand_in']);
    }
    expect(posted.filter(({ at }) => at > goneAt).every(({ answer }) => answer !== undefined)).toBe(true);
    await checkStored(posted);
  });

  it('after all that → no dead letter, and no process ended by itself', async () => {
    const log = await openEventLog({ kafkaBrokers: suite.brokers, partitions: PARTITIONS });
    try {
      for (let partition = 0; partition < log.partitionCount(topics.deadLetters.name); partition++)
        expect(await log.readFrom(topics.deadLetters.name, partition, 0, 10)).toEqual([]);
    } finally {
      await log.close();
    }
    expect(suite.ended.filter((each) => !each.endsWith('SIGKILL'))).toEqual([]);
    const { rows } = await database.query<{ n: number }>(
      `select count(*)::int as n from cases.decisions where external_id like 'kill-%' or external_id like 'outage-%'`,
    );
    expect(rows[0]!.n).toBe(told.length);
  });

  async function logIn(): Promise<string> {
    const response = await fetch(suite.loginUrl, { redirect: 'manual' });
    return response.headers.get('set-cookie')!.split(';')[0]!;
  }

  async function asked(cookie: string, path: string, body: unknown) {
    const headers = { cookie, 'x-caracal-csrf': '1' };
    const answer = await call(suite.consoleUrl, 'POST', `/v1/patterns${path}`, { key: '', headers, body });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  }

  function startUnder(perSecond: number, name: string, decideWithinMs: number): Load {
    return (load = startLoad(suite.apiUrl, { perSecond, name, decideWithinMs, over: someAccount }));
  }

  async function kill(name: ServiceName): Promise<number> {
    const service = suite.services.get(name)!;
    const at = Date.now();
    process.kill(service.pid, 'SIGKILL');
    await service.ended;
    return at;
  }

  async function isReady(name: ServiceName): Promise<boolean> {
    return (await fetch(`${suite.services.get(name)!.url}/health/ready`)).ok;
  }

  async function spooled(): Promise<number> {
    const text = await (await fetch(`${suite.apiUrl}/metrics`)).text();
    return Number(/^caracal_spooled_transactions (\S+)$/m.exec(text)?.[1]);
  }

  /** Every payment was answered and has one decision, what the answer said, one trace, and in the end the features of a decision in full. */
  async function checkStored(posted: readonly Posted[]): Promise<void> {
    expect(posted.filter(({ answer }) => answer === undefined)).toEqual([]);
    const name = posted[0]!.id.split('-')[0]!;
    const until = Date.now() + STORED_WITHIN_MS;
    let stored = await storedOf(name);
    while (Date.now() < until && stored.filter(isFull).length < posted.length) {
      await sleep(500);
      stored = await storedOf(name);
    }
    const byId = new Map(stored.map((row) => [row.external_id, row]));
    expect(posted.filter(({ id }) => !byId.has(id))).toEqual([]);
    expect(stored.filter((row) => !isFull(row))).toEqual([]);
    expect([stored.length, byId.size]).toEqual([posted.length, posted.length]);
    for (const { id, answer } of posted)
      expect(byId.get(id), id).toMatchObject({
        transaction_id: answer?.id,
        trace_id: answer?.trace_id,
        answered_rung: answer?.decision.answered_by,
      });
  }

  async function storedOf(name: string): Promise<Stored[]> {
    const { rows } = await database.query<Stored>(
      `select d.external_id, d.transaction_id, d.trace_id, d.answered_rung, d.latest_rung,
              (select count(*)::int from feedback.feature_log f where f.tenant_id = d.tenant_id
               and f.transaction_id = d.transaction_id and f.rung = 'full') as full_features
       from cases.decisions d where d.external_id like $1`,
      [`${name}-%`],
    );
    return rows;
  }
});

interface Stored {
  readonly external_id: string;
  readonly transaction_id: string;
  readonly trace_id: string;
  readonly answered_rung: string;
  readonly latest_rung: string;
  readonly full_features: number;
}

/** Its answer names the pattern of this test. */
function isShared({ body }: Answer): boolean {
  return body.decision?.reasons.some(({ code }: { readonly code: string }) => code === 'SHARED');
}

function isFull(row: Stored): boolean {
  return row.latest_rung === 'full' && row.full_features === 1;
}

/** A few hundred accounts and cards, so that histories grow and payments share entities. */
function someAccount(n: number): Record<string, unknown> {
  return { account: { id: `acc-${n % 400}` }, card: { fingerprint: `fp-${n % 300}`, country: 'US' } };
}

/** Waits until decisions in full follow each other again, and a while longer. */
async function steady(posted: readonly Posted[]): Promise<void> {
  await fullAgain('before anything happens', posted, Date.now());
  await sleep(STEADY_MS);
}

function fullAgain(when: string, posted: readonly Posted[], since: number): Promise<number> {
  return eventually(`decisions in full ${when}`, async () => fullAgainAt(posted, since), FULL_WITHIN_MS);
}

/** When the first of a row of decisions in full was given, of payments that were posted after `since`. */
function fullAgainAt(posted: readonly Posted[], since: number): number | undefined {
  let row: Posted[] = [];
  for (const one of posted) {
    if (one.at < since) continue;
    if (one.answer?.decision.answered_by !== 'full') row = [];
    else if (row.push(one) === BACK_AFTER) return row[0]!.answeredAt;
  }
  return undefined;
}

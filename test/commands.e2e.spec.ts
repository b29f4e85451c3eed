// Commands for operators and data scientists, each a process of its own, on a suite that runs.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParquetFile } from '#parquet';
import { call, payment, post, type Answer } from './harness/api.js';
import { command, type Ended } from './harness/command.js';
import { eventually } from './harness/eventually.js';
import { removeHome, startStandalone, type Standalone } from './harness/standalone.js';

let suite: Standalone;
beforeAll(async () => {
  suite = await startStandalone();
});
afterAll(async () => {
  await suite?.stop();
  if (suite) await removeHome(suite.home);
});

function admin(args: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ''): Promise<Ended> {
  return command(suite, 'admin', args, env, stdin);
}

describe('admin', () => {
  it('a policy that is set → decides the next payments soon, without a restart', async () => {
    const before = await post(suite.url, payment('before'));
    expect(before.body.decision).toMatchObject({ outcome: 'approve', policy: { version: 1 } });
    const policy = 'policy: nothing-passes\nrules: []\notherwise: decline\n';
    const set = await admin(['policy', 'set', '-', '--by', 'ann', '--why', 'a drill'], {}, policy);
    expect(set).toMatchObject({ code: 0, stdout: 'version 2' });
    let tries = 0;
    const look = async (): Promise<Answer | undefined> => {
      const answer = await post(suite.url, payment(`after-${tries++}`));
      return answer.body.decision.policy.version === 2 ? answer : undefined;
    };
    const after = await eventually('a decision by version 2', look);
    expect(after.body.decision).toMatchObject({ outcome: 'decline', answered_by: 'full' });
  });

  it('a key that is made → works at once; a link → logs in to the console that runs', async () => {
    const { stdout: key } = await admin(['keys', 'create', 'live', '--name', 'Shop']);
    expect((await post(suite.url, payment('live'), {}, key)).status).toBe(201);
    const { stdout: link } = await admin(['login-link', 'analyst@example.com']);
    expect(link.startsWith(`${suite.url}/login?token=`)).toBe(true);
    const logIn = await fetch(link, { redirect: 'manual' });
    expect([logIn.status, logIn.headers.get('set-cookie')]).toEqual([303, expect.stringMatching(/^caracal_session=./)]);
  });

  it('what goes wrong → one line and an exit code', async () => {
    expect(await admin(['policy', 'set', 'nowhere.yaml', '--by', 'a', '--why', 'b'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^admin: The file can't be read: ENOENT[^\n]*$/) as string,
    });
    expect(await admin(['polcy'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^admin: there is no command polcy/),
    });
    const elsewhere = await admin(['tenants', 'list'], { CARACAL_HOME: `${suite.home}/nowhere` });
    expect(elsewhere).toMatchObject({ code: 1, stderr: expect.stringMatching(/^admin: No Caracal runs on /) });
    const away = await admin(['tenants', 'list'], { DATABASE_URL: 'postgres://caracal_app:x@127.0.0.1:1/caracal' });
    expect(away).toMatchObject({ code: 1, stderr: expect.stringMatching(/^admin: The database is unavailable/) });
    expect(await admin(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('policy set FILE') });
  });
});

describe('replay-decision and features', () => {
  const ROUNDS = 3;
  const AT_ONCE = 8;
  const ids: string[] = [];
  /** Of one account, some at the same instant: the order in which they came is nowhere but in the matcher's log. */
  const shopping = (round: number, n: number): Record<string, unknown> =>
    payment(`r${round}-${n}`, {
      account: { id: 'acc-busy' },
      card: { fingerprint: `fp-${n % 3}` },
      amount: 1000 + 37 * n,
    });

  beforeAll(async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => post(suite.url, shopping(round, n))));
      for (const { body } of answers) ids.push(body.id as string);
    }
    await call(suite.url, 'POST', `/v1/transactions/${ids[0]}/events`, { body: { type: 'chargeback' } });
    await eventually('the chargeback is known to the matcher', async () => {
      const { body } = await call(suite.url, 'GET', '/metrics');
      return /^caracal_cep_labels_total\S* [1-9]/m.test(body as string) ? true : undefined;
    });
    const last = await post(suite.url, payment('r-last', { account: { id: 'acc-busy' } }));
    ids.push(last.body.id as string);
    await eventually('all stored', async () => {
      const { status } = await call(suite.url, 'GET', `/v1/transactions/${ids.at(-1)}`);
      return status === 200 ? true : undefined;
    });
  });

  it('a decision is made again → the same features, bit for bit, the same probability, the same outcome', async () => {
    for (const id of [ids[AT_ONCE + 3]!, ids.at(-2)!, ids.at(-1)!]) {
      const again = await command(suite, 'replay-decision', [id]);
      expect(again).toMatchObject({ code: 0, stderr: '' });
      expect(again.stdout).toMatch(/features +same +(\d+) of \1 the same, bit for bit, from \d+ earlier payments/);
      expect(again.stdout).toMatch(/model +same +card-payments/);
      expect(again.stdout).toMatch(/policy +same +version \d+: \w+, score \d+/);
    }
  });

  it('a decision that nobody has, or none named → one line', async () => {
    expect(await command(suite, 'replay-decision', ['txn_nowhere'])).toMatchObject({
      code: 2,
      stderr: 'replay-decision: no transaction txn_nowhere has been decided for this tenant',
    });
    expect(await command(suite, 'replay-decision', [])).toMatchObject({ code: 2 });
  });

  it('the feature log → a table with all of them, and what became known', async () => {
    const out = join(suite.home, 'features.parquet');
    const exported = await command(suite, 'features', [
      'export',
      '--as-of',
      '2100-01-01',
      '--mode',
      'test',
      '--out',
      out,
    ]);
    expect(exported).toMatchObject({ code: 0 });
    const table = await ParquetFile.open(out);
    const rows: Record<string, unknown>[] = [];
    for await (const group of table.groups<Record<string, unknown>>(table.columns)) rows.push(...group);
    const ours = rows.filter((row) => ids.includes(row['transaction_id'] as string));
    expect(ours).toHaveLength(ids.length);
    expect(ours.filter((row) => row['fraud'] === true).map((row) => row['transaction_id'])).toEqual([ids[0]]);
    expect(ours.every((row) => typeof row['account_count_1h'] === 'number')).toBe(true);
  });
});

// The admin command as a process of its own, on a suite that runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payment, post, type Answer } from './harness/api.js';
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

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function admin(args: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ''): Promise<Ended> {
  const child = spawn(process.execPath, ['dist/scripts/admin/main.js', ...args], {
    env: { ...process.env, CARACAL_HOME: suite.home, ...env },
  });
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
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

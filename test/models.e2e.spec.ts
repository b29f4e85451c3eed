// Models of a tenant's own, from the file to the decisions that it had its word in: the whole suite in one process, and a browser.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, payment, type Answer } from './harness/api.js';
import { browserPath, launchBrowser, watch } from './harness/browser.js';
import { eventually } from './harness/eventually.js';
import { removeHome, startStandalone, type Standalone } from './harness/standalone.js';

const LIGHTGBM = '../libs/inference/src/testing/models/lightgbm.onnx';
const OWN = '../packs/card-payments/model/model.onnx';

let suite: Standalone;
/** Of the administrator that the suite began with. */
let session: { readonly cookie: string; readonly 'x-caracal-csrf': string };
beforeAll(async () => {
  // A busy machine may take its time.
  const env = { MODEL_CHECK_MS: '600000', MODEL_LATENCY_MS_MAX: '5000', MODEL_TIMEOUT_MS: '10000' };
  suite = await startStandalone({ env });
  const { headers } = await fetch(suite.loginUrl, { redirect: 'manual' });
  session = { cookie: headers.get('set-cookie')!.split(';')[0]!, 'x-caracal-csrf': '1' };
});
afterAll(async () => {
  await suite.stop();
  await removeHome(suite.home);
});

async function list(method: 'GET' | 'POST' = 'GET', path = '', body?: unknown): Promise<Answer['body']> {
  const answer = await call(suite.url, method, `/v1/models${path}`, { key: '', headers: session, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

async function champion(name: string, file: string, query = ''): Promise<void> {
  const kept = await call(suite.url, 'POST', `/v1/models?name=${name}${query}`, {
    raw: readFileSync(new URL(file, import.meta.url)),
    key: '',
    headers: { ...session, 'content-type': 'application/octet-stream' },
  });
  expect(kept.status, JSON.stringify(kept.body)).toBe(201);
  const { revision } = await list();
  await list('POST', `/${name}/promote`, { version: 1, to: 'champion', revision, reason: 'a test' });
  await eventually(`${name} answers`, async () => ((await scoredBy()) === `${name}@1` ? true : undefined));
}

let payments = 0;
/** The model that a payment's probability is of. */
async function scoredBy(): Promise<string> {
  const body = payment(`scored-${++payments}`);
  const answer = await call(suite.url, 'POST', '/v1/transactions', { body, headers: { 'decide-within': '30000' } });
  expect(answer.body.decision.answered_by, JSON.stringify(answer.body)).toBe('full');
  return answer.body.decision.model.id as string;
}

function inferenceProcesses(): number {
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' }).split('\n');
  const ours = lines.filter((line) => Number.parseInt(line, 10) === suite.pid);
  return ours.filter((line) => line.includes('onnx-inference-main')).length;
}

describe('models', () => {
  it('trees of our own → answer without a process; a file from elsewhere → one of its own', async () => {
    await scoredBy();
    await champion('own-trees', OWN);
    expect(inferenceProcesses()).toBe(0);
    await champion('light', LIGHTGBM, '&features=amount_log,card_count_1h,account_age_days,card_count_24h');
    expect(inferenceProcesses()).toBe(1);
  });

  it.skipIf(browserPath === undefined)(
    'the console → says in how many decisions each had its word; an administrator deletes what answers nothing',
    async () => {
      const browser = await launchBrowser();
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const [name, value] = session.cookie.split('=') as [string, string];
      await context.addCookies([{ name, value, url: suite.url }]);
      const problems = watch(context);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await eventually('decisions counted', async () => {
        const { decisions } = await list();
        return decisions.some(({ model }: { model: string }) => model === 'light@1') ? true : undefined;
      });
      await page.goto(`${suite.url}/models?mode=test`);
      const row = page.getByRole('row').filter({ hasText: 'own-trees' });
      await row.getByTitle(/in the last 30 days/).waitFor();
      await row.getByRole('button', { name: 'What to do with own-trees version 1' }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByLabel('Why?').fill('it took room');
      await page.getByRole('button', { name: 'Delete' }).click();
      await row.waitFor({ state: 'detached' });
      await page.getByText('deleted own-trees v1').waitFor();
      await page.getByText('own-trees@1').waitFor();
      const { items, history } = await list();
      expect(items.map(({ name }: { name: string }) => name)).toEqual(['light']);
      expect(history[0]).toMatchObject({ action: 'deleted', reason: 'it took room' });
      expect(problems).toEqual([]);
      await browser.close();
    },
  );
});

// An analyst, a payer and somebody who may only look, each in a browser, against the suite as it is started.
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, CSRF_VALUE, type DecisionDetail } from '#contracts';
import { SystemClock } from '#kernel';
import { PgDatabase } from '#persistence';
import { PgLogIn, PgTenantAdmin } from '#tenancy';
import { call, payment, post } from './harness/api.js';
import { browserPath, launchBrowser, watch } from './harness/browser.js';
import { eventually } from './harness/eventually.js';
import { liveDatabase } from './harness/live-database.js';
import { removeHome, startStandalone, type Standalone } from './harness/standalone.js';

if (browserPath === undefined)
  console.warn('\nSKIPPED: test/console.e2e.spec.ts needs Chromium, and there is none on this machine.\n');

let suite: Standalone;
let browser: Browser;
let analyst: BrowserContext;
let desk: Page;
let problems: string[];

describe.skipIf(browserPath === undefined)('console', () => {
  beforeAll(async () => {
    [suite, browser] = await Promise.all([startStandalone(), launchBrowser()]);
    analyst = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    problems = watch(analyst);
    desk = await analyst.newPage();
    desk.setDefaultTimeout(60_000);
    await desk.goto(suite.loginUrl);
  });
  afterEach(() => {
    const met = problems.splice(0);
    if (met.length > 0) throw new Error(`the console or the server complained:\n${met.join('\n')}`);
  });
  afterAll(async () => {
    await browser?.close();
    if (!suite) return;
    await suite.stop();
    await removeHome(suite.home);
  });

  it('the printed link: logs in once; a second use is refused in words', async () => {
    await heading(desk, 'Live');
    const stranger = await browser.newContext();
    const page = await stranger.newPage();
    const again = await page.goto(suite.loginUrl);
    expect(again?.status()).toBe(410);
    await heading(page, 'This log-in link no longer works');
    expect(await page.locator('body').textContent()).toContain('Each link logs in once');
    await page.goto(suite.url);
    await heading(page, 'Log in to Caracal');
    await stranger.close();
  });

  it('a payment posted: comes into the live feed by itself', async () => {
    await desk.goto(`${suite.url}/live`);
    await desk.getByText('Updating').waitFor();
    await post(suite.url, payment('live-1'));
    const row = desk.getByRole('row').filter({ hasText: 'acc-live-1' });
    await row.waitFor();
    await expect.poll(() => row.textContent()).toContain('129.90');
  });

  it('a review by keyboard: found, declined with a reason, known to the API, taken back', async () => {
    const { body: posted } = await post(suite.url, payment('case-1', { card: { fingerprint: 'card_test_review' } }));
    expect(posted).toMatchObject({ status: 'pending_review', decision: { outcome: 'review' } });
    await openCase('acc-case-1');
    await press('d');
    await desk.getByRole('radio', { name: 'Customer denied it' }).and(desk.locator(':focus')).waitFor();
    await press('2');
    await desk.getByRole('radio', { name: 'Stolen card or card details', checked: true }).waitFor();
    await press('Enter');

    await desk.getByRole('status').filter({ hasText: 'Declined' }).first().waitFor();
    const declined = await resolved(posted.id);
    expect(declined).toMatchObject({
      status: 'final',
      resolution: { outcome: 'decline', by: expect.stringMatching(/^usr_/) },
    });
    expect(declined.decision).toEqual(posted.decision);
    await press('u');
    await desk.getByRole('button', { name: 'Approve' }).waitFor();
    await eventually('the verdict taken back', async () => {
      const { body } = await call(suite.url, 'GET', `/v1/transactions/${posted.id}`);
      return body.status === 'pending_review' && body.resolution === undefined ? true : undefined;
    });

    await desk.getByRole('link', { name: /Notes and history/ }).click();
    for (const deed of ['declined the payment: Stolen card or card details', 'took the verdict back'])
      await desk.getByRole('listitem').filter({ hasText: deed }).waitFor();
    await shown('What became known', 'Stolen card or card details');
    expect(await desk.title()).toMatch(/^Case cas_.* · Caracal$/);
    await desk.getByRole('link', { name: 'Overview' }).click();
    await desk.getByText('Timeline of the account').waitFor();
    await expect.poll(() => desk.locator('.timeline-point').count()).toBe(1);
    // Of the fraud, gone with the verdict.
    await expect.poll(() => desk.locator('.timeline-flag').count()).toBe(0);
  });

  it('why: from where the model begins, feature by feature with its habit, to the score; a plain payment says there is none', async () => {
    const { body: posted } = await post(suite.url, payment('why-1', { card: { fingerprint: 'card_test_review' } }));
    await openCase('acc-why-1');
    const why = desk.getByRole('region', { name: 'Why' });
    await why.getByText('Where the model begins').waitFor();
    const { summary, ...told } = await explained(posted.id);
    if (told.explanation.method !== 'tree_shap') throw new Error(`explained by ${told.explanation.method}`);
    const { base, steps, others, groups, total } = told.explanation;
    const sum = steps.reduce((all, { weight }) => all + weight, base + others.weight);
    expect(sum).toBeCloseTo(total, 9);
    expect(groups.reduce((all, { weight }) => all + weight, base)).toBeCloseTo(total, 9);
    expect(1 / (1 + Math.exp(-total))).toBeCloseTo(summary.probability!, 4);
    await why.getByRole('button', { name: 'Show each feature' }).click();
    for (const { sentence, usual } of steps) {
      const row = why.getByRole('listitem').filter({ hasText: sentence }).first();
      await row.waitFor();
      if (usual !== undefined) await row.getByText(usual).first().waitFor();
    }
    await why.getByText(/others together/).waitFor();
    expect(posted.decision.customer_message).toMatch(/checked/);

    const { body: plain } = await post(suite.url, payment('plain-1', { card: { fingerprint: 'card_test_approve' } }));
    const { explanation } = await explained(plain.id);
    await desk.goto(`${suite.url}/transactions/${plain.id}`);
    await shown('Why', explanation.method === 'not_needed' ? 'Plainly approved' : 'Where the model begins');
    expect(plain.decision).not.toHaveProperty('customer_message');
  });

  it('a matched case: its steps by name, those of other accounts beside; what is under way, with the time left', async () => {
    const card = { fingerprint: 'card_test_review' };
    const probe = (id: string, amount: number) => post(suite.url, payment(id, { card, amount, outcome: 'declined' }));
    await probe('probe-1', 120);
    await probe('probe-2', 99);
    await post(suite.url, payment('cash-out', { card, amount: 45_000 }));
    await probe('probe-3', 110);
    await probe('probe-4', 130);
    const says = 'Two of three steps, waits for cashout';
    await eventually('the second round under way', async () => {
      const { body } = await call(suite.url, 'GET', '/v1/entities/card/card_test_review/partial-matches');
      return body.items?.some((item: { says: string }) => item.says === says) ? true : undefined;
    });
    await openCase('acc-cash-out');

    await desk.getByRole('button', { name: 'Card testing' }).click();
    const lit = desk.locator('tr.lit');
    await lit.first().waitFor();
    expect(await lit.allTextContents()).toEqual([
      expect.stringContaining('Cashout'),
      expect.stringMatching(/Probe 2.*acc-probe-2/),
      expect.stringMatching(/Probe 1.*acc-probe-1/),
    ]);
    const line = desk
      .getByRole('region', { name: 'Under way' })
      .getByRole('listitem')
      .filter({ hasText: 'Card testing' });
    await line
      .filter({ hasText: /on the card: two of three steps, waits for cashout.*2\d min (\d+ s )?left/ })
      .waitFor();
    await line.getByText('Card testing').click();
    await line.getByText('event.amount > 10000').waitFor();
  });

  it('a pattern: a wrong draft shows its problem at the line, the right one is saved, tried and promoted', async () => {
    await desk.goto(`${suite.url}/live`);
    await heading(desk, 'Live');
    await goByKeys('p', 'Patterns');
    await desk.getByLabel('Filter the patterns').fill('rapid fire');
    await desk.getByRole('row').filter({ hasText: 'rapid-fire' }).getByRole('link').click();
    const document = desk.getByRole('textbox', { name: 'Document' });
    const written = await eventually(
      'the document in the editor',
      async () => (await document.inputValue()) || undefined,
    );

    await document.fill(written.replace('within:', 'withn:'));
    const line = written.split('\n').findIndex((each) => each.startsWith('within:')) + 1;
    const found = desk.getByRole('list', { name: 'Problems of document' });
    await found.getByText(`Line ${line}, column 1`).waitFor();
    await found.getByText('did you mean `within`?').waitFor();

    await document.fill(written.replace(/^title: .*$/m, 'title: Payments in quick succession'));
    await desk.getByText('No problems').waitFor();
    // The refusal of a draft is an answer here, and the browser notes it as a failed request.
    expect(problems.splice(0).filter((problem) => !problem.includes('422'))).toEqual([]);
    await give('Save draft', 'A title that says more');
    await give('Put on trial', 'Finds the same as before');
    await desk.getByRole('link', { name: 'Shadow against live' }).click();
    await shown('Payments that completed a match', 'Shadow, version 2');
    await give('Promote', 'The trial was right');
    await desk.getByRole('link', { name: 'History' }).click();
    await shown('History', 'promoted version 2 in place of version 1');
    const { body } = await call(suite.url, 'GET', '/v1/patterns/rapid-fire');
    expect(body).toMatchObject({ status: 'live', live_version: 2, title: 'Payments in quick succession' });
  });

  it('a viewer: sees the case, is offered nothing, and the server refuses', async () => {
    await post(suite.url, payment('case-2', { card: { fingerprint: 'card_test_review' } }));
    await openCase('acc-case-2');
    const path = new URL(desk.url()).pathname;
    const viewer = await logInAs('viewer');
    const seen = watch(viewer);
    const page = await viewer.newPage();
    await page.goto(suite.url + path);
    await page.getByText('Who and where').waitFor();
    await page.keyboard.press('d');
    await page.keyboard.press('n');
    for (const name of [/Approve/, /Decline/, /Write a note/, /Take/])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(seen).toEqual([]);

    const refused = await viewer.request.post(`${suite.url}/console/api${path}/decide`, {
      headers: { [CSRF_HEADER]: CSRF_VALUE },
      data: { verdict: 'decline', reason: 'because' },
    });
    expect(refused.status()).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'forbidden' });
    await viewer.close();
  });

  it('step-up passed: a wrong code counts, the right one from the outbox approves', async () => {
    const { body: posted } = await post(suite.url, challenged('step-1'));
    expect(posted).toMatchObject({ status: 'pending_challenge', decision: { outcome: 'challenge' } });
    const payer = await payersPage(posted.challenge.url);
    await desk.goto(`${suite.url}/outbox`);
    const row = desk.getByRole('row').filter({ hasText: 'step-1@example.com' });
    const code = (await row.getByText(/^\d{6}$/).textContent())!;

    await enter(payer, otherThan(code));
    await alert(payer, '4 attempts are left');
    await enter(payer, code);
    await heading(payer, 'Confirmed');

    expect(await resolved(posted.id)).toMatchObject({
      status: 'final',
      decision: { outcome: 'challenge' },
      resolution: { outcome: 'approve' },
    });
    await desk.goto(`${suite.url}/transactions/${posted.id}?tab=challenge`);
    await shown('The decision', 'Passed');
    await shown('The decision', 'Approved');
    await shown('Step-up by one-time code', '2 of 5');
    await desk.goto(`${suite.url}/challenges`);
    await desk.getByRole('row').filter({ hasText: 'acc-step-1' }).getByText('Passed', { exact: true }).waitFor();
    await payer.context().close();
  });

  it('step-up failed: five wrong codes decline the payment and open a case', async () => {
    const { body: posted } = await post(suite.url, challenged('step-2'));
    const payer = await payersPage(posted.challenge.url);
    const code = await eventually('the code in the outbox', async () => {
      const { items } = (await (await analyst.request.get(`${suite.url}/console/api/outbox`)).json()) as Outbox;
      return items.find(({ to }) => to === 'step-2@example.com')?.code ?? undefined;
    });
    for (const left of ['4 attempts are', '3 attempts are', '2 attempts are', 'One attempt is']) {
      await enter(payer, otherThan(code));
      await alert(payer, left);
    }
    await enter(payer, otherThan(code));
    await heading(payer, 'Not confirmed');
    await payer.context().close();

    expect(await resolved(posted.id)).toMatchObject({ status: 'final', resolution: { outcome: 'decline' } });
    await openCase('acc-step-2');
    await desk.getByText('Step-up failed').waitFor();
    await shown('The decision', 'Failed');
  });
});

interface Outbox {
  readonly items: readonly { readonly to: string; readonly code: string | null }[];
}

const challenged = (id: string): Record<string, unknown> =>
  payment(id, {
    account: { id: `acc-${id}`, email: `${id}@example.com` },
    card: { fingerprint: 'card_test_challenge' },
  });

/** The decision as the console is told of it, once the model has answered. */
async function explained(transactionId: string): Promise<DecisionDetail> {
  return await eventually(`${transactionId} decided in full`, async () => {
    const answer = await analyst.request.get(`${suite.url}/console/api/decisions/${transactionId}`);
    if (!answer.ok()) return undefined;
    const detail = (await answer.json()) as DecisionDetail;
    return detail.explanation.method === 'no_model' ? undefined : detail;
  });
}

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

/** `g` and a letter, until the page is there: on a slow machine the second key may come too late to belong to the first. */
async function goByKeys(letter: string, name: string): Promise<void> {
  await eventually(`the page ${name}`, async () => {
    await press('g', letter);
    return (await desk.getByRole('heading', { name, exact: true }).isVisible()) ? true : undefined;
  });
}

/** Says that the page warns in these words, now or once it has loaded anew. */
async function alert(page: Page, text: string): Promise<void> {
  await page.getByRole('alert').filter({ hasText: text }).waitFor();
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await desk.keyboard.press(key);
}

/** Does what a button of a pattern's page says, and gives the reason that it asks for. */
async function give(deed: string, reason: string): Promise<void> {
  await desk.getByRole('button', { name: deed, exact: true }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Why?').fill(reason);
  await dialog.getByRole('button', { name: deed }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Says that a panel of the analyst's page has this text, now or once the page has heard of it. */
async function shown(panel: string, text: string): Promise<void> {
  const region = desk.getByRole('region', { name: panel });
  await region.getByText(text, { exact: false }).first().waitFor();
}

/** Goes to the queue and through it by keyboard until the case of this account is selected, and opens it. */
async function openCase(account: string): Promise<void> {
  await eventually(`a case of ${account}`, async () => {
    const answer = await analyst.request.get(`${suite.url}/console/api/cases?mode=test`);
    const { items } = (await answer.json()) as { items: { account_id: string }[] };
    return items.find((one) => one.account_id === account);
  });
  await desk.goto(`${suite.url}/live`);
  await heading(desk, 'Live');
  await goByKeys('q', 'Review queue');
  const row = desk.getByRole('row').filter({ hasText: account });
  await row.waitFor();
  await eventually(`${account} selected`, async () => {
    await press('j');
    return (await row.getAttribute('aria-selected')) === 'true' ? true : undefined;
  });
  await press('Enter');
  await desk.waitForURL('**/cases/*');
  await desk.getByRole('button', { name: 'Approve' }).waitFor();
}

// The tests look into the answer.
// oxlint-disable-next-line typescript/no-explicit-any
async function resolved(id: string): Promise<any> {
  return await eventually(`${id} resolved`, async () => {
    const { body } = await call(suite.url, 'GET', `/v1/transactions/${id}`);
    return body.resolution === undefined ? undefined : body;
  });
}

async function payersPage(url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const seen = watch(context);
  context.on('close', () => problems.push(...seen));
  const page = await context.newPage();
  await page.goto(url);
  await heading(page, 'Confirm your payment');
  return page;
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel('Six-digit code').fill(code);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await answered;
  await page.waitForLoadState('load');
}

function otherThan(code: string): string {
  return code === '000000' ? '111111' : '000000';
}

/** Somebody else of the same tenant, logged in. */
async function logInAs(role: 'viewer'): Promise<BrowserContext> {
  const session = await analyst.request.get(`${suite.url}/console/api/session`);
  const { tenant } = (await session.json()) as { tenant: { id: string } };
  const database = new PgDatabase({ url: liveDatabase(suite.home).appUrl, connectionsMax: 1 });
  try {
    const clock = new SystemClock();
    const name = `A ${role}`;
    const user = await new PgTenantAdmin(database, clock).createUser(tenant.id, {
      name,
      email: `${role}@example.com`,
      role,
    });
    const { token } = await new PgLogIn(database, clock).createLoginLink(tenant.id, user);
    const context = await browser.newContext();
    await context.request.get(`${suite.url}/login?token=${token}`);
    return context;
  } finally {
    await database.close();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { type CaseList, CSRF_HEADER, CSRF_VALUE, SESSION_COOKIE } from '#contracts';
import type { KnownFrauds } from './known-frauds.js';

/** What a shift leaves open; beyond `OPEN_MAX` the analyst goes on. */
const KEEP_OPEN = 30;
const OPEN_MAX = 45;
const ROUND_MS = 60_000;
const PER_ROUND_MAX = 5;
const PAGE = 200;
const TIMEOUT_MS = 20_000;

/**
 * Decides cases through the console's API, oldest first, so that the queue holds tens of cases and not all that ever came.
 * Knows the truth, as a thorough analyst would find it; keeps away from cases that a person has taken.
 */
export class SampleAnalyst {
  private cookie: string | undefined;

  constructor(
    private readonly url: string,
    private readonly frauds: KnownFrauds,
    private readonly newLogInToken: () => Promise<string>,
  ) {}

  /** What a team would have done in the past: all but the newest. */
  async catchUp(): Promise<void> {
    while ((await this.decideOldest(KEEP_OPEN, PAGE)) > 0);
  }

  /** Without end. */
  async work(): Promise<void> {
    for (;;) {
      await sleep(ROUND_MS);
      await this.decideOldest(OPEN_MAX, PER_ROUND_MAX);
    }
  }

  /** How many were decided. */
  private async decideOldest(keep: number, most: number): Promise<number> {
    const list = await this.call<CaseList>('GET', `cases?mode=test&status=open&sort=oldest&limit=${PAGE}`);
    if (list.status !== 200) return 0;
    const { items, counts } = list.body;
    const mine = items
      .filter(({ assignee, locked_until: locked }) => assignee === null && locked === null)
      .slice(0, Math.min(most, Math.max(0, counts.open - keep)));
    let decided = 0;
    for (const { id, external_id: externalId } of mine) {
      const { status } = await this.call('POST', `cases/${id}/decide`, verdictOn(this.frauds.has(externalId)));
      if (status === 200) decided++;
    }
    return decided;
  }

  /** Status 0 when there was no answer; the next round tries again. */
  private async call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: T }> {
    try {
      const answer = await this.send<T>(method, path, body, (this.cookie ??= await this.logIn()));
      if (answer.status !== 401) return answer;
      return await this.send<T>(method, path, body, (this.cookie = await this.logIn()));
    } catch {
      return { status: 0, body: undefined as T };
    }
  }

  private async send<T>(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    cookie: string,
  ): Promise<{ status: number; body: T }> {
    const response = await request(`${this.url}/console/api/${path}`, {
      method,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      headers: { cookie, [CSRF_HEADER]: CSRF_VALUE, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.statusCode, body: (await response.body.json()) as T };
  }

  private async logIn(): Promise<string> {
    const token = await this.newLogInToken();
    const response = await request(`${this.url}/login?token=${encodeURIComponent(token)}`, {
      headersTimeout: TIMEOUT_MS,
    });
    await response.body.dump();
    const cookies = [response.headers['set-cookie'] ?? []].flat();
    const session = cookies.find((each) => each.startsWith(`${SESSION_COOKIE}=`))?.split(';')[0];
    if (session === undefined) throw new Error('The sample’s analyst could not log in');
    return session;
  }
}

function verdictOn(isFraud: boolean): { verdict: 'approve' | 'decline'; reason: string } {
  return isFraud
    ? { verdict: 'decline', reason: 'The card holder does not know the payment' }
    : { verdict: 'approve', reason: 'The card holder confirmed it by telephone' };
}

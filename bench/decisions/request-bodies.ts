/**
 * Bodies made beforehand by the simulator, so that the generator only puts an id and a time in front: accounts are drawn
 * by Zipf's law (few are hot, most are rare), and each goes through its own transactions in turn.
 */
import { Random, Weighted } from '../../packs/card-payments/src/random.js';
import { simulate } from '../../packs/card-payments/src/simulate.js';

const ZIPF_EXPONENT = 0.8;
const BODIES_PER_ACCOUNT = 3;
const FROM_MS = Date.UTC(2026, 0, 5);
const ISO_STALE_MS = 20;

export class RequestBodies {
  private readonly random: Random;
  private readonly accounts: Weighted<AccountBodies>;
  private readonly runId: string;
  private sent = 0;
  private isoMs = 0;
  private iso = '';

  constructor(seed: string, accounts: number, runId: string) {
    this.random = new Random(`${seed}/zipf`);
    this.runId = runId;
    this.accounts = new Weighted(accountBodies(seed, accounts), (_, rank) => (rank + 1) ** -ZIPF_EXPONENT);
  }

  /** The next body, with an id of its own; its event time is at most 20 ms old. */
  next(nowMs: number): string {
    if (nowMs - this.isoMs > ISO_STALE_MS) {
      this.isoMs = nowMs;
      this.iso = new Date(nowMs).toISOString();
    }
    const account = this.accounts.pick(this.random);
    const tail = account.tails[account.next]!;
    account.next = (account.next + 1) % account.tails.length;
    return `{"id":"${this.runId}-${this.sent++}","occurred_at":"${this.iso}",${tail}`;
  }
}

interface AccountBodies {
  readonly tails: string[];
  next: number;
}

/**
 * As many accounts as asked for, each with some payments of its own. From a world that is a tenth larger, so that nobody
 * has to be waited for who pays once a month.
 */
function accountBodies(seed: string, accounts: number): AccountBodies[] {
  const byAccount = new Map<string, AccountBodies>();
  const holders = Math.ceil(accounts * 1.1);
  const events = simulate({ seed, fromMs: FROM_MS, accounts: holders, paymentsPerDay: holders * 4 });
  for (const event of events) {
    if (event.kind !== 'transaction') continue;
    const { id: _id, occurred_at: _at, ...rest } = event.request;
    const known = byAccount.get(rest.account.id);
    if (known === undefined) {
      if (byAccount.size === accounts) continue;
      byAccount.set(rest.account.id, { tails: [JSON.stringify(rest).slice(1)], next: 0 });
      if (byAccount.size === accounts) break;
    } else if (known.tails.length < BODIES_PER_ACCOUNT) known.tails.push(JSON.stringify(rest).slice(1));
  }
  return [...byAccount.values()];
}

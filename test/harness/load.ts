// A payment system under test: posts at a steady rate whatever becomes of the answers, and asks again with the same id
// until there is one.
import { setTimeout as sleep } from 'node:timers/promises';
import { call, payment } from './api.js';

/** One payment, in the order of posting. */
export interface Posted {
  readonly id: string;
  readonly at: number;
  /** Of each try: an HTTP status, or 0 where the connection failed. */
  readonly tries: number[];
  /** The 201's body, once there is one. */
  answer?: { readonly id: string; readonly trace_id: string; readonly decision: { answered_by: string } };
  answeredAt?: number;
}

export interface Load {
  readonly posted: readonly Posted[];
  /** No new payments; resolves when every payment was answered. */
  stop(): Promise<void>;
}

const TICK_MS = 20;
/** The first pause before asking again; each further one is twice as long, up to the last. */
const AGAIN_MS = 250;
const AGAIN_MS_MAX = 1000;
const ANSWERED_WITHIN_MS = 60_000;

/** `over` makes the payment with a number special. */
export function startLoad(
  url: string,
  options: {
    perSecond: number;
    name: string;
    decideWithinMs: number;
    over: (n: number) => Record<string, unknown>;
  },
): Load {
  const posted: Posted[] = [];
  const pending = new Set<Promise<void>>();
  const headers = { 'decide-within': String(options.decideWithinMs) };
  const startedAt = Date.now();
  const timer = setInterval(() => {
    const due = Math.floor(((Date.now() - startedAt) * options.perSecond) / 1000);
    while (posted.length < due) {
      const n = posted.length;
      const one: Posted = { id: `${options.name}-${n}`, at: Date.now(), tries: [] };
      posted.push(one);
      const answered = untilAnswered(url, one, payment(one.id, options.over(n)), headers).finally(() =>
        pending.delete(answered),
      );
      pending.add(answered);
    }
  }, TICK_MS);
  return {
    posted,
    async stop() {
      clearInterval(timer);
      await Promise.all(pending);
    },
  };
}

async function untilAnswered(
  url: string,
  one: Posted,
  body: Record<string, unknown>,
  headers: Record<string, string>,
): Promise<void> {
  while (Date.now() < one.at + ANSWERED_WITHIN_MS) {
    try {
      const answer = await call(url, 'POST', '/v1/transactions', { body, headers });
      one.tries.push(answer.status);
      if (answer.status === 201) {
        one.answer = answer.body;
        one.answeredAt = Date.now();
        return;
      }
    } catch {
      one.tries.push(0);
    }
    await sleep(Math.min(AGAIN_MS * 2 ** (one.tries.length - 1), AGAIN_MS_MAX));
  }
}

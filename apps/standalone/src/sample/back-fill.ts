import type {
  SimulatedEvent,
  SimulatedLabel,
  SimulatedTransaction,
} from '../../../../packs/card-payments/src/simulate.js';
import type { TransactionAnswer } from '#contracts';
import type { KnownFrauds } from './known-frauds.js';
import { Pace } from './pace.js';
import type { Payers } from './payers.js';
import type { SampleClient } from './sample-client.js';
import type { SampleTime } from './sample-time.js';

const AT_ONCE = 4;
const UNFINISHED_MAX = 8;
const POLL_MS = 100;
const STORED_WITHIN_MS = 30_000;
const EVENT_TRIES_MAX = 20;
const EVENT_RETRY_MS = 500;

/**
 * Posts the past in bulk, in time order: a chunk's payments in one request that waits for its decisions, then, beside the
 * next chunks, its reports and its payers' codes. Only a few chunks may be unfinished, that is, not yet readable or with
 * something left to post: nothing piles up behind the API. Ids are the simulation's, so what a crash cut off is posted
 * again without doubling.
 */
export class BackFill {
  private readonly pace = new Pace();
  private readonly unfinished: { readonly until: number; readonly finished: Promise<void> }[] = [];

  constructor(
    private readonly client: Pick<SampleClient, 'postBatch' | 'isStored' | 'postEvent'>,
    private readonly payers: Pick<Payers, 'answerAtOnce'>,
    private readonly frauds: KnownFrauds,
    private readonly posted: (events: number) => void,
    private readonly time: SampleTime,
  ) {}

  /** All events before `untilMs`, of which the first `alreadyPosted` are done. */
  async run(events: Iterable<SimulatedEvent>, untilMs: number, alreadyPosted: number): Promise<void> {
    let count = 0;
    let chunk: SimulatedEvent[] = [];
    let payments = 0;
    for (const event of events) {
      if (event.atMs >= untilMs) break;
      if (event.kind === 'transaction' && event.truth.fraud) this.frauds.add(event.request.id);
      if (count++ < alreadyPosted) continue;
      chunk.push(event);
      if (event.kind === 'transaction') payments++;
      if (payments < this.pace.size) continue;
      await this.post(chunk, count);
      chunk = [];
      payments = 0;
    }
    if (chunk.length > 0) await this.post(chunk, count);
    await this.finishAllBut(0);
  }

  /** `until` is the number of events up to the chunk's end. */
  private async post(chunk: readonly SimulatedEvent[], until: number): Promise<void> {
    await this.finishAllBut(UNFINISHED_MAX);
    const payments = chunk.filter((event) => event.kind === 'transaction');
    const reports = chunk.filter((event) => event.kind === 'event');
    const startedAt = this.time.now();
    const answers = payments.length > 0 ? await this.client.postBatch(payments.map(({ request }) => request)) : [];
    const tookMs = this.time.now() - startedAt;
    this.unfinished.push({ until, finished: this.finish(payments, answers, reports) });
    await this.time.sleep(this.pace.after(tookMs));
  }

  private async finishAllBut(most: number): Promise<void> {
    while (this.unfinished.length > most) {
      const { until, finished } = this.unfinished[0]!;
      await finished;
      this.unfinished.shift();
      this.posted(until);
    }
  }

  private async finish(
    payments: readonly SimulatedTransaction[],
    answers: readonly TransactionAnswer[],
    reports: readonly SimulatedLabel[],
  ): Promise<void> {
    const last = answers.at(-1);
    if (last) await this.untilStored(last.id);
    const asked = answers.map((answer, at) => ({ answer, isFraud: payments[at]!.truth.fraud }));
    await eachOf(
      asked.filter(({ answer }) => answer.challenge),
      AT_ONCE,
      ({ answer, isFraud }) => this.payers.answerAtOnce(answer, isFraud),
    );
    await eachOf(reports, AT_ONCE, (report) => this.report(report));
  }

  private async untilStored(id: string): Promise<void> {
    for (let waitedMs = 0; waitedMs < STORED_WITHIN_MS && !(await this.client.isStored(id)); waitedMs += POLL_MS)
      await this.time.sleep(POLL_MS);
  }

  private async report({ externalId, event, atMs }: SimulatedLabel): Promise<void> {
    for (let tries = 0; tries < EVENT_TRIES_MAX; tries++) {
      if ((await this.client.postEvent(externalId, event, atMs)) !== 404) return;
      await this.time.sleep(EVENT_RETRY_MS);
    }
  }
}

/** Runs `work` for every item, `atOnce` at a time. */
async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const next = items.values();
  const lane = async (): Promise<void> => {
    for (const item of next) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}

import type { SimulatedEvent } from '../../../../packs/card-payments/src/simulate.js';
import type { KnownFrauds } from './known-frauds.js';
import type { Payers } from './payers.js';
import type { SampleClient } from './sample-client.js';
import type { SampleTime } from './sample-time.js';

/** A payment that is this late was made while nobody listened; nobody has heard of it. Reports still come, late as ever. */
const STALE_MS = 60_000;
const SAVE_EVERY_MS = 10_000;
/** Timers take no longer waits. */
const WAIT_MS_MAX = 86_400_000;

/** Posts what happens, when it happens. */
export class LiveStream {
  constructor(
    private readonly client: Pick<SampleClient, 'postTransaction' | 'postEvent'>,
    private readonly payers: Pick<Payers, 'answerLater'>,
    private readonly frauds: KnownFrauds,
    private readonly postedUntil: (atMs: number) => void,
    private readonly time: SampleTime,
  ) {}

  /** Without end, if the events have none. Those before `fromMs` are done. */
  async run(events: Iterable<SimulatedEvent>, fromMs: number): Promise<void> {
    let savedAtMs = 0;
    for (const event of events) {
      if (event.kind === 'transaction' && event.truth.fraud) this.frauds.add(event.request.id);
      if (event.atMs < fromMs) continue;
      await this.until(event.atMs);
      await this.post(event);
      const nowMs = this.time.now();
      if (nowMs - savedAtMs < SAVE_EVERY_MS) continue;
      savedAtMs = nowMs;
      this.postedUntil(event.atMs);
    }
  }

  private async post(event: SimulatedEvent): Promise<void> {
    if (event.kind === 'event') {
      // 404 is an answer too: the payment was made while nobody listened.
      await this.client.postEvent(event.externalId, event.event, event.atMs);
      return;
    }
    if (this.time.now() - event.atMs > STALE_MS) return;
    const { status, body } = await this.client.postTransaction(event.request);
    if (status === 201) this.payers.answerLater(body, event.truth.fraud);
    else if (status !== 409) throw new Error(`A payment of the sample was answered ${status}: ${JSON.stringify(body)}`);
  }

  private async until(atMs: number): Promise<void> {
    for (let leftMs = atMs - this.time.now(); leftMs > 0; leftMs = atMs - this.time.now())
      await this.time.sleep(Math.min(leftMs, WAIT_MS_MAX));
  }
}

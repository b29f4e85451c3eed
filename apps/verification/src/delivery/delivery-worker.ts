import { Clock, repeat, type Repeated } from '#kernel';
import { counter, logger } from '#telemetry';
import { TenantDirectory } from '#tenancy';
import { type Claimed, DeliveryQueue } from './delivery-queue.js';
import { nextTryAtMs } from './next-try.js';
import { CodeSender, type Undelivered } from './sender.js';

const POLL_MS = 250;
const IN_FLIGHT_MAX = 16;
/** A tenant whose receiver hangs holds up its own messages, not others'. */
const IN_FLIGHT_PER_TENANT_MAX = 4;
const TENANTS_PER_ROUND_MAX = 64;
/** Longer than a try can take; after it another worker may try the same message. */
const LEASE_MS = 20_000;

const sent = counter('otp_deliveries_total', 'One-time codes sent to payers, by channel and result', [
  'channel',
  'result',
]);

/** Sends what waits, a bounded number at once, so that no receiver can hold up the consumer or another tenant. */
export class DeliveryWorker {
  private readonly inFlight = new Map<string, number>();
  private readonly running = new Set<Promise<void>>();
  private rounds: Repeated | undefined;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly sender: CodeSender,
    private readonly tenants: TenantDirectory,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.rounds = repeat(
      POLL_MS,
      () => this.round(),
      (error) => logger.warn({ err: error }, 'deliveries wait'),
    );
  }

  /** Something was put into the queue. */
  nudge(): void {
    this.rounds?.nudge();
  }

  async stop(): Promise<void> {
    await this.rounds?.stop();
    await Promise.all(this.running);
  }

  private async round(): Promise<void> {
    if (this.running.size >= IN_FLIGHT_MAX) return;
    const now = this.clock.now();
    for (const tenantId of await this.queue.tenantsWithDue(now, TENANTS_PER_ROUND_MAX)) {
      const most = Math.min(
        IN_FLIGHT_PER_TENANT_MAX - (this.inFlight.get(tenantId) ?? 0),
        IN_FLIGHT_MAX - this.running.size,
      );
      if (most <= 0) continue;
      for (const claimed of await this.queue.claim(tenantId, now, LEASE_MS, most)) this.begin(claimed);
    }
  }

  private begin(claimed: Claimed): void {
    const { tenantId } = claimed;
    this.inFlight.set(tenantId, (this.inFlight.get(tenantId) ?? 0) + 1);
    const work = this.deliver(claimed)
      .catch((error: unknown) =>
        logger.warn({ err: error, delivery: claimed.message.deliveryId }, 'a delivery will be tried again'),
      )
      .finally(() => {
        this.running.delete(work);
        const left = (this.inFlight.get(tenantId) ?? 1) - 1;
        if (left > 0) this.inFlight.set(tenantId, left);
        else this.inFlight.delete(tenantId);
        this.rounds?.nudge();
      });
    this.running.add(work);
  }

  private async deliver(claimed: Claimed): Promise<void> {
    const { tenantId, channel, message } = claimed;
    const settings = (await this.tenants.byId(tenantId))?.otp ?? {};
    const problem =
      message.expiresAtMs <= this.clock.now()
        ? { reason: 'the challenge has expired', final: true }
        : await this.sender.send(channel, settings, message);
    if (problem) await this.note(claimed, problem);
    else {
      sent.inc({ channel, result: 'delivered' });
      await this.queue.delivered(tenantId, message.deliveryId, this.clock.now());
    }
  }

  private async note({ tenantId, channel, tries, message }: Claimed, { reason, final }: Undelivered): Promise<void> {
    const now = this.clock.now();
    const next = final ? undefined : nextTryAtMs(tries, now, message.expiresAtMs);
    sent.inc({ channel, result: next === undefined ? 'failed' : 'retried' });
    if (next !== undefined) return await this.queue.later(tenantId, message.deliveryId, next, reason);
    logger.warn(
      { tenant: tenantId, delivery: message.deliveryId, channel, tries, reason },
      'a code could not be delivered',
    );
    return await this.queue.failed(tenantId, message.deliveryId, now, reason);
  }
}

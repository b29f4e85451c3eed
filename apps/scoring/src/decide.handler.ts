// The job of this service: signals in, decisions and replies out.
import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { sandboxValueOf } from '#decisions';
import { Clock } from '#kernel';
import { BatchHandler, OnRecords, type Handled, type LogRecord } from '#messaging';
import { FeatureBook, PolicyBook } from '#tenancy';
import { logger } from '#telemetry';
import { Decider, type Decided } from './decider.js';
import { ModelBook } from './model/model-book.js';
import { OpenJoins } from './open-joins.js';
import { readSignals } from './read-signals.js';
import type { Arrival, JoinedTransaction } from './signal-join.js';

@Controller()
export class DecideHandler extends BatchHandler {
  constructor(
    private readonly clock: Clock,
    private readonly policies: PolicyBook,
    private readonly models: ModelBook,
    private readonly features: FeatureBook,
    private readonly joins: OpenJoins,
    private readonly decider: Decider,
  ) {
    super();
  }

  override assigned = async (partition: number): Promise<undefined> => {
    this.joins.assigned(partition);
  };

  override holdFrom = (partition: number): number | undefined => this.joins.holdFrom(partition);

  override revoked = (partition: number): Promise<void> => this.joins.revoked(partition);

  @OnRecords(topics.signals, { group: 'scoring' })
  override handle(records: readonly LogRecord[], partition: number): Promise<Handled> {
    return this.decider.working(async () => {
      // 1. Decode; what isn't a signal is set aside.
      const { arrivals, poison } = readSignals(records);
      // 2. Nothing has changed yet, so a failure here may be tried again.
      await this.prepare(new Set(arrivals.map(({ signal }) => signal.transaction.tenantId)));
      // 3. From here on nothing throws.
      const { publish, failed } = await this.decide(arrivals, partition);
      return { publish, poison: failed.length > 0 ? [...poison, ...failed] : poison };
    });
  }

  /** Has the policies of these tenants at hand, and knows their models and features. Rejects where one can't be had. */
  async prepare(tenantIds: Iterable<string>): Promise<void> {
    await Promise.all([this.policies.load(tenantIds), this.models.ready(), this.features.ready()]);
  }

  /** Never rejects. Call `prepare` before, for the tenants of all arrivals. */
  async decide(arrivals: readonly Arrival[], partition: number): Promise<Decided> {
    await this.learn(arrivals);
    // Each signal is put to the others of its transaction; what is complete, or can't wait, is decided:
    // features, model, policy, reasons, encoding.
    return await this.decider.decide(this.join(arrivals, partition));
  }

  /** A matcher may have been told of a change before this process was. What stays unknown is decided by the rules. */
  private async learn(arrivals: readonly Arrival[]): Promise<void> {
    for (const { signal } of arrivals) {
      const { transaction, featureSet } = signal;
      if (this.features.set(transaction.tenantId, featureSet)) continue;
      await this.features.learn(transaction.tenantId, [featureSet]).catch((error: unknown) => {
        logger.warn({ err: error, featureSet }, 'it could not be looked up what the values of a signal are');
      });
    }
  }

  private join(arrivals: readonly Arrival[], partition: number): JoinedTransaction[] {
    const join = this.joins.of(partition);
    const nowMs = this.clock.now();
    const ready: JoinedTransaction[] = [];
    for (const arrival of arrivals) {
      const pace = sandboxValueOf(arrival.signal.transaction)?.pace ?? 'normal';
      const complete = join.add(arrival, pace, nowMs);
      if (complete) ready.push(complete);
    }
    if (join.openCount > 0) {
      ready.push(...join.due(nowMs));
      this.joins.watch();
    }
    return ready;
  }
}

// The job of this service: signals in, decisions and replies out.
import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { Clock } from '#kernel';
import { BatchHandler, OnRecords, type Handled, type LogRecord } from '#messaging';
import { Decider } from './decider.js';
import { OpenJoins } from './open-joins.js';
import { PolicyBook } from './policy-book.js';
import { readSignals } from './read-signals.js';
import { sandboxValueOf } from './sandbox-values.js';
import type { Arrival, JoinedTransaction } from './signal-join.js';

@Controller()
export class DecideHandler extends BatchHandler {
  constructor(
    private readonly clock: Clock,
    private readonly policies: PolicyBook,
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
    return this.decider.working(() => this.decide(records, partition));
  }

  private async decide(records: readonly LogRecord[], partition: number): Promise<Handled> {
    // 1. Decode; what isn't a signal is set aside.
    const { arrivals, poison } = readSignals(records);

    // 2. Have the tenants' policies at hand. Nothing has changed yet, so a failure here may be tried again.
    await this.policies.load(new Set(arrivals.map(({ signal }) => signal.transaction.tenantId)));

    // 3. Put each signal to the others of its transaction; what is complete, or can't wait, goes on.
    const ready = this.join(arrivals, partition);

    // 4. Features, model, policy, reasons, encoding.
    const { publish, failed } = await this.decider.decide(ready);
    return { publish, poison: failed.length > 0 ? [...poison, ...failed] : poison };
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

import { repeat, type Repeated } from '#kernel';
import { logger } from '#telemetry';
import type { RevisionStore } from './revision-store.js';

const EVERY_MS = 1_000;
const WAIT = 'revisions that came before their decision wait on';

/**
 * Applies revisions that came before their decision. A page a second, round and round, so that any number of them that
 * wait costs the same, and none is passed over.
 */
export class RevisionSweep {
  private rounds: Repeated | undefined;
  private after = 0;

  constructor(private readonly store: Pick<RevisionStore, 'applyWaiting'>) {}

  start(): void {
    this.rounds = repeat(
      EVERY_MS,
      () => this.sweepOnce(),
      (error) => logger.warn({ err: error }, WAIT),
    );
  }

  async stop(): Promise<void> {
    await this.rounds?.stop();
  }

  private async sweepOnce(): Promise<void> {
    const { next, letGo, failures } = await this.store.applyWaiting(this.after);
    this.after = next;
    if (failures.length > 0) logger.warn({ transactions: failures.length, err: failures[0] }, WAIT);
    if (letGo.length > 0)
      logger.warn(
        { revisions: letGo.length, transactions: letGo.slice(0, 5) },
        'revisions were let go: the decisions that they are of never came',
      );
  }
}

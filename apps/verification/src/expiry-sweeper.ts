import { Clock, repeat, type Repeated } from '#kernel';
import { logger } from '#telemetry';
import { ChallengeStore } from './challenge-store.js';

const EVERY_MS = 1_000;
const BATCH_MAX = 200;

/** Ends challenges whose time is up, in bounded batches; several instances share the work. */
export class ExpirySweeper {
  private rounds: Repeated | undefined;

  constructor(
    private readonly store: ChallengeStore,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.rounds = repeat(
      EVERY_MS,
      async () => (await this.store.expire(this.clock.now(), BATCH_MAX)) === BATCH_MAX,
      (error) => logger.warn({ err: error }, 'expired challenges wait'),
    );
  }

  async stop(): Promise<void> {
    await this.rounds?.stop();
  }
}

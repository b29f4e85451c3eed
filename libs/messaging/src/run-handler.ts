import { messageOf } from '#kernel';
import { backOffMs, pause, type BackOff } from './back-off.js';
import type { BatchHandler, Handled } from './batch-handler.js';
import type { LogRecord, OutRecord } from './event-log.js';
import { isInfrastructureError } from './infrastructure-error.js';

/**
 * Runs a handler over a batch until there is a result for each record: what to publish, or why it is given up.
 * A failing batch is tried again a few times, then halved until the record that fails stands alone. While the
 * surroundings are down it waits as long as it takes. Throws `ReleasedError` when the partition has to be let go meanwhile.
 */
export async function runHandler(
  handler: Pick<BatchHandler, 'handle'>,
  records: readonly LogRecord[],
  partition: number,
  policy: RetryPolicy,
): Promise<Outcome> {
  const dead: GivenUp[] = [];
  const publish = await attempt(records, 0);
  return { publish, dead };

  async function attempt(batch: readonly LogRecord[], triedBefore: number): Promise<readonly OutRecord[]> {
    for (let tries = 1, waits = 0; ;) {
      try {
        const result = handler.handle(batch, partition);
        return taken(result instanceof Promise ? await result : result, triedBefore + tries);
      } catch (error) {
        const waiting = isInfrastructureError(error);
        if (!waiting && (tries >= policy.attemptsMax || triedBefore > 0)) {
          return isolate(batch, triedBefore + tries, error);
        }
        const failures = waiting ? ++waits : tries++;
        policy.retrying(failures, error, waiting);
        await pause(backOffMs(failures, waiting ? policy.waitBackOff : policy.retryBackOff), policy.released);
        if (policy.released.aborted) throw new ReleasedError(messageOf(error));
      }
    }
  }

  /** Halves in order, so that what is published keeps the order of what came in. */
  async function isolate(batch: readonly LogRecord[], tried: number, error: unknown): Promise<readonly OutRecord[]> {
    if (batch.length === 1) {
      dead.push({ record: batch[0]!, error, attempts: tried });
      return [];
    }
    const middle = batch.length >> 1;
    const first = await attempt(batch.slice(0, middle), tried);
    return [...first, ...(await attempt(batch.slice(middle), tried))];
  }

  function taken(handled: Handled, attempts: number): readonly OutRecord[] {
    for (const { record, error } of handled.poison ?? []) dead.push({ record, error, attempts });
    return handled.publish;
  }
}

export interface RetryPolicy {
  /** Tries of a whole batch that fails by itself, before it is halved. */
  readonly attemptsMax: number;
  readonly retryBackOff: BackOff;
  /** While the surroundings are down. */
  readonly waitBackOff: BackOff;
  readonly released: AbortSignal;
  readonly retrying: (failures: number, error: unknown, infrastructure: boolean) => void;
}

export interface Outcome {
  readonly publish: readonly OutRecord[];
  readonly dead: readonly GivenUp[];
}

export interface GivenUp {
  readonly record: LogRecord;
  readonly error: unknown;
  readonly attempts: number;
}

/** The partition goes to another member before these records could be handled; nothing of them was published. */
export class ReleasedError extends Error {
  override readonly name = 'ReleasedError';
}

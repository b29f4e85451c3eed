import { channel } from 'node:diagnostics_channel';

/**
 * What consumer loops say of themselves, on one diagnostics channel (`caracal:consumer`), so that telemetry can
 * subscribe without being wired through. Nothing is allocated while nobody listens.
 */
export type ConsumerEvent = ConsumerIdentity &
  (
    | { readonly type: 'assigned' | 'revoked' }
    | {
        readonly type: 'handled';
        readonly records: number;
        readonly handleMs: number;
        /** How long the oldest record of the batch had been in the log. */
        readonly oldestAgeMs: number;
      }
    | { readonly type: 'published'; readonly records: number; readonly publishMs: number }
    | { readonly type: 'retry'; readonly failures: number; readonly infrastructure: boolean; readonly error: unknown }
    | { readonly type: 'dead_letter'; readonly offset: number; readonly attempts: number; readonly error: unknown }
    /** A hook of the handler threw. `assigned` is tried until it works, `revoked` a few times, `published` not again. */
    | { readonly type: 'hook_failed'; readonly hook: 'assigned' | 'published' | 'revoked'; readonly error: unknown }
    /** Over the partitions that this member owns; `partition` is -1. */
    | { readonly type: 'lag'; readonly records: number }
  );

export interface ConsumerIdentity {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

export const CONSUMER_CHANNEL = 'caracal:consumer';
export const consumerChannel = channel(CONSUMER_CHANNEL);

/** Calls `observe` for each event of every loop in the process; returns the way to stop it. */
export function observeConsumers(observe: ConsumerObserver): () => void {
  const listener = (message: unknown): void => observe(message as ConsumerEvent);
  consumerChannel.subscribe(listener);
  return () => {
    consumerChannel.unsubscribe(listener);
  };
}

export type ConsumerObserver = (event: ConsumerEvent) => void;

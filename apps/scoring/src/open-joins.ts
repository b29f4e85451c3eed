/**
 * The joins of the partitions that this process reads, and the decisions that time, not a record, brings about: one sweep
 * every few milliseconds while anything is open. Those decisions go straight to the log; until they are in it, the
 * partition's offset is held.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '#kernel';
import type { EventLog, OutRecord } from '#messaging';
import type { Decider } from './decider.js';
import { SignalJoin, type JoinedTransaction, type JoinLimits } from './signal-join.js';

const SWEEP_MS = 5;
const RETRY_MS_MAX = 2000;

export interface OpenJoinsEvents {
  /** Transactions were closed without a full decision. */
  expired(count: number): void;
  /** Decisions could not be appended, or a transaction could not be decided; tried again where that can help. */
  failed(error: unknown): void;
}

export class OpenJoins {
  private readonly partitions = new Map<number, PartitionJoin>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'append'>,
    private readonly decider: Pick<Decider, 'decide'>,
    private readonly clock: Clock,
    private readonly limits: JoinLimits,
    private readonly events: OpenJoinsEvents,
  ) {}

  get openCount(): number {
    let count = 0;
    for (const { join } of this.partitions.values()) count += join.openCount;
    return count;
  }

  /** Begins with an empty join: what was open is read again, because its offset was held. */
  assigned(partition: number): void {
    this.partitions.set(partition, {
      join: new SignalJoin(this.limits),
      sweeps: new Set(),
      expiredBefore: 0,
      released: new AbortController(),
    });
  }

  /** The join of an assigned partition; of one that never was assigned, a fresh one. */
  of(partition: number): SignalJoin {
    if (!this.partitions.has(partition)) this.assigned(partition);
    return this.partitions.get(partition)!.join;
  }

  /** Call after signals were added: makes sure that time is watched while something is open. */
  watch(): void {
    this.timer ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  holdFrom(partition: number): number | undefined {
    const state = this.partitions.get(partition);
    if (!state) return undefined;
    let lowest = state.join.holdFrom() ?? Infinity;
    for (const { offset } of state.sweeps) lowest = Math.min(lowest, offset);
    return lowest === Infinity ? undefined : lowest;
  }

  /** Stops deciding for the partition and waits for appends under way. What is open stays held for the next owner. */
  async revoked(partition: number): Promise<void> {
    const state = this.partitions.get(partition);
    if (!state) return;
    state.released.abort();
    await Promise.all([...state.sweeps].map(({ done }) => done));
  }

  private sweep(): void {
    const nowMs = this.clock.now();
    let open = 0;
    for (const state of this.partitions.values()) {
      if (state.released.signal.aborted) continue;
      const due = state.join.openCount > 0 ? state.join.due(nowMs) : [];
      this.noteExpired(state);
      if (due.length > 0) this.send(state, due);
      open += state.join.openCount;
    }
    if (open > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private noteExpired(state: PartitionJoin): void {
    this.events.expired(state.join.expired - state.expiredBefore);
    state.expiredBefore = state.join.expired;
  }

  private send(state: PartitionJoin, due: readonly JoinedTransaction[]): void {
    const offset = Math.min(...due.map(({ first }) => first.record.offset));
    const sweep: Sweep = { offset, done: Promise.resolve() };
    state.sweeps.add(sweep);
    sweep.done = this.finish(state, sweep, due);
  }

  private async finish(state: PartitionJoin, sweep: Sweep, due: readonly JoinedTransaction[]): Promise<void> {
    // What isn't in the log when the partition goes stays held, so that the next owner decides it.
    if (await this.publish(due, state.released.signal)) state.sweeps.delete(sweep);
  }

  private async publish(due: readonly JoinedTransaction[], released: AbortSignal): Promise<boolean> {
    const { publish, failed } = await this.decider.decide(due);
    for (const { error } of failed) this.events.failed(error);
    return publish.length === 0 || this.append(publish, released);
  }

  /** Tries until it works; false when the partition was released first. */
  private async append(records: readonly OutRecord[], released: AbortSignal): Promise<boolean> {
    for (let waitMs = 50; ; waitMs = Math.min(2 * waitMs, RETRY_MS_MAX)) {
      try {
        await this.log.append(records);
        return true;
      } catch (error) {
        this.events.failed(error);
      }
      await delay(waitMs, undefined, { signal: released }).catch(() => undefined);
      if (released.aborted) return false;
    }
  }
}

interface PartitionJoin {
  readonly join: SignalJoin;
  /** Decisions on their way into the log. */
  readonly sweeps: Set<Sweep>;
  expiredBefore: number;
  readonly released: AbortController;
}

interface Sweep {
  /** Lowest offset of the signals that these decisions came from. */
  readonly offset: number;
  done: Promise<void>;
}

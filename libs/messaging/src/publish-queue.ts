import { CaracalError } from '#kernel';
import { backOffMs, pause, type BackOff } from './back-off.js';
import type { EventLog, OutRecord } from './event-log.js';
import { isInfrastructureError } from './infrastructure-error.js';

/**
 * What one partition's handler gave, on its way into the log: several appends may be under way, and their ends are
 * told in order, so that no offset is committed before everything below it is durable.
 */
export class PublishQueue {
  private readonly slots: Slot[] = [];
  private freed: (() => void) | undefined;
  private stuck = false;

  constructor(
    private readonly log: EventLog,
    private readonly hooks: PublishHooks,
    private readonly slotsMax: number,
  ) {}

  /** Begins to append without waiting; `published` follows in order. */
  push(records: readonly OutRecord[], nextOffset: number, released: AbortSignal): void {
    const slot: Slot = { nextOffset, done: records.length === 0 };
    this.slots.push(slot);
    if (slot.done) this.settle();
    else void this.append(slot, records, released);
  }

  /** Resolves when another batch may be handled; at once unless the log is slower than the handler. */
  room(): Promise<void> | undefined {
    return this.slots.length < this.slotsMax || this.stuck
      ? undefined
      : this.change(() => this.slots.length < this.slotsMax);
  }

  /** Resolves when all is durable, or when some of it was given up because the partition goes. */
  drained(): Promise<void> | undefined {
    return this.slots.length === 0 || this.stuck ? undefined : this.change(() => this.slots.length === 0);
  }

  private async change(reached: () => boolean): Promise<void> {
    while (!reached() && !this.stuck) {
      await new Promise<void>((resolve) => {
        this.freed = resolve;
      });
    }
  }

  private async append(slot: Slot, records: readonly OutRecord[], released: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    for (let failures = 0; ;) {
      try {
        await this.write(records);
        break;
      } catch (error) {
        this.hooks.failed(++failures, error, isInfrastructureError(error));
        await pause(backOffMs(failures, BACK_OFF), released);
        if (released.aborted) return this.giveUp();
      }
    }
    slot.done = true;
    this.hooks.appended(records.length, performance.now() - startedAt);
    this.settle();
  }

  /** A record that the log refuses for itself is set aside, and the others of the batch are written one by one. */
  private async write(records: readonly OutRecord[]): Promise<void> {
    try {
      await this.log.append(records);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (records.length > 1) for (const record of records) await this.write([record]);
      else await this.log.append([this.hooks.refused(records[0]!, error)]);
    }
  }

  private settle(): void {
    let nextOffset = -1;
    while (this.slots[0]?.done) nextOffset = this.slots.shift()!.nextOffset;
    if (nextOffset >= 0) this.hooks.durable(nextOffset);
    this.wake();
  }

  private giveUp(): void {
    this.stuck = true;
    this.wake();
  }

  private wake(): void {
    const { freed } = this;
    this.freed = undefined;
    freed?.();
  }
}

export interface PublishHooks {
  /** Everything below `nextOffset` is durable. */
  durable(nextOffset: number): void;
  appended(records: number, publishMs: number): void;
  failed(failures: number, error: unknown, infrastructure: boolean): void;
  /** The dead letter to write in place of a record that the log refuses. */
  refused(record: OutRecord, error: CaracalError): OutRecord;
}

interface Slot {
  readonly nextOffset: number;
  done: boolean;
}

function isRefusal(error: unknown): error is CaracalError {
  return error instanceof CaracalError && (error.code === 'record_too_large' || error.code === 'invalid_request');
}

const BACK_OFF: BackOff = { baseMs: 20, maxMs: 2000 };

import { faultPoint } from '#kernel';
import { backOffMs, pause, type BackOff } from './back-off.js';
import type { LogRecord, PartitionReader } from './event-log.js';

/**
 * Moves the records of one partition to its reader while a group member owns it: begins where the reader or the
 * committed offset says, keeps order, never has two reads under way, and sleeps when there is nothing to read.
 */
export class PartitionPump {
  private readonly release = new AbortController();
  private readonly finished: Promise<void>;
  private abandoned = false;
  private woken = false;
  private rouse: (() => void) | undefined;

  constructor(
    readonly partition: number,
    private readonly source: PartitionSource,
    private readonly reader: PartitionReader,
    private readonly batchRecordsMax: number,
  ) {
    this.finished = this.run();
  }

  /** There may be something new to read. */
  wake(): void {
    this.woken = true;
    this.rouse?.();
  }

  /** Lets the running read finish, then tells the reader that the partition goes. */
  async stop(): Promise<void> {
    this.release.abort();
    this.wake();
    await this.finished;
  }

  /** As if the process had died: reads nothing more, tells nobody. */
  abandon(): void {
    this.abandoned = true;
    this.release.abort();
    this.wake();
  }

  private get stopped(): boolean {
    return this.release.signal.aborted;
  }

  private async run(): Promise<void> {
    const start = await this.untilDone(() => this.begin());
    if (start !== undefined) await this.deliver(start);
    if (!this.abandoned) await this.untilDone(() => this.reader.revoked?.(this.partition), REVOKE_ATTEMPTS_MAX);
  }

  private async begin(): Promise<number> {
    const wished = await this.reader.assigned?.(this.partition);
    return wished?.startAt ?? (await this.source.startOffset(this.partition));
  }

  private async deliver(start: number): Promise<void> {
    let offset = start;
    let failures = 0;
    while (!this.stopped) {
      this.woken = false;
      try {
        const fetched = this.source.fetch(this.partition, offset, this.batchRecordsMax);
        const records = fetched instanceof Promise ? await fetched : fetched;
        if (this.stopped) return;
        const last = records.at(-1);
        if (last === undefined) await this.idle();
        else {
          await this.reader.read(this.partition, records, this.release.signal);
          offset = last.offset + 1;
          await faultPoint('log.read');
        }
        failures = 0;
      } catch {
        await pause(backOffMs(++failures, BACK_OFF), this.release.signal);
      }
    }
  }

  private idle(): Promise<void> | void {
    if (this.woken || this.stopped) return;
    return new Promise((resolve) => {
      this.rouse = () => {
        this.rouse = undefined;
        resolve();
      };
    });
  }

  /** Tries until it works; gives up when the partition is taken away, or for the last step after a few attempts. */
  private async untilDone<T>(step: () => Promise<T> | T, attemptsMax = Infinity): Promise<T | undefined> {
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      if (attemptsMax === Infinity && this.stopped) return undefined;
      try {
        return await step();
      } catch {
        await pause(backOffMs(attempt, BACK_OFF), attemptsMax === Infinity ? this.release.signal : undefined);
      }
    }
    return undefined;
  }
}

/** Where a pump gets records from. */
export interface PartitionSource {
  /** Where to begin when the reader doesn't say: the committed offset, or the end that the subscription asked for. */
  startOffset(partition: number): Promise<number> | number;
  /** Records from `offset` on, at most `recordsMax`; none when there are none yet. Whoever appends calls `wake`. */
  fetch(partition: number, offset: number, recordsMax: number): Promise<readonly LogRecord[]> | readonly LogRecord[];
}

const BACK_OFF: BackOff = { baseMs: 50, maxMs: 2000 };
const REVOKE_ATTEMPTS_MAX = 3;

/**
 * A topic → the archive. Records wait in memory, as rows, until there are many of them or the first has waited long; until they
 * are durable the group's offset stays at the first of them, and the archive itself knows up to where it has the log.
 */
import { type ArchivedRow, ArchivePartition, type RowKind } from '#archive';
import { SharedBytes } from '#bytes';
import { CaracalError, messageOf, repeat, type Repeated } from '#kernel';
import { BatchHandler, type Handled, type LogRecord } from '#messaging';
import { logger } from '#telemetry';
import { decodeBatch } from '../decode-batch.js';
import { archiveMetrics } from './archive.metrics.js';

export interface ArchiveSettings {
  /** The folder. */
  readonly folder: string;
  /** How long a record may wait, ms. */
  readonly everyMs: number;
  /** Rows of all partitions together that may wait. */
  readonly rowsMax: number;
}

interface Waiting<T> {
  readonly written: ArchivePartition<T>;
  readonly rows: ArchivedRow[];
  /** After the last record that was handled. */
  next: number;
  /** When the first of the rows came. */
  sinceMs: number;
}

const LOOK_EVERY_MS = 1000;

export class ArchiveRecords<T extends object> extends BatchHandler {
  private readonly partitions = new Map<number, Waiting<T>>();
  private readonly bytes = new SharedBytes();
  private rounds: Repeated | undefined;
  /** One write at a time. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Being written while more are taken; after a failure only what has to be, until that works. */
  private early: 'none' | 'running' | 'failed' = 'none';

  constructor(
    private readonly kind: RowKind<T>,
    private readonly settings: ArchiveSettings,
    private readonly now: () => number,
  ) {
    super();
  }

  /** Begins to write what has waited long enough. */
  start(): void {
    this.rounds = repeat(
      LOOK_EVERY_MS,
      () => this.writeDue(),
      (error) => logger.warn({ kind: this.kind.kind, err: error }, 'the archive can not be written; tried again'),
    );
  }

  /** What waits is written when the partitions are let go. */
  async stop(): Promise<void> {
    await this.rounds?.stop();
  }

  override async assigned(partition: number): Promise<{ startAt: number } | undefined> {
    const written = await this.counted(() => ArchivePartition.open(this.settings.folder, this.kind, partition));
    this.partitions.set(partition, { written, rows: [], next: 0, sinceMs: 0 });
    return written.next === undefined ? undefined : { startAt: written.next };
  }

  override async handle(records: readonly LogRecord[], partition: number): Promise<Handled> {
    const waiting = this.partitions.get(partition);
    if (waiting === undefined) throw new CaracalError('unavailable', `partition ${partition} is not open`);
    // Before anything changes: it may fail, and then the same records come again.
    if (this.count + records.length > this.settings.rowsMax) await this.writeAll();
    const { values, poison } = decodeBatch(this.kind.codec, records);
    const refused = new Set(poison.map(({ record }) => record));
    const whole = records.filter((record) => !refused.has(record));
    if (waiting.rows.length === 0) waiting.sinceMs = this.now();
    for (const [i, value] of values.entries())
      waiting.rows.push(this.kind.rowOf(value, { ...this.copied(whole[i]!), partition }));
    waiting.next = records.at(-1)!.offset + 1;
    this.tell();
    if (this.count > this.settings.rowsMax / 2) this.writeEarly();
    return { publish: [], poison };
  }

  override holdFrom(partition: number): number | undefined {
    return this.partitions.get(partition)?.rows[0]?.offset;
  }

  override async revoked(partition: number): Promise<void> {
    const waiting = this.partitions.get(partition);
    if (waiting === undefined) return;
    await this.inTurn(() => this.write(waiting));
    this.partitions.delete(partition);
  }

  /** The log's own bytes keep what they were decoded to in memory. */
  private copied({ offset, value }: LogRecord): Pick<LogRecord, 'offset' | 'value'> {
    return { offset, value: this.bytes.copy(value) };
  }

  private get count(): number {
    return this.partitions.values().reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /**
   * Before there is no room left: who waits for a write falls behind what the log keeps in memory, and then reads all of it from
   * the database.
   */
  private writeEarly(): void {
    if (this.early !== 'none') return;
    this.early = 'running';
    this.writeAll().then(
      () => (this.early = 'none'),
      (error: unknown) => {
        this.early = 'failed';
        logger.warn({ kind: this.kind.kind, err: error }, 'the archive can not be written; tried again');
      },
    );
  }

  private async writeDue(): Promise<void> {
    const dueMs = this.now() - this.settings.everyMs;
    await this.writeAll(({ sinceMs }) => sinceMs <= dueMs);
  }

  private async writeAll(which: (waiting: Waiting<T>) => boolean = () => true): Promise<void> {
    for (const waiting of [...this.partitions.values()].filter(which)) await this.inTurn(() => this.write(waiting));
  }

  private async inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    await mine;
  }

  /** Records may be added meanwhile. */
  private async write(waiting: Waiting<T>): Promise<void> {
    const { written, rows, next } = waiting;
    const count = rows.length;
    if (count === 0) return;
    const labels = { kind: this.kind.kind };
    const sinceMs = this.now();
    const ended = archiveMetrics.writeTime.startTimer(labels);
    const { rows: added, parts } = await this.counted(() => written.write(rows.slice(0, count), next));
    archiveMetrics.rows.inc(labels, added);
    archiveMetrics.parts.inc(labels, parts);
    ended();
    rows.splice(0, count);
    waiting.sinceMs = sinceMs;
    if (this.early === 'failed') this.early = 'none';
    this.tell();
  }

  /** What is wrong with the folder is in the figures and named, be it when it is opened or later. */
  private async counted<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await work();
    } catch (cause) {
      archiveMetrics.failures.inc({ kind: this.kind.kind });
      throw new CaracalError(
        'unavailable',
        `The archive in ${this.settings.folder} can't be written: ${messageOf(cause)}`,
        { cause },
      );
    }
  }

  private tell(): void {
    archiveMetrics.waiting.set({ kind: this.kind.kind }, this.count);
  }
}

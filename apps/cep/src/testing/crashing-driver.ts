/**
 * Plays the consumer loop of one partition around the real handler, with publishing and commits that lag behind, and
 * crashes: the log keeps what was appended, the store what was saved, the process nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { topics } from '#contracts';
import { ManualClock } from '#kernel';
import { type LogRecord, MemoryEventLog, type OutRecord } from '#messaging';
import { MatchTransactionsHandler } from '../match-transactions.handler.js';
import { CountingPatterns } from './counting-patterns.js';
import { FEATURE_BOOK } from './feature-book.js';
import type { MemoryStateStore } from './memory-state-store.js';
import { settingsWith } from './settings.js';

export class CrashingDriver {
  /** What is durable in signals.v1: id → value, and whether some id came with two values. */
  readonly signals = new Map<string, string>();
  /** The same of revisions and of what came too late. */
  readonly others = new Map<string, string>();
  readonly conflicts: string[] = [];
  private handler!: MatchTransactionsHandler;
  private position = 0;
  private committed = 0;
  private unpublished: { records: readonly OutRecord[]; nextOffset: number }[] = [];
  private readonly running: Promise<void>[] = [];

  private constructor(
    private readonly store: MemoryStateStore,
    private readonly input: readonly LogRecord[],
    private readonly partition: number,
    private readonly stateBytesMax: number,
  ) {}

  static async start(store: MemoryStateStore, input: readonly LogRecord[], partition = 0, stateBytesMax = 1e9) {
    const driver = new CrashingDriver(store, input, partition, stateBytesMax);
    await driver.boot();
    return driver;
  }

  get atEnd(): boolean {
    return this.position === this.input.length;
  }

  async handle(count: number): Promise<void> {
    const batch = this.input.slice(this.position, this.position + count);
    if (batch.length === 0) return;
    const { publish } = await this.handler.handle(batch, this.partition);
    this.position += batch.length;
    this.unpublished.push({ records: publish, nextOffset: batch.at(-1)!.offset + 1 });
  }

  publish(): void {
    const next = this.unpublished.shift();
    if (next === undefined) return;
    for (const { topic, headers, value } of next.records) {
      const id = headers['ce_id']!;
      const text = Buffer.from(value).toString('hex');
      const written = topic === topics.signals.name ? this.signals : this.others;
      if ((written.get(id) ?? text) !== text) this.conflicts.push(id);
      written.set(id, text);
    }
    this.handler.published(this.partition, next.nextOffset);
    this.committed = Math.min(next.nextOffset, this.handler.holdFrom(this.partition) ?? Infinity);
  }

  /** Begins a checkpoint and goes on without it, as the service does. */
  checkpoint(): void {
    this.running.push(this.handler.checkpointAll());
  }

  /** Lets a checkpoint under way encode its next slices. */
  async turn(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await nextTurn();
  }

  async settle(): Promise<void> {
    while (this.unpublished.length > 0) this.publish();
    await Promise.all(this.running.splice(0));
  }

  /** The process dies; the next one begins where the store or the committed offset says. */
  async crash(): Promise<void> {
    this.unpublished = [];
    this.running.length = 0;
    await this.boot();
  }

  /** An orderly end: published, revoked, started again. */
  async restart(): Promise<void> {
    await this.settle();
    await this.handler.revoked(this.partition);
    await this.boot();
  }

  private async boot(): Promise<void> {
    this.handler = new MatchTransactionsHandler(
      new MemoryEventLog(),
      this.store,
      new CountingPatterns(),
      FEATURE_BOOK,
      new ManualClock(1),
      settingsWith({ stateBytesMax: this.stateBytesMax, entitiesPerSlice: 1 }),
    );
    const from = await this.handler.assigned(this.partition);
    const offset = from?.startAt ?? this.committed;
    this.position = this.input.findIndex((record) => record.offset >= offset);
    if (this.position < 0) this.position = this.input.length;
  }
}

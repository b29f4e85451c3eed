/**
 * transactions.v1 → signals.v1, and revisions of what was said before: decodes, evaluates in order, encodes; keeps the state
 * of each owned partition.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Controller, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { labelV1, type SignalV1, topics, type TransactionAcceptedV1, type TransactionV1 } from '#contracts';
import { CaracalError, Clock, messageOf, repeat, type Repeated } from '#kernel';
import {
  BatchHandler,
  decodeOnce,
  EventLog,
  type Handled,
  type LogRecord,
  OnRecords,
  type OutRecord,
} from '#messaging';
import { contextFrom, logger, traceparentOf, tracer } from '#telemetry';
import { CepSettings } from './cep.settings.js';
import { cepMetrics } from './cep.metrics.js';
import { problemWith, problemWithLabel } from './check-transaction.js';
import { OutgoingRecords, SOURCE } from './outgoing-records.js';
import { checkPartitions, PartitionRun, type Taken } from './partition-run.js';
import { PatternBook } from './pattern-book.js';
import { FeatureBook } from '#tenancy';
import { StateStore } from './state-store.js';

/** How often it is looked whether time alone has brought something about. */
const TIME_MS = 1000;

@Controller()
export class MatchTransactionsHandler extends BatchHandler implements OnModuleInit, OnModuleDestroy {
  private readonly runs = new Map<number, PartitionRun>();
  private readonly outgoing: OutgoingRecords;
  private readonly unready = new Map<number, string>();
  private checkpoints: Repeated | undefined;
  private time: Repeated | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly store: StateStore,
    private readonly patterns: PatternBook,
    private readonly features: FeatureBook,
    private readonly clock: Clock,
    private readonly settings: CepSettings,
  ) {
    super();
    this.outgoing = new OutgoingRecords(clock);
  }

  /** Refuses to start on state of another number of partitions. A database that is away is waited for later. */
  async onModuleInit(): Promise<void> {
    try {
      checkPartitions(await this.store.partitionsOfState(), this.log.partitionCount(topics.transactions.name));
    } catch (error) {
      if (!(error instanceof CaracalError) || error.code !== 'unavailable') throw error;
      logger.warn({ err: error }, 'the state of the matcher is not in reach yet; partitions wait for it');
    }
    this.checkpoints = repeat(
      this.settings.checkpointMs,
      () => this.checkpointAll(),
      (error) => logger.error({ err: error }, 'checkpoints failed'),
    );
    this.time = repeat(
      TIME_MS,
      () => this.passTime(),
      (error) => logger.warn({ err: error }, 'what came about by time could not be sent; trying again'),
    );
  }

  /** Partitions are saved once more when they are revoked; what waits for the log now would hold up the way there. */
  async onModuleDestroy(): Promise<void> {
    const [checkpoints, time] = [this.checkpoints?.stop(), this.time?.stop()];
    for (const run of this.runs.values()) run.checkpointer.abandon();
    await checkpoints;
    await time;
  }

  /** Why this instance can't evaluate transactions yet, or undefined. */
  get problem(): string | undefined {
    const [waiting] = this.unready.values();
    if (waiting !== undefined) return waiting;
    return this.runs.size === 0 ? 'no partition is assigned yet' : undefined;
  }

  /** What the entities of all partitions take in memory by their own account. */
  get stateBytes(): number {
    return [...this.runs.values()].reduce((sum, { state }) => sum + state.bytes, 0);
  }

  override async assigned(partition: number): Promise<{ startAt: number } | undefined> {
    this.runs.get(partition)?.checkpointer.abandon();
    this.runs.delete(partition);
    this.unready.set(partition, `partition ${partition} is being loaded`);
    const topic = topics.transactions.name;
    try {
      await Promise.all([this.patterns.ready(), this.features.ready()]);
      const limits = { bytesMax: this.bytesMax(), entitiesPerSlice: this.settings.entitiesPerSlice };
      const { latenessMs, outOfOrderMs, idleMs } = this.settings;
      const run = await PartitionRun.open(this.store, this.log.partitionCount(topic), limits, {
        partition,
        partitionOf: (key) => this.log.partitionOf(topic, key),
        books: { patterns: this.patterns, features: this.features, sessions: { latenessMs } },
        latenessMs,
        outOfOrderMs,
        idleMs,
        nowMs: () => this.clock.now(),
      });
      this.runs.set(partition, run);
      this.unready.delete(partition);
      this.measure();
      logger.info({ partition, entities: run.state.size, startAt: run.startAt }, 'partition loaded');
      return run.startAt === undefined ? undefined : { startAt: run.startAt };
    } catch (error) {
      this.unready.set(partition, `partition ${partition}: ${messageOf(error)}`);
      logger.error({ err: error, partition }, 'partition could not be loaded; trying again');
      throw error;
    }
  }

  @OnRecords(topics.transactions, { group: SOURCE, batchRecordsMax: 128 })
  override handle(records: readonly LogRecord[], partition: number): Handled | Promise<Handled> {
    const matching = this.match(records, partition);
    return matching instanceof Promise ? matching.then((matched) => this.handled(matched)) : this.handled(matching);
  }

  /**
   * Takes a batch into the state; the signals of what is new in it. Throws before any change, or not at all: a record that
   * can't be evaluated is in `poison`.
   */
  match(records: readonly LogRecord[], partition: number): Matching | Promise<Matching> {
    const run = this.runs.get(partition);
    if (run === undefined) throw new CaracalError('unavailable', `partition ${partition} is not loaded`);
    this.checkRoom(run);
    const batch = decode(records);
    const behind = this.acceptedAhead(batch);
    const lookedUp = behind ? this.catchUp(behind).then(() => run.lookUp(batch.items)) : run.lookUp(batch.items);
    return lookedUp === undefined
      ? this.evaluate(run, records, batch)
      : this.evaluateAfter(lookedUp, run, records, batch);
  }

  override published(partition: number, nextOffset: number): void {
    this.runs.get(partition)?.checkpointer.published(nextOffset);
  }

  /** Until the first checkpoint the group's committed offset is all there is: a restart must see everything again. */
  override holdFrom(partition: number): number | undefined {
    const run = this.runs.get(partition);
    return run === undefined || run.checkpointer.hasSaved ? undefined : run.firstOffset;
  }

  override async revoked(partition: number): Promise<void> {
    const run = this.runs.get(partition);
    this.unready.delete(partition);
    if (run === undefined) return;
    if (run.unsent.length > 0) run.checkpointer.abandon();
    else await run.checkpointer.finish();
    this.runs.delete(partition);
    this.measure();
  }

  /** A transaction that was accepted with entities that this process has not been told of. */
  private acceptedAhead({ items }: DecodedBatch): TransactionV1 | undefined {
    for (const item of items) {
      if (!('accepted' in item)) continue;
      const { transaction } = item.accepted;
      const { tenantId, declared } = transaction;
      if (declared.length > 0 && this.features.isBehind(tenantId, declared)) return transaction;
    }
    return undefined;
  }

  /** Of all tenants at once, so that a batch waits for it once. */
  private async catchUp({ tenantId, declared }: TransactionV1): Promise<void> {
    await this.features.catchUp(tenantId, declared);
  }

  private async evaluateAfter(
    lookedUp: Promise<void>,
    run: PartitionRun,
    records: readonly LogRecord[],
    batch: DecodedBatch,
  ): Promise<Matching> {
    run.state.isAwaited = true;
    try {
      await lookedUp;
    } finally {
      run.state.isAwaited = false;
    }
    return this.evaluate(run, records, batch);
  }

  /** Changes state, so nothing in here may throw: a record that can't be evaluated is reported and the others go on. */
  private evaluate(run: PartitionRun, records: readonly LogRecord[], batch: DecodedBatch): Matching {
    const matched: MatchedTransaction[] = [];
    const revised: OutRecord[] = [];
    const { poison } = batch;
    let repeats = 0;
    for (let i = 0; i < batch.items.length; i++) {
      const item = batch.items[i]!;
      const { record } = item;
      try {
        if ('label' in item) {
          run.matcher.label(item.label);
          continue;
        }
        const out = this.matchOne(run, item.accepted, record, revised);
        if (out === undefined) repeats++;
        else matched.push(out);
      } catch (error) {
        poison.push({ record, error });
      }
    }
    run.firstOffset ??= records[0]!.offset;
    run.state.nextOffset = Math.max(run.state.nextOffset ?? 0, records.at(-1)!.offset + 1);
    cepMetrics.signals.inc(matched.length);
    cepMetrics.repeats.inc(repeats);
    run.state.evict();
    if (run.state.dirtyCount > this.settings.dirtyEntitiesMax || run.state.isCrowded) this.checkpoints?.nudge();
    return { matched, revised, poison };
  }

  private matchOne(
    run: PartitionRun,
    accepted: TransactionAcceptedV1,
    cause: LogRecord,
    revised: OutRecord[],
  ): MatchedTransaction | undefined {
    const { id, tenantId } = accepted.transaction;
    const span = tracer.startSpan(
      'cep match',
      { attributes: { 'caracal.tenant': tenantId, 'caracal.transaction': id } },
      contextFrom(cause.headers),
    );
    try {
      const out = run.matcher.match(accepted, this.clock.now(), cause.offset + 1);
      if (out === undefined) {
        span.setAttribute('caracal.repeat', true);
        return undefined;
      }
      const traceparent = traceparentOf(span);
      const { signal, revisions, sessions, inPlace, late } = out;
      if (inPlace > 0) cepMetrics.late.inc({ what: 'in_place' }, inPlace);
      for (const { reason } of late?.entities ?? []) cepMetrics.late.inc({ what: reason });
      for (const revision of revisions) revised.push(this.outgoing.revision(revision, cause, traceparent));
      for (const session of sessions) revised.push(this.outgoing.session(session, cause, traceparent));
      if (late !== undefined) revised.push(this.outgoing.late(late, cause, traceparent));
      return { signal, cause, traceparent };
    } finally {
      span.end();
    }
  }

  private handled({ matched, revised, poison }: Matching): Handled {
    const signals = matched.map(({ signal, cause, traceparent }) => this.outgoing.signal(signal, cause, traceparent));
    const publish = revised.length === 0 ? signals : [...signals, ...revised];
    return poison.length === 0 ? { publish } : { publish, poison };
  }

  /** Sends what has come about without a transaction, a part at a time: transactions go on in between. */
  async passTime(): Promise<void> {
    for (const run of this.runs.values()) {
      for (;;) {
        const told = run.matcher.passTime(this.clock.now());
        for (const revision of told?.revisions ?? []) run.unsent.push(this.outgoing.revision(revision, undefined));
        for (const session of told?.sessions ?? []) run.unsent.push(this.outgoing.session(session, undefined));
        if (run.unsent.length > 0) {
          const sent = run.unsent.length;
          await this.log.append(run.unsent);
          run.unsent.splice(0, sent);
          // After a crash nobody would know that it was sent.
          this.checkpoints?.nudge();
        }
        if (told === undefined) break;
        await nextTurn();
      }
    }
  }

  private bytesMax(): number {
    return this.settings.stateBytesMax / Math.max(1, this.runs.size);
  }

  /** Changed entities can't be let go before they are saved: while saving fails, taking waits, and memory stays bounded. */
  private checkRoom({ state }: PartitionRun): void {
    if (state.bytes <= 2 * state.bytesMax) return;
    state.evict();
    if (state.bytes <= 2 * state.bytesMax) return;
    this.checkpoints?.nudge();
    throw new CaracalError('unavailable', 'changed entities wait for a checkpoint');
  }

  /** Saves what changed in every partition now. */
  async checkpointAll(): Promise<void> {
    for (const [partition, run] of this.runs) {
      await this.checkpoint(partition, run);
      // Each partition's share shrinks when more are assigned; one without traffic gives its part back here.
      run.state.bytesMax = this.bytesMax();
      run.state.evict();
    }
    this.measure();
  }

  private async checkpoint(partition: number, run: PartitionRun): Promise<void> {
    // A checkpoint would say that it had been sent.
    if (run.unsent.length > 0) return;
    const stop = cepMetrics.checkpointTime.startTimer();
    try {
      const saved = await run.checkpointer.run();
      stop();
      if (saved > 0) cepMetrics.saved.inc(saved);
    } catch (error) {
      cepMetrics.checkpointFailures.inc();
      logger.warn({ err: error, partition }, 'checkpoint failed; trying again later');
      // Somebody else owns the partition now, and this process has not been told yet.
      if (error instanceof CaracalError && error.code === 'conflict') run.checkpointer.abandon();
    }
  }

  private measure(): void {
    cepMetrics.entities.set([...this.runs.values()].reduce((sum, { state }) => sum + state.size, 0));
    cepMetrics.stateBytes.set(this.stateBytes);
  }
}

/** What came of a batch of transactions. */
export interface Matching {
  readonly matched: readonly MatchedTransaction[];
  /** What it changes for earlier transactions, what it says of sessions, and which ones came too late: to be published with what comes of `matched`. */
  readonly revised: readonly OutRecord[];
  readonly poison: { readonly record: LogRecord; readonly error: unknown }[];
}

export interface MatchedTransaction {
  readonly signal: SignalV1;
  /** The record of the transaction. */
  readonly cause: LogRecord;
  /** Of the span in which it was matched. */
  readonly traceparent: string;
}

interface DecodedBatch {
  readonly items: Item[];
  readonly poison: { record: LogRecord; error: unknown }[];
}

type Item = { readonly record: LogRecord } & Taken;

function decode(records: readonly LogRecord[]): DecodedBatch {
  const batch: DecodedBatch = { items: [], poison: [] };
  for (const record of records) {
    try {
      batch.items.push(record.headers['ce_type'] === labelV1.type ? labelOf(record) : acceptedOf(record));
    } catch (error) {
      batch.poison.push({ record, error });
    }
  }
  return batch;
}

function acceptedOf(record: LogRecord): Item {
  const accepted = decodeOnce(topics.transactions.codec, record);
  const problem = problemWith(accepted);
  if (problem !== undefined) throw new CaracalError('invalid_request', problem);
  return { record, accepted };
}

/** As `RouteLabelsHandler` writes it. */
function labelOf(record: LogRecord): Item {
  const label = labelV1.decode(record.value);
  const problem = problemWithLabel(label);
  if (problem !== undefined) throw new CaracalError('invalid_request', problem);
  return { record, label };
}

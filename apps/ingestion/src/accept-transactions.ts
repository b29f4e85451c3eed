// The life of a posted transaction in this service: claim, append, wait for the decision, or answer by a lower rung.
// Answer and work are apart: the answer leaves at its deadline, the work goes on until the log has the transaction.
import type { BeforeApplicationShutdown, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { decisionV1, HybridLogicalClock, type DecisionV1, type TransactionV1 } from '#contracts';
import { type Clock, faultPoint } from '#kernel';
import type { EventLog, OutRecord } from '#messaging';
import type { DecisionReader } from '#persistence';
import { counter, logger, traceparentOf } from '#telemetry';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Acceptance, Accepted } from './acceptance.js';
import type { Claim, ClaimResult, ClaimStore } from './claim-store.js';
import { DeadlineWheel } from './deadline-wheel.js';
import { DrainSpool } from './drain-spool.js';
import { type Appended, EnterTransactions } from './enter-transactions.js';
import { GroupCommit } from './group-commit.js';
import { decisionRecord, transactionRecords } from './outgoing-records.js';
import type { RecentDecisions } from './recent-decisions.js';
import type { ReplyInbox } from './reply-inbox.js';
import type { Spool } from './spool.js';
import { spoolEntry } from './spool-entry.js';
import type { StandIn } from './stand-in.js';
import { isFirst, isYoung, waitingFor, type Waiting } from './waiting.js';

export interface AcceptanceSettings {
  /** How long before its deadline a request is answered by the stand-in, milliseconds. */
  readonly answerMarginMs: number;
  /** Requests that may wait at once. */
  readonly inFlightMax: number;
  /** Transactions in the log whose decision has not come; beyond it the pipeline is behind, and more would only wait. */
  readonly undecidedMax: number;
}

const REPEAT_POLL_MS = 25;
const STOP_MS_MAX = 5000;
const WARN_EVERY_MS = 5000;
const FORGET_AFTER_MS = 60_000;
const FORGET_EVERY_MS = 5000;

const answers = counter('answers_total', 'Answers to posted transactions', ['answered_by']);
const notAccepted = counter('not_accepted_total', 'Transactions refused because nothing durable was in reach');

export class AcceptTransactions implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly waiting = new Map<string, Waiting>();
  private readonly deadlines: DeadlineWheel<Waiting>;
  private readonly entering: EnterTransactions;
  private readonly appending: GroupCommit<readonly OutRecord[], undefined>;
  private readonly draining: DrainSpool;
  private readonly hlc = new HybridLogicalClock();
  private readonly underWay = new Set<string>();
  private forgetting: NodeJS.Timeout | undefined;
  private inFlight = 0;
  /** Of those in `waiting`, how many the log has. What only the spool has is no load on anybody yet. */
  private undecided = 0;
  private warnedAtMs = 0;

  constructor(
    private readonly clock: Clock,
    claims: ClaimStore,
    private readonly log: EventLog,
    private readonly spool: Spool,
    private readonly standIn: StandIn,
    private readonly decisions: DecisionReader,
    private readonly recent: RecentDecisions,
    private readonly replies: ReplyInbox,
    private readonly settings: AcceptanceSettings,
  ) {
    this.deadlines = new DeadlineWheel(
      () => clock.now(),
      (waiting) => void this.atDeadline(waiting),
    );
    this.entering = new EnterTransactions(claims, (waiting) => this.recordsOf(waiting, waiting.acceptance.transaction));
    this.appending = new GroupCommit(async (batch) => {
      await log.append(batch.flat());
      return batch.map(() => undefined);
    });
    this.draining = new DrainSpool(
      spool,
      { entering: this.entering, appending: this.appending, claims, decisions, log },
      () => clock.now(),
      (traceparent) => this.stamp(traceparent),
      (transactionId) => this.underWay.has(transactionId),
    );
    replies.onDecision((decision) => this.decided(decision));
  }

  onModuleInit(): void {
    this.forgetting = setInterval(() => this.forgetOverdue(), FORGET_EVERY_MS).unref();
    this.draining.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const until = this.clock.now() + STOP_MS_MAX;
    while (this.inFlight > 0 && this.clock.now() < until) await sleep(20);
  }

  async onApplicationShutdown(): Promise<void> {
    this.draining.stop();
    clearInterval(this.forgetting);
    this.deadlines.stop();
    await this.spool.close();
  }

  /** Whether one more request may be taken; asked before anything is accepted. */
  hasCapacity(): boolean {
    return this.inFlight < this.settings.inFlightMax && this.undecided < this.settings.undecidedMax;
  }

  /** Never rejects: what can go wrong is a value. Resolves at the latest at the acceptance's deadline. */
  async accept(acceptance: Acceptance): Promise<Accepted> {
    this.inFlight++;
    const accepted = await new Promise<Accepted>((resolve) => {
      const waiting = waitingFor(acceptance, resolve);
      if (acceptance.deadlineAtMs !== undefined)
        this.deadlines.add(acceptance.deadlineAtMs - this.settings.answerMarginMs, waiting);
      this.work(waiting).catch((error: unknown) => {
        logger.error({ err: error, transaction: acceptance.transaction.id }, 'acceptance failed');
        this.settle(waiting, { kind: 'unavailable' });
      });
    });
    this.inFlight--;
    return accepted;
  }

  private async work(waiting: Waiting): Promise<void> {
    const { transaction } = waiting.acceptance;
    this.underWay.add(transaction.id);
    try {
      const claim = await this.claim(waiting);
      waiting.isNew = claim?.kind === 'appended' || claim?.kind === 'new';
      if (claim?.kind === 'appended') return await this.appended(waiting, transaction);
      this.waiting.delete(transaction.id);
      if (claim === undefined) return await this.acceptIntoSpool(waiting);
      waiting.timing.claim = performance.now() - waiting.startedAt;
      await faultPoint('ingestion.claimed');
      if (claim.kind === 'new') await this.send(waiting, transaction);
      else if (claim.kind === 'same') await this.repeatFirstAnswer(waiting, claim.transactionId);
      else this.settle(waiting, claim);
    } finally {
      this.underWay.delete(transaction.id);
      if (this.spool.has(transaction.id)) this.draining.soon();
    }
  }

  /** Undefined when the store is away. */
  private async claim(waiting: Waiting): Promise<ClaimResult | Appended | undefined> {
    const { transaction, idempotencyKey, bodyHash } = waiting.acceptance;
    const claim: Claim = {
      tenantId: transaction.tenantId,
      livemode: transaction.livemode,
      externalId: transaction.externalId,
      idempotencyKey,
      transactionId: transaction.id,
      bodyHash,
    };
    try {
      return await this.entering.add({ claim, waiting });
    } catch (error) {
      this.warnOfOutage(error);
      return undefined;
    }
  }

  /** One line an outage and while, not one a request. */
  private warnOfOutage(error: unknown): void {
    const now = this.clock.now();
    if (now - this.warnedAtMs < WARN_EVERY_MS) return;
    this.warnedAtMs = now;
    logger.warn({ err: error }, 'claims can not be stored; the spool takes over');
  }

  private async send(waiting: Waiting, transaction: TransactionV1): Promise<void> {
    await this.appending.add(this.recordsOf(waiting, transaction)).catch((error: unknown) => {
      // Nobody will decide it; a repeat has to send it.
      this.waiting.delete(transaction.id);
      throw error;
    });
    await this.appended(waiting, transaction);
  }

  /** What to append, and from now on its decision is waited for. */
  private recordsOf(waiting: Waiting, transaction: TransactionV1): OutRecord[] {
    const { deadlineAtMs, span } = waiting.acceptance;
    const { partition } = this.replies;
    const awaited = deadlineAtMs !== undefined && !waiting.answered && partition !== undefined;
    if (awaited) this.waiting.set(transaction.id, waiting);
    const replyTo = { partition: partition ?? 0, deadlineAtMs: deadlineAtMs ?? 0, awaited };
    return transactionRecords(this.log, transaction, replyTo, this.stamp(traceparentOf(span)));
  }

  private async appended(waiting: Waiting, transaction: TransactionV1): Promise<void> {
    const { deadlineAtMs } = waiting.acceptance;
    waiting.inLog = true;
    if (isFirst(waiting) && this.waiting.get(transaction.id) === waiting) this.undecided++;
    waiting.timing.append = performance.now() - waiting.startedAt - waiting.timing.claim;
    await faultPoint('ingestion.appended');
    if (deadlineAtMs === undefined)
      this.settle(waiting, {
        kind: 'accepted',
        transactionId: transaction.id,
        replayed: waiting.repeats !== undefined,
      });
  }

  /** Decisions that never come, as after a restart of this service's partition, must not count as open for ever. */
  private forgetOverdue(): void {
    const before = performance.now() - FORGET_AFTER_MS;
    for (const [id, waiting] of this.waiting) {
      if (waiting.startedAt > before) return;
      this.forget(id, waiting);
    }
  }

  private forget(id: string, waiting: Waiting): void {
    this.waiting.delete(id);
    if (isFirst(waiting) && waiting.inLog) this.undecided--;
  }

  private decided(decision: DecisionV1): void {
    const waiting = this.waiting.get(decision.transaction.id);
    if (!waiting) return;
    this.forget(decision.transaction.id, waiting);
    if (waiting.answered || waiting.standsIn) return;
    this.recent.add(decision);
    this.settleDecided(waiting, decision, waiting.repeats !== undefined);
  }

  private async atDeadline(waiting: Waiting): Promise<void> {
    if (waiting.answered) return;
    const { acceptance, repeats } = waiting;
    // What the store hasn't said yet, the spool may know of repeats that came just now.
    if (repeats === undefined && !waiting.isNew) return await this.acceptIntoSpool(waiting);
    if (repeats === undefined) return await this.answerByStandIn(waiting, acceptance);
    // Of two in one batch the first may have got its answer at this very moment.
    const decision = this.recent.get(repeats);
    if (decision) this.settleDecided(waiting, decision, true);
    else if (waiting.unstored && !isYoung(repeats, this.clock.now()))
      await this.answerByStandIn(waiting, { ...acceptance, transaction: { ...acceptance.transaction, id: repeats } });
    else this.settle(waiting, { kind: 'in_progress', transactionId: repeats });
  }

  /** The lowest rung. Its decision is durable before it leaves: in the log while that answers, else in the spool. */
  private async answerByStandIn(waiting: Waiting, acceptance: Acceptance): Promise<void> {
    const { transaction, span } = acceptance;
    waiting.standsIn = true;
    const decision = this.standIn.decide(acceptance.tenant, transaction, this.clock.now(), span.spanContext().traceId);
    this.recent.add(decision);
    const traceparent = traceparentOf(span);
    const appended = waiting.inLog ? this.appendStandIn(decision, traceparent) : undefined;
    if (appended && (await Promise.race([appended, sleep(this.settings.answerMarginMs / 2, false)])))
      return this.settleDecided(waiting, decision, false);
    try {
      await this.spool.add(spoolEntry(acceptance, decision, traceparent));
      this.draining.tell();
    } catch (error) {
      logger.error({ err: error }, 'the outage spool does not take entries');
      if (!waiting.inLog) {
        notAccepted.inc();
        return this.settle(waiting, { kind: 'unavailable' });
      }
    }
    this.settleDecided(waiting, decision, false);
    if (await appended) await this.draining.done(transaction.id);
    else this.draining.soon();
  }

  /** False when the log refuses. While it is away this waits. */
  private appendStandIn(decision: DecisionV1, traceparent: string): Promise<boolean> {
    return this.appending.add([decisionRecord(decision, this.stamp(traceparent))]).then(
      () => true,
      () => false,
    );
  }

  /** The claim could not be stored: the spool holds the transaction, and knows its own repeats. */
  private async acceptIntoSpool(waiting: Waiting): Promise<void> {
    if (waiting.answered) return;
    const { transaction, idempotencyKey, bodyHash, deadlineAtMs } = waiting.acceptance;
    const first = this.spool.find(transaction.tenantId, transaction.livemode, transaction.externalId, idempotencyKey);
    // This request's own, which its deadline met on its way to the disk.
    if (first?.transactionId === transaction.id) return;
    // One that is not on disk yet vouches for nothing.
    if (first) await this.spool.written();
    if (!first || !this.spool.has(first.transactionId)) {
      await this.answerByStandIn(waiting, waiting.acceptance);
      if (deadlineAtMs === undefined)
        this.settle(waiting, { kind: 'accepted', transactionId: transaction.id, replayed: false });
    } else if (first.bodyHash === bodyHash.toString('base64')) {
      this.settleDecided(waiting, decisionV1.decode(Buffer.from(first.decision, 'base64')), true);
    } else this.settle(waiting, { kind: 'conflict', on: first.externalId === transaction.externalId ? 'id' : 'key' });
  }

  /**
   * A repeat: the first answer from memory or the store; if there is none, the first attempt died early, so go on from
   * there. What nobody decided long after it was accepted is answered by the stand-in, at the deadline.
   */
  private async repeatFirstAnswer(waiting: Waiting, transactionId: string): Promise<void> {
    waiting.repeats = transactionId;
    const { acceptance } = waiting;
    let sent = this.waiting.has(transactionId) || this.spool.has(transactionId);
    while (!waiting.answered && !waiting.standsIn) {
      const decision = this.recent.get(transactionId) ?? (await this.storedAnswer(waiting, transactionId));
      if (decision) return this.settleDecided(waiting, decision, true);
      if (!sent) {
        sent = true;
        await this.send(waiting, { ...acceptance.transaction, id: transactionId });
      }
      await sleep(REPEAT_POLL_MS);
    }
  }

  private async storedAnswer(waiting: Waiting, transactionId: string): Promise<DecisionV1 | undefined> {
    try {
      const stored = await this.decisions.byTransactionId(waiting.acceptance.tenant.id, transactionId);
      waiting.unstored = stored === undefined;
      return stored?.answered;
    } catch (error) {
      waiting.unstored = false;
      logger.warn({ err: error }, 'stored decisions can not be read');
      return undefined;
    }
  }

  private settleDecided(waiting: Waiting, decision: DecisionV1, replayed: boolean): void {
    if (waiting.answered) return;
    answers.inc({ answered_by: decision.answeredBy });
    const { timing } = waiting;
    timing.decide = performance.now() - waiting.startedAt - timing.claim - timing.append;
    this.settle(waiting, { kind: 'decided', decision, replayed, timing });
  }

  private settle(waiting: Waiting, accepted: Accepted): void {
    if (waiting.answered) return;
    waiting.answered = true;
    waiting.resolve(accepted);
  }

  private stamp(traceparent: string): { hlc: string; traceparent: string } {
    return { hlc: this.hlc.tick(this.clock.now()), traceparent };
  }
}

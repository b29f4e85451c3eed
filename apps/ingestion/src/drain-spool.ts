/**
 * What the spool vouched for while the database or the log was away, sent once they are back: each entry is claimed, and the
 * transaction and what its client was told go to the log. A payment that turns out to have been accepted before the outage, under
 * another id, keeps that; both ids find it from then on.
 */
import { decisionV1, transactionV1, type DecisionV1, type TransactionV1 } from '#contracts';
import type { EventLog, OutRecord } from '#messaging';
import type { DecisionReader } from '#persistence';
import { counter, gauge, logger } from '#telemetry';
import type { ClaimStore } from './claim-store.js';
import type { EnterTransactions } from './enter-transactions.js';
import type { GroupCommit } from './group-commit.js';
import { decisionRecord, transactionRecords } from './outgoing-records.js';
import type { Spool, SpoolEntry } from './spool.js';
import { standInId } from './stand-in.js';
import { isYoung } from './waiting.js';

const RETRY_MS = 1000;
const AT_ONCE = 100;

const spooled = gauge('spooled_transactions', 'Answered by the stand-in and not yet in the log');
const spoolConflicts = counter('spool_conflicts_total', 'Spooled transactions whose id or key turned out to be taken');
const spoolRepeats = counter(
  'spool_repeats_total',
  'Spooled transactions that had been accepted before, under another id',
);

export class DrainSpool {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly spool: Spool,
    private readonly to: {
      readonly entering: EnterTransactions;
      readonly appending: GroupCommit<readonly OutRecord[], undefined>;
      readonly claims: ClaimStore;
      readonly decisions: DecisionReader;
      readonly log: Pick<EventLog, 'partitionOf'>;
    },
    private readonly now: () => number,
    private readonly stamp: (traceparent: string) => { hlc: string; traceparent: string },
    /** Whether a request is still at work on it. */
    private readonly isUnderWay: (transactionId: string) => boolean,
  ) {}

  start(): void {
    this.tell();
    if (this.spool.size > 0) this.soon();
  }

  /** What is left is sent at the next start. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  soon(): void {
    if (this.stopped) return;
    this.timer ??= setTimeout(() => {
      this.drain()
        .catch((error: unknown) => logger.warn({ err: error, left: this.spool.size }, 'the spool waits for the log'))
        .finally(() => {
          this.timer = undefined;
          if (this.spool.size > 0) this.soon();
        })
        .catch(() => undefined);
    }, RETRY_MS);
  }

  /** The log has it now. */
  async done(transactionId: string): Promise<void> {
    if (this.stopped) return;
    await this.spool
      .done(transactionId)
      .catch((error: unknown) => logger.warn({ err: error }, 'an entry stays in the spool file'));
    this.tell();
  }

  tell(): void {
    spooled.set(this.spool.size);
  }

  private async drain(): Promise<void> {
    const entries = this.spool.pending().filter(({ transactionId }) => !this.isUnderWay(transactionId));
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      const results = await Promise.allSettled(entries.slice(from, from + AT_ONCE).map((entry) => this.send(entry)));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    }
  }

  private async send(entry: SpoolEntry): Promise<void> {
    const claimed = await this.to.entering.add({
      claim: { ...entry, idempotencyKey: entry.idempotencyKey, bodyHash: Buffer.from(entry.bodyHash, 'base64') },
      waiting: undefined,
    });
    const transaction = transactionV1.decode(Buffer.from(entry.transaction, 'base64'));
    const decision = decisionV1.decode(Buffer.from(entry.decision, 'base64'));
    if (claimed.kind === 'new') await this.append(entry, transaction, decision);
    else if (claimed.kind === 'same') {
      if (!(await this.sendRepeat(entry, transaction, decision, claimed.transactionId))) return;
    } else {
      // Two bodies under one id can't both be that payment; the first stays.
      spoolConflicts.inc();
      logger.error(
        { transaction: entry.transactionId, tenant: entry.tenantId },
        'spooled in vain: its id or key is taken',
      );
    }
    await this.done(entry.transactionId);
  }

  /** What the client was told counts for the payment, and the id that it was told finds it. */
  /** False while it can't be known whether the first attempt came to something. */
  private async sendRepeat(
    entry: SpoolEntry,
    transaction: TransactionV1,
    decision: DecisionV1,
    firstId: string,
  ): Promise<boolean> {
    const { tenantId, transactionId } = entry;
    const { claims, decisions } = this.to;
    await claims.addSecondId(tenantId, transactionId, firstId);
    const stored = await decisions.byTransactionId(tenantId, firstId);
    // Perhaps it is only on its way: written again, it would count twice where its entity is a busy one.
    if (stored === undefined && isYoung(firstId, this.now())) return false;
    // Accepted is what the log has, and the first attempt may have died before it had.
    const first = stored?.answered.transaction ?? { ...transaction, id: firstId };
    await this.append(entry, stored ? undefined : first, {
      ...decision,
      id: standInId(firstId),
      transaction: first,
    });
    spoolRepeats.inc();
    return true;
  }

  private async append(entry: SpoolEntry, transaction: TransactionV1 | undefined, decision: DecisionV1): Promise<void> {
    const replyTo = { partition: 0, deadlineAtMs: 0, awaited: false };
    const stamp = this.stamp(entry.traceparent);
    const accepted = transaction === undefined ? [] : transactionRecords(this.to.log, transaction, replyTo, stamp);
    await this.to.appending.add([...accepted, decisionRecord(decision, this.stamp(entry.traceparent))]);
  }
}

/**
 * Which signals of a transaction have come, whether it is complete, and whether it is too late to wait. One join serves
 * one partition of signals.v1 (all signals of a transaction share its key). Time is an argument; nothing is decided here.
 *
 * A transaction leaves the join at most once per rung: `degraded` when its deadline is near and something is missing,
 * `full` when everything has come. What comes again after that is ignored, as long as it is remembered.
 */
import { ENTITY_TYPES, type EntitySignalV1, type PatternMatchV1, type SignalV1 } from '#contracts';
import { strongestFirst, type Pace } from '#decisions';
import type { LogRecord } from '#messaging';

export interface JoinLimits {
  /** How long before the deadline a decision must leave, ms. */
  readonly marginMs: number;
  /** How long after its deadline (or its first signal, if nobody waits) a transaction may still become complete, ms. */
  readonly lateMs: number;
  /** Most transactions kept open; beyond it the oldest is given up. */
  readonly openMax: number;
  /** Most decided transactions remembered, so that repeats are recognised. */
  readonly decidedMax: number;
}

/** One signal as it was read from the log. */
export interface Arrival {
  readonly signal: SignalV1;
  readonly record: LogRecord;
}

/** A transaction to decide now, on the signals that have come. */
export interface JoinedTransaction {
  /** The first that came; its transaction and address are those of all. */
  readonly first: Arrival;
  /** All that have come. */
  readonly signals: readonly SignalV1[];
  /** In the order of `ENTITY_TYPES`, then of the names of declared types, whatever order they came in. */
  readonly entities: EntitySignalV1[];
  /** Strongest first. */
  readonly matches: PatternMatchV1[];
  /** Of patterns on trial: passed on, never decided on. */
  readonly shadowMatches: PatternMatchV1[];
  /** `full` where all signals have come. */
  readonly rung: 'full' | 'degraded';
  readonly arrived: number;
  /** Somebody waits and has had no reply to this transaction yet. */
  readonly reply: boolean;
}

/** How long after the deadline the sandbox's late card gets its full decision, ms. */
const SANDBOX_LATE_MS = 250;

export class SignalJoin {
  /** In the order of opening, which is the order of offsets. */
  private readonly open = new Map<string, OpenTransaction>();
  private readonly decided = new Set<string>();
  /** Transactions that were closed without a full decision since the start. */
  expired = 0;

  constructor(private readonly limits: JoinLimits) {}

  get openCount(): number {
    return this.open.size;
  }

  /** The offset of the oldest open transaction's first signal: a restart must read again from there. */
  holdFrom(): number | undefined {
    for (const { arrivals } of this.open.values()) return arrivals[0]!.record.offset;
    return undefined;
  }

  /** Takes a signal; gives the transaction back if this makes it complete. Repeats give nothing. */
  add(arrival: Arrival, pace: Pace, nowMs: number): JoinedTransaction | undefined {
    const { signal } = arrival;
    if (signal.partitions.length === 1 && pace === 'normal') return joined([arrival], 'full', signal.replyTo.awaited);

    const { id } = signal.transaction;
    if (this.decided.has(id)) return undefined;
    let transaction = this.open.get(id);
    if (!transaction) this.open.set(id, (transaction = this.opened(arrival, pace, nowMs)));
    else if (transaction.arrivals.some((earlier) => earlier.signal.partition === signal.partition)) return undefined;
    else transaction.arrivals.push(arrival);

    if (pace !== 'normal' || !isComplete(transaction)) return undefined;
    return this.decide(id, transaction, 'full');
  }

  /** What must be decided by now without being complete, and what a sandbox card held back. */
  due(nowMs: number): JoinedTransaction[] {
    const out: JoinedTransaction[] = [];
    for (const [id, transaction] of this.open) {
      if (nowMs >= transaction.answerAtMs) this.answer(id, transaction, out);
      else if (nowMs >= transaction.fullAtMs && isComplete(transaction)) out.push(this.decide(id, transaction, 'full'));
      else if (nowMs >= transaction.giveUpAtMs) this.giveUp(id, transaction, nowMs, out);
    }
    for (const [id, transaction] of this.open) {
      if (this.open.size <= this.limits.openMax) break;
      this.giveUp(id, transaction, nowMs, out);
    }
    return out;
  }

  private opened(first: Arrival, pace: Pace, nowMs: number): OpenTransaction {
    const { awaited, deadlineAtMs } = first.signal.replyTo;
    // After the deadline the waiting side has answered by itself: only the full decision is still news.
    const answerable = awaited && nowMs < deadlineAtMs;
    const untilMs = answerable ? deadlineAtMs : nowMs;
    const answerAtMs = answerable ? deadlineAtMs - this.limits.marginMs : pace === 'normal' ? Infinity : nowMs;
    const fullAtMs = pace === 'late' ? untilMs + SANDBOX_LATE_MS : Infinity;
    return { arrivals: [first], answered: false, pace, answerAtMs, fullAtMs, giveUpAtMs: untilMs + this.limits.lateMs };
  }

  private answer(id: string, transaction: OpenTransaction, out: JoinedTransaction[]): void {
    if (transaction.pace === 'slow') {
      out.push(this.decide(id, transaction, 'degraded'));
      return;
    }
    out.push(joined(transaction.arrivals, 'degraded', transaction.arrivals[0]!.signal.replyTo.awaited));
    transaction.answered = true;
    transaction.answerAtMs = Infinity;
  }

  /**
   * Stops waiting. Every transaction gets some decision: where nobody waits, or somebody still does, it is a degraded
   * one; where the deadline has passed, the waiting side has decided.
   */
  private giveUp(id: string, transaction: OpenTransaction, nowMs: number, out: JoinedTransaction[]): void {
    this.expired++;
    const { awaited, deadlineAtMs } = transaction.arrivals[0]!.signal.replyTo;
    const needed = !transaction.answered && (!awaited || nowMs < deadlineAtMs);
    if (needed) out.push(this.decide(id, transaction, 'degraded'));
    else this.close(id);
  }

  private decide(id: string, transaction: OpenTransaction, rung: 'full' | 'degraded'): JoinedTransaction {
    this.close(id);
    const { arrivals, answered } = transaction;
    return joined(arrivals, rung, arrivals[0]!.signal.replyTo.awaited && !answered);
  }

  private close(id: string): void {
    this.open.delete(id);
    this.decided.add(id);
    if (this.decided.size <= this.limits.decidedMax) return;
    for (const oldest of this.decided) {
      this.decided.delete(oldest);
      return;
    }
  }
}

interface OpenTransaction {
  readonly arrivals: Arrival[];
  readonly pace: Pace;
  /** A degraded decision was given. */
  answered: boolean;
  /** When the degraded decision is due; Infinity once given, or if there is none to give. */
  answerAtMs: number;
  /** When a full decision that was held back may leave; Infinity unless held back. */
  readonly fullAtMs: number;
  readonly giveUpAtMs: number;
}

function isComplete({ arrivals }: OpenTransaction): boolean {
  return arrivals.length === arrivals[0]!.signal.partitions.length;
}

function joined(arrivals: readonly Arrival[], rung: 'full' | 'degraded', reply: boolean): JoinedTransaction {
  const first = arrivals[0]!;
  const alone = arrivals.length === 1;
  const entities = alone ? first.signal.entities : arrivals.flatMap(({ signal }) => signal.entities);
  const matches = alone ? first.signal.matches : arrivals.flatMap(({ signal }) => signal.matches);
  const shadowMatches = alone ? first.signal.shadowMatches : arrivals.flatMap(({ signal }) => signal.shadowMatches);
  return {
    first,
    signals: arrivals.map(({ signal }) => signal),
    entities: inOrder(entities),
    matches: strongestFirst(matches),
    shadowMatches,
    rung,
    arrived: arrivals.length,
    reply,
  };
}

function inOrder(entities: EntitySignalV1[]): EntitySignalV1[] {
  return entities.sort((a, b) => rankOf(a) - rankOf(b) || (a.entityType < b.entityType ? -1 : 1));
}

function rankOf({ entityType }: EntitySignalV1): number {
  const place = (ENTITY_TYPES as readonly string[]).indexOf(entityType);
  return place < 0 ? ENTITY_TYPES.length : place;
}

import { madeAtMs } from '#contracts';
import type { Acceptance, Accepted, Timing } from './acceptance.js';

/** By then a decision is stored, or nobody will make it any more: its record was dead-lettered, or its answer died here. */
const LOST_AFTER_MS = 60_000;

/** One request under way. */
export interface Waiting {
  readonly acceptance: Acceptance;
  readonly timing: Timing;
  readonly startedAt: number;
  readonly resolve: (accepted: Accepted) => void;
  answered: boolean;
  /** Its id and key are known to be new; until then it may be a repeat. */
  isNew: boolean;
  /** The stand-in has decided and its decision is on its way to something durable: no other may be the answer now. */
  standsIn: boolean;
  inLog: boolean;
  /** A repeat of an earlier request: no rung may answer it that the first one wasn't answered by. */
  repeats: string | undefined;
  /** The store was asked for the first answer of `repeats` and had none. */
  unstored: boolean;
}

/** A request as it comes in; `resolve` is told its answer once. */
export function waitingFor(acceptance: Acceptance, resolve: (accepted: Accepted) => void): Waiting {
  return {
    acceptance,
    timing: { claim: 0, append: 0, decide: 0 },
    startedAt: performance.now(),
    resolve,
    answered: false,
    isNew: false,
    standsIn: false,
    inLog: false,
    repeats: undefined,
    unstored: false,
  };
}

/** What is sent once more may have been decided long ago, and then nothing comes: that is no load. */
export function isFirst({ repeats }: Waiting): boolean {
  return repeats === undefined;
}

/** Whether the decision of a transaction that is not stored may still be on its way. */
export function isYoung(transactionId: string, nowMs: number): boolean {
  return nowMs - madeAtMs(transactionId) <= LOST_AFTER_MS;
}

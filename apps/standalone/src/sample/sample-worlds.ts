/**
 * What the sample consists of: a small world with a past of 30 days, which goes on in real time, and a large one that
 * begins now and gives the stream its rate. They share merchants but no account holder, so nobody lives twice. Pure:
 * the same moments give the same events in every run of the process.
 */
import { simulate, type SimulatedEvent } from '../../../../packs/card-payments/src/simulate.js';

const DAY_MS = 86_400_000;
export const SEED = 'caracal';
const HISTORY_DAYS = 30;
const HISTORY_ACCOUNTS = 2_000;
const HISTORY_PER_DAY = 1_200;
/** Enough people that two payments a second leave each with a life of their own. */
const LIVE_ACCOUNTS = 20_000;
const LIVE_PER_SECOND = 2;

/** Without end: the past first, then what follows from it (payments and late labels) as time goes by. */
export function historyWorld(startedAtMs: number): Generator<SimulatedEvent, void, undefined> {
  return simulate({
    seed: SEED,
    runPrefix: `history-${startedAtMs.toString(36)}`,
    fromMs: startedAtMs - HISTORY_DAYS * DAY_MS,
    accounts: HISTORY_ACCOUNTS,
    paymentsPerDay: HISTORY_PER_DAY,
  });
}

/** Without end. */
export function liveWorld(fromMs: number): Generator<SimulatedEvent, void, undefined> {
  return simulate({
    seed: SEED,
    runPrefix: `live-${fromMs.toString(36)}`,
    fromMs,
    firstAccount: HISTORY_ACCOUNTS,
    accounts: LIVE_ACCOUNTS,
    paymentsPerDay: LIVE_PER_SECOND * 86_400,
  });
}

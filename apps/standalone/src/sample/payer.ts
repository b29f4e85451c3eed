/**
 * What a payer does who is asked for a code. The honest ones nearly always enter it; a thief doesn't have it, and guesses
 * or gives up. Pure: the same payment always has the same payer.
 */
import { Random } from '../../../../packs/card-payments/src/random.js';
import { SEED } from './sample-worlds.js';

export interface PayerPlan {
  /** Until the first code is entered. */
  readonly afterMs: number;
  /** Between two codes. */
  readonly pauseMs: number;
  /** Wrong codes that come first. */
  readonly wrong: number;
  readonly then: 'enter' | 'cancel' | 'leave';
}

/** As many as a challenge allows. */
const GUESSES = 5;

export function payerPlan(externalId: string, isFraud: boolean): PayerPlan {
  const random = new Random(`${SEED}/payer/${externalId}`);
  const times = { afterMs: random.int(4_000, 45_000), pauseMs: random.int(3_000, 15_000) };
  const draw = random.next();
  if (!isFraud)
    return {
      ...times,
      wrong: random.chance(0.1) ? 1 : 0,
      then: draw < 0.94 ? 'enter' : draw < 0.97 ? 'cancel' : 'leave',
    };
  if (draw < 0.3) return { ...times, wrong: GUESSES, then: 'leave' };
  return { ...times, wrong: random.chance(0.3) ? random.int(1, 3) : 0, then: draw < 0.45 ? 'cancel' : 'leave' };
}

/** A six-digit code that isn't this one. */
export function wrongCode(right: string): string {
  return ((Number(right) + 1) % 1_000_000).toString().padStart(6, '0');
}

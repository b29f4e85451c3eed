/** What every typology is made of: a crime that begins at a moment and plans payments from then on. */
import { hostingIp } from '../geography.js';
import { emailOf, newDevice, type Holder, type Payer } from '../holder.js';
import type { Market } from '../merchants.js';
import type { Random } from '../random.js';
import type { Planned, TypologyName } from '../simulated-event.js';

export interface Typology {
  readonly name: TypologyName;
  /** Its part of all payments that typologies make, relative to the others. */
  readonly share: number;
  /** Payments per crime, on average; with `share` it says how often the crime is committed. */
  readonly paymentsMean: number;
  commit(scene: Scene): void;
}

export interface Scene {
  readonly random: Random;
  readonly market: Market;
  readonly atMs: number;
  /** Any honest holder, who becomes the victim (or, in first-party fraud, turns out not to be honest). */
  holder(): Holder;
  /** Plans a payment at or after `atMs`; the typology's name is added. */
  plan(payment: Planned): void;
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** An account that a fraudster opened for this crime, `ageMs` ago. */
export function throwAwayPayer(random: Random, atMs: number, ageMs: number): Payer {
  const tag = random.letters(8);
  return { accountId: `acc_${tag}`, createdAtMs: Math.floor(atMs - ageMs), email: emailOf(random, tag) };
}

/** A script's own device on a rented server. */
export function botRig(random: Random): { deviceId: string; ip: string } {
  return { deviceId: newDevice(random), ip: hostingIp(random) };
}

/** Whether the issuer lets it through, and what it says if not. */
export function attempt(
  random: Random,
  declineProbability: number,
  reason: string,
): { outcome: 'authorised' | 'declined'; attributes: Record<string, string> } {
  return random.chance(declineProbability)
    ? { outcome: 'declined', attributes: { decline_reason: reason } }
    : { outcome: 'authorised', attributes: {} };
}

/**
 * What becomes known after a payment, and when. Labels are late and imperfect, as in life: most frauds come back as a
 * chargeback after days, some get only a warning or a call, some nothing; and good payments are disputed too, until the
 * merchant shows that they were.
 */
import type { Random } from './random.js';
import type { Planned, Refund, SimulatedEventType } from './simulated-event.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Outlook {
  event(afterMs: number, event: SimulatedEventType): void;
  refund(refund: Refund): void;
}

/** @param disputes - what becomes of disputes, drawn apart: all else is the same whatever becomes of them */
export function aftermathOf(random: Random, disputes: Random, payment: Planned, outlook: Outlook): void {
  if (payment.outcome !== 'authorised') return;
  if (payment.merchant.category.ships && random.chance(0.8)) outlook.event(random.between(2, 60) * HOUR_MS, 'captured');
  if (payment.refund) outlook.refund(payment.refund);
  else if (payment.recourse === 'cheated') cheated(random, outlook);
  else if (payment.recourse === 'friendly') disputed(random, disputes, outlook);
  else if (!payment.fraud) satisfied(random, disputes, payment, outlook);
}

/** Seven of ten are charged back; a bank's warning often comes first; some holders call within hours; some never look. */
function cheated(random: Random, outlook: Outlook): void {
  if (random.chance(0.12)) outlook.event(random.between(0.2, 12) * HOUR_MS, 'customer_denied');
  if (random.chance(0.25)) outlook.event(random.between(8, 72) * HOUR_MS, 'early_fraud_warning');
  if (random.chance(0.7)) outlook.event(disputeDelay(random), 'chargeback');
}

function satisfied(random: Random, disputes: Random, payment: Planned, outlook: Outlook): void {
  const isRemote = payment.channel === 'card_not_present' || payment.channel === 'wallet';
  if (isRemote && random.chance(0.015))
    outlook.refund({
      afterMs: random.between(1, 20) * DAY_MS,
      amountMinor: payment.amountMinor,
      reason: random.pick(['changed_mind', 'changed_mind', 'not_as_described', 'not_received']),
      fraud: false,
    });
  else if (isRemote && random.chance(0.0004)) disputed(random, disputes, outlook);
  else if (random.chance(0.002)) outlook.event(random.between(0.05, 3) * HOUR_MS, 'customer_confirmed');
}

/** Of a good payment: the merchant wins four of ten, one to three weeks later. */
function disputed(random: Random, disputes: Random, outlook: Outlook): void {
  const afterMs = disputeDelay(random);
  outlook.event(afterMs, 'chargeback');
  if (disputes.chance(0.4)) outlook.event(afterMs + disputes.between(7, 21) * DAY_MS, 'chargeback_reversed');
}

/** Median nine days, at least two, at most two months. */
function disputeDelay(random: Random): number {
  return Math.min(60, Math.max(2, random.logNormal(9, 0.6))) * DAY_MS;
}

/** What a simulation yields, and what it plans before it yields it. */
import type { TransactionRequest } from '#contracts';
import type { Card, Holder, Payer } from './holder.js';
import type { Merchant } from './merchants.js';

export type TypologyName =
  | 'card_testing'
  | 'account_takeover'
  | 'bust_out'
  | 'stolen_card_abroad'
  | 'mule_merchant'
  | 'friendly_fraud'
  | 'refund_abuse'
  | 'bot_signup'
  | 'gift_card_drain';

/**
 * What is true of a payment, known to nobody at its time. Friendly fraud is `fraud: false` with a typology: the card
 * holder paid, and disputes it all the same.
 */
export interface Truth {
  readonly fraud: boolean;
  readonly typology?: TypologyName;
}

export interface SimulatedTransaction {
  readonly kind: 'transaction';
  readonly atMs: number;
  readonly request: TransactionRequest;
  readonly truth: Truth;
}

export type SimulatedEventType =
  | 'captured'
  | 'refunded'
  | 'chargeback'
  | 'chargeback_reversed'
  | 'early_fraud_warning'
  | 'customer_confirmed'
  | 'customer_denied';

/** Something that became known about the transaction `externalId` (the `id` of its request), after it. */
export interface SimulatedLabel {
  readonly kind: 'event';
  readonly atMs: number;
  readonly externalId: string;
  readonly event: SimulatedEventType;
}

export type SimulatedEvent = SimulatedTransaction | SimulatedLabel;

/** A payment that will happen, before it has an id. */
export interface Planned {
  readonly atMs: number;
  readonly payer: Payer;
  readonly merchant: Merchant;
  readonly amountMinor: number;
  readonly channel: 'card_not_present' | 'card_present' | 'wallet' | 'atm';
  readonly outcome: 'authorised' | 'declined' | 'refunded';
  readonly card?: Card;
  readonly deviceId?: string;
  readonly ip?: string;
  readonly location?: { readonly lat: number; readonly lon: number };
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly typology?: TypologyName;
  readonly fraud: boolean;
  /** Who would complain: the cheated card holder, an honest one who forgot or lies, or nobody. */
  readonly recourse: 'cheated' | 'friendly' | 'nobody';
  /** This payment is given back, this much later; whether that is the fraud is said here, not by the purchase. */
  readonly refund?: Refund;
  /** The honest holder whose card or account it is; gets a new card once fraud is known. */
  readonly holder?: Holder;
}

export interface Refund {
  readonly afterMs: number;
  readonly amountMinor: number;
  readonly reason: 'changed_mind' | 'not_received' | 'not_as_described';
  readonly fraud: boolean;
}

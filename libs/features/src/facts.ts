/**
 * What histories keep of a transaction, as numbers: read once per transaction, then stored by each of its entities in
 * the columns that its type has. The input is structural, so that a decoded `TransactionV1` fits as it is.
 */
import { hash32, hash53 } from './hash.js';
import { NO_LOCATION, packLocation } from './location.js';

export type EntityType = 'account' | 'card' | 'device' | 'ip' | 'merchant';

type Maybe<T> = T | null | undefined;

export interface FeatureTransaction {
  readonly id: string;
  /** Unix milliseconds. */
  readonly occurredAtMs: number;
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly channel: string;
  readonly outcome: string;
  readonly account?: Maybe<{ readonly id: string; readonly createdAtMs: number }>;
  readonly card?: Maybe<{ readonly fingerprint: string; readonly country: string }>;
  readonly device?: Maybe<{ readonly id: string; readonly ip: string }>;
  readonly merchant?: Maybe<{ readonly id: string; readonly country: string }>;
  readonly location?: Maybe<{ readonly lat: number; readonly lon: number }>;
  readonly attributes?: readonly { readonly name: string; readonly text?: Maybe<string> }[];
}

/** Places in the facts of a transaction. `PAYER` is the card, or the account where there is no card. `CURRENCY` is 0 for none. */
export const TIME = 0;
export const AMOUNT = 1;
export const ID = 2;
export const TAGS = 3;
export const LOCATION = 4;
export const ACCOUNT = 5;
export const CARD = 6;
export const DEVICE = 7;
export const MERCHANT = 8;
export const PAYER = 9;
export const CURRENCY = 10;
export const FACTS_LENGTH = 11;

/** Bits of `TAGS`; the merchant's country follows from bit 3 on, as two letters of 8 bits, 0 for none. */
export const DECLINED = 1;
export const RETURNED = 2;
export const NOT_PRESENT = 4;
export const COUNTRY_SHIFT = 3;
/** An event with one of these moved no money to the merchant. */
export const NOT_SPENT = DECLINED | RETURNED;

/** Reads `transaction` into `facts` (length `FACTS_LENGTH`), which the caller reuses. */
export function readFacts(transaction: FeatureTransaction, facts: Float64Array): void {
  const { account, card, device, merchant, location } = transaction;
  const cardHash = card ? hash32(card.fingerprint) : 0;
  const accountHash = account ? hash32(account.id) : 0;
  facts[TIME] = transaction.occurredAtMs;
  facts[AMOUNT] = transaction.amountMinor;
  facts[ID] = hash53(transaction.id);
  facts[TAGS] = tagsOf(transaction.outcome, transaction.channel, merchant ? merchant.country : '');
  facts[LOCATION] = location ? packLocation(location.lat, location.lon) : NO_LOCATION;
  facts[ACCOUNT] = accountHash;
  facts[CARD] = cardHash;
  facts[DEVICE] = device ? hash32(device.id) : 0;
  facts[MERCHANT] = merchant ? hash32(merchant.id) : 0;
  facts[PAYER] = cardHash === 0 ? accountHash : cardHash;
  facts[CURRENCY] = packCurrency(transaction.currency);
}

export function isReturned(outcome: string): boolean {
  return outcome === 'refunded' || outcome === 'reversed';
}

/** Three letters in 15 bits. */
function packCurrency(currency: string): number {
  if (currency.length !== 3) return 0;
  return ((currency.charCodeAt(0) & 31) << 10) | ((currency.charCodeAt(1) & 31) << 5) | (currency.charCodeAt(2) & 31);
}

function tagsOf(outcome: string, channel: string, country: string): number {
  let tags = 0;
  if (outcome === 'declined') tags |= DECLINED;
  else if (isReturned(outcome)) tags |= RETURNED;
  if (channel === 'card_not_present') tags |= NOT_PRESENT;
  if (country.length === 2) {
    tags |= (((country.charCodeAt(0) & 0xff) << 8) | (country.charCodeAt(1) & 0xff)) << COUNTRY_SHIFT;
  }
  return tags;
}

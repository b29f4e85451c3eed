/**
 * The reasons that a model gives, as codes that never change their meaning, so that payment systems can act on them. The
 * list is closed: it may grow with a release, and nothing in it is renamed or taken out. What it says to people is for
 * analysts; what the payer may be told stands apart, and gives away neither rule nor limit. docs/REASONS.md says it all.
 */
import type { Outcome, ReasonV1 } from './records.js';

export interface ModelReason {
  /** What analysts read in lists. */
  readonly label: string;
  /** What it means, for whoever writes code against it. */
  readonly meaning: string;
  /** Safe to show to the payer. */
  readonly customerMessage: string;
}

/** By the group of the features that moved the score (`FEATURE_GROUPS`); `other`: none of them, or not known here. */
export const MODEL_REASON_OF_GROUP = {
  amount: 'UNUSUAL_AMOUNT',
  velocity: 'UNUSUAL_VELOCITY',
  attempts: 'FAILED_ATTEMPTS',
  refunds: 'UNUSUAL_REFUNDS',
  account: 'ACCOUNT_RISK',
  card: 'CARD_RISK',
  device: 'DEVICE_RISK',
  network: 'NETWORK_RISK',
  merchant: 'MERCHANT_RISK',
  location: 'LOCATION_RISK',
  time: 'UNUSUAL_TIME',
  channel: 'CHANNEL_RISK',
  other: 'OTHER_RISK',
} as const;

const CHECKED = 'This payment needs to be checked.';
const UNLIKE_YOU = 'This payment is unlike your other payments.';

/** What moved the score, and then what there is to say where nothing can be said of that. */
export const MODEL_REASONS = {
  UNUSUAL_AMOUNT: {
    label: 'Unusual amount',
    meaning: 'the amount, by itself or beside what this payer or merchant usually has',
    customerMessage: UNLIKE_YOU,
  },
  UNUSUAL_VELOCITY: {
    label: 'Unusual pace of payments',
    meaning: 'how many payments, to how many merchants, and how much money went by account or card in a while',
    customerMessage: UNLIKE_YOU,
  },
  FAILED_ATTEMPTS: {
    label: 'Failed attempts',
    meaning: 'payments that the payment system declined shortly before, or this one itself',
    customerMessage: 'Several attempts to pay did not succeed.',
  },
  UNUSUAL_REFUNDS: {
    label: 'Unusual refunds',
    meaning: 'refunds and reversals, of this payment or around it',
    customerMessage: CHECKED,
  },
  ACCOUNT_RISK: {
    label: 'Account',
    meaning: 'how old the account is, and since when it is known here',
    customerMessage: CHECKED,
  },
  CARD_RISK: {
    label: 'Card',
    meaning: 'since when the card is known here, and how many cards the account used',
    customerMessage: CHECKED,
  },
  DEVICE_RISK: {
    label: 'Device',
    meaning: 'a device that is new, missing, or shared by several accounts or cards',
    customerMessage: 'We do not recognise the device of this payment.',
  },
  NETWORK_RISK: {
    label: 'IP address',
    meaning: 'what was done from the IP address',
    customerMessage: CHECKED,
  },
  MERCHANT_RISK: {
    label: 'Merchant',
    meaning: 'a merchant that is new to this payer, or what happens at the merchant',
    customerMessage: CHECKED,
  },
  LOCATION_RISK: {
    label: 'Location',
    meaning: 'countries that differ, many countries, or a journey that is too fast',
    customerMessage: 'This payment was made from an unusual place.',
  },
  UNUSUAL_TIME: {
    label: 'Unusual time',
    meaning: 'the hour or the day of the payment',
    customerMessage: UNLIKE_YOU,
  },
  CHANNEL_RISK: {
    label: 'Channel',
    meaning: 'whether the card was there',
    customerMessage: CHECKED,
  },
  OTHER_RISK: {
    label: 'Other signals',
    meaning: 'features of your own without a group, or a code of another release',
    customerMessage: CHECKED,
  },
  SIGNALS_MISSING: {
    label: 'Signals missing',
    meaning: 'decided by the rules on the payment and what else had come in time',
    customerMessage: CHECKED,
  },
  MODEL_UNAVAILABLE: {
    label: 'No model',
    meaning: 'decided by the rules alone: there is no model, or it did not answer in time',
    customerMessage: CHECKED,
  },
  MODEL_UNEXPLAINED: {
    label: 'Not explained',
    meaning: 'the model gives a score and does not say what moved it',
    customerMessage: CHECKED,
  },
} as const satisfies Readonly<Record<string, ModelReason>>;

export type ModelReasonCode = keyof typeof MODEL_REASONS;
export const MODEL_REASON_CODES = Object.keys(MODEL_REASONS) as [ModelReasonCode, ...ModelReasonCode[]];

/** A stored code as one of the list: what another release wrote is `OTHER_RISK`. */
export function modelReasonCode(code: string): ModelReasonCode {
  return Object.hasOwn(MODEL_REASONS, code) ? (code as ModelReasonCode) : 'OTHER_RISK';
}

const OF_OUTCOME: Readonly<Record<Outcome, string | undefined>> = {
  approve: undefined,
  challenge: 'Please confirm that it is you.',
  review: CHECKED,
  decline: 'This payment could not be accepted. Please contact your bank.',
};

/**
 * What the payer may be told where the rule that decided has no message of its own: what the model saw first; else what
 * the outcome asks for. Nothing when approved.
 */
export function customerMessageOf(outcome: Outcome, reasons: readonly ReasonV1[]): string | undefined {
  const ofOutcome = OF_OUTCOME[outcome];
  if (ofOutcome === undefined) return undefined;
  const first = reasons.find(({ kind, weight }) => kind === 'model' && weight > 0);
  const seen = first && MODEL_REASONS[modelReasonCode(first.code)].customerMessage;
  return seen === undefined || seen === CHECKED ? ofOutcome : `${seen} ${ofOutcome}`;
}

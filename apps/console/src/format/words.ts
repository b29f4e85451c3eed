import type {
  CaseDetail,
  CaseSummary,
  ChallengeView,
  ConsoleReason,
  ExplanationStep,
  ExplanationView,
  LabelView,
  ModelStatus,
} from '../api/contract.js';
import type { LateTransaction } from '../api/contract.js';
import type { DecisionSummary, PatternHistoryEntry, PatternStatus, PatternTestRun } from '../api/contract.js';

/** The words an analyst reads in place of the API's codes. One table per set, so that nothing raw reaches the screen. */
export const OUTCOME_WORDS: Record<DecisionSummary['outcome'], string> = {
  approve: 'Approved',
  challenge: 'Challenged',
  review: 'In review',
  decline: 'Declined',
};

export const RUNG_WORDS: Record<DecisionSummary['answered_by'], { short: string; long: string }> = {
  full: { short: 'Full', long: 'All signals and the model answered in time' },
  degraded: { short: 'Partial', long: 'Some signals were late; rules decided on what had arrived' },
  stand_in: { short: 'Stand-in', long: 'No signals in time; the stand-in policy decided' },
};

export const CAUSE_WORDS: Record<CaseSummary['cause'], { short: string; long: string }> = {
  review: { short: 'Sent to review', long: 'The policy asked for a person' },
  worse_after_answer: { short: 'Got worse', long: 'What became known after the answer was given made it worse' },
  challenge_failed: { short: 'Step-up failed', long: 'The payer did not pass the one-time code' },
};

export const REASON_KIND_WORDS: Record<ConsoleReason['kind'], string> = {
  pattern: 'Pattern',
  rule: 'Rule',
  list: 'List',
  model: 'Model',
};

/** Why there is no waterfall. */
export const UNEXPLAINED_WORDS: Record<Exclude<ExplanationView['method'], 'tree_shap' | 'model_output'>, string> = {
  none: 'The model of this decision gives a score and does not say what moved it.',
  not_needed:
    'Plainly approved. What moved the score is kept of payments that were stopped, matched a pattern or scored 50 and more.',
  no_model: 'No model answered: the rules decided, and the score is the risk of the patterns that matched.',
  earlier_release:
    'Decided by an earlier release, which did not keep where the model begins; so these don’t add up to the score.',
};

/** Whose habit it is. */
export const HABIT_WORDS: Record<NonNullable<ExplanationStep['usual_of']>, { short: string; long: string }> = {
  account: { short: 'usual for this account', long: 'Median of the account’s earlier payments' },
  everyone: { short: 'usual in general', long: 'Median of good payments, as the model knows them' },
};

/** What a feature is about. */
export function groupWords(group: string): string {
  if (group === 'network') return 'IP address';
  return group.charAt(0).toUpperCase() + group.slice(1);
}

const ENTITY_WORDS: Readonly<Record<string, string>> = {
  account: 'Account',
  card: 'Card',
  device: 'Device',
  ip: 'IP address',
  merchant: 'Merchant',
};

/** One that a tenant declares is called as it was declared: `shipping_address` → `Shipping address` */
export function entityWords(type: string): string {
  return ENTITY_WORDS[type] ?? sentenceCase(type);
}

export const CHALLENGE_WORDS: Record<ChallengeView['status'], string> = {
  preparing: 'Being prepared',
  pending: 'Waiting for the payer',
  passed: 'Passed',
  failed: 'Failed',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

export const DELIVERY_WORDS: Record<NonNullable<ChallengeView['delivery']>, string> = {
  waiting: 'Being sent',
  delivered: 'Delivered',
  failed: 'Not delivered',
};

export const SENDER_WORDS: Record<NonNullable<ChallengeView['channel']>, string> = {
  sandbox: 'Sandbox outbox',
  webhook: 'Your webhook',
  email: 'Email',
};

export const LABEL_SOURCE_WORDS: Record<LabelView['source'], string> = {
  payment_system: 'Payment system',
  step_up: 'Step-up',
  analyst: 'Analyst',
};

export const VERDICT_WORDS: Record<LabelView['verdict'], string> = {
  fraud: 'Fraud',
  legitimate: 'Legitimate',
  unknown: 'Undetermined',
};

export const AUDIT_WORDS: Record<CaseDetail['audit'][number]['action'], string> = {
  opened: 'opened the case',
  assigned: 'assigned the case',
  unassigned: 'gave the case back',
  taken: 'took the case',
  approved: 'approved the payment',
  declined: 'declined the payment',
  undone: 'took the verdict back',
};

export const PATTERN_STATUS_WORDS: Record<PatternStatus, { short: string; long: string }> = {
  live: { short: 'Live', long: 'Its matches count in decisions' },
  shadow: { short: 'Shadow', long: 'On trial: matches are counted for comparison and decide nothing' },
  draft: { short: 'Draft', long: 'Saved, and not running' },
  retired: { short: 'Retired', long: 'No longer running' },
};

export const MODEL_STATUS_WORDS: Record<ModelStatus, { short: string; long: string }> = {
  champion: { short: 'Champion', long: 'Its probability decides' },
  tier2: { short: 'Second tier', long: 'Asked where the champion is in two minds' },
  draft: { short: 'Draft', long: 'Checked and kept; it answers nothing' },
  retired: { short: 'Retired', long: 'Answers no longer' },
};

export const PATTERN_ORIGIN_WORDS: Record<'pack' | 'tenant', { short: string; long: string }> = {
  pack: { short: 'Pack', long: 'Came with the installation' },
  tenant: { short: 'Own', long: 'Written here' },
};

/** What somebody did with a version: "put version 3 on trial". */
export const PATTERN_DEED_WORDS: Record<PatternHistoryEntry['action'], (version: string) => string> = {
  saved: (version) => `saved ${version}`,
  shadowed: (version) => `put ${version} on trial`,
  promoted: (version) => `promoted ${version}`,
  rolled_back: (version) => `rolled back to ${version}`,
  retired: (version) => `retired ${version}`,
};

export const PATTERN_ACTION_WORDS: Readonly<Record<string, string>> = {
  none: 'None',
  challenge: 'Challenge',
  review: 'Review',
  decline: 'Decline',
};

export const RUN_WORDS: Record<PatternTestRun['status'], string> = {
  matched: 'Matched',
  waiting: 'Waiting',
  moved: 'Went on',
  expired: 'Ran out of time',
  session_ended: 'Session ended',
  stopped: 'Stopped',
  skipped: 'Left out',
  shed: 'Given up',
};

export const LATE_REASON_WORDS: Record<LateTransaction['entities'][number]['reason'], { short: string; long: string }> =
  {
    beyond_lateness: { short: 'Later than allowed', long: 'It came later than payments are allowed to come' },
    beyond_reach: {
      short: 'Before what is kept',
      long: 'The payments that came after it are no longer kept, so its place among them is not known',
    },
  };

const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  card_not_present: 'Card, online',
  card_present: 'Card, in person',
  bank_transfer: 'Bank transfer',
  wallet: 'Wallet',
  atm: 'Cash machine',
  other: 'Other',
};
const EVENT_WORDS: Readonly<Record<string, string>> = {
  authorised: 'Authorised',
  captured: 'Captured',
  refunded: 'Refunded',
  chargeback: 'Chargeback',
  chargeback_reversed: 'Chargeback taken back',
  early_fraud_warning: 'Early fraud warning',
  early_fraud_warning_withdrawn: 'Early fraud warning taken back',
  customer_confirmed: 'Customer confirmed it',
  customer_denied: 'Customer denied it',
  customer_withdrawn: 'Customer took it back',
  step_up_passed: 'Passed the one-time code',
  step_up_failed: 'Did not pass the one-time code',
  analyst_approved: 'Approved by an analyst',
  analyst_declined: 'Declined by an analyst',
  analyst_withdrawn: 'Verdict taken back',
};

export const channelWords = (channel: string): string => CHANNEL_WORDS[channel] ?? sentenceCase(channel);
export const eventWords = (event: string): string => EVENT_WORDS[event] ?? sentenceCase(event);

/** `CARD_TESTING`, `step_up_passed`, `account-takeover` → "Card testing", "Step up passed", "Account takeover". */
export function sentenceCase(code: string): string {
  const words = code
    .replaceAll(/[_\-.]+/g, ' ')
    .trim()
    .toLowerCase();
  const spelt = words.replaceAll(/\b(ip|mcc|bin|otp|sms|avs|cvv|3ds|id|url)\b/g, (short) => short.toUpperCase());
  return spelt.charAt(0).toUpperCase() + spelt.slice(1);
}

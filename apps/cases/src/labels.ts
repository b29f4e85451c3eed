import {
  type CaseVerdict,
  derivedId,
  entitiesOf,
  type LabelV1,
  labelV1,
  recordHeaders,
  recordKey,
  topics,
  type TransactionV1,
  type Verdict,
  type VerificationV1,
} from '#contracts';
import type { OutRecord } from '#messaging';

/**
 * The labels that `cases` gives, and how far each is to be trusted: less than a chargeback (0.9), which may come later and
 * prove an analyst wrong. Pure.
 */
const ANALYST_WEIGHT = 0.85;
const STEP_UP: Readonly<Record<VerificationV1['result'], { verdict: Verdict; weight: number; note: string }>> = {
  passed: { verdict: 'legitimate', weight: 0.6, note: '' },
  failed: { verdict: 'fraud', weight: 0.5, note: '' },
  // Payers give up for many reasons: it ends the payment, but teaches nothing.
  expired: { verdict: 'unknown', weight: 0, note: 'expired' },
  cancelled: { verdict: 'unknown', weight: 0, note: 'cancelled' },
};

/** @param transaction - that was verified; undefined where it is not known */
export function stepUpLabel(verification: VerificationV1, transaction: TransactionV1 | undefined): LabelV1 {
  const { verdict, weight, note } = STEP_UP[verification.result];
  return {
    id: derivedId('label', verification.challengeId),
    tenantId: verification.tenantId,
    transactionId: verification.transactionId,
    event: verification.result === 'passed' ? 'step_up_passed' : 'step_up_failed',
    verdict,
    source: 'step_up',
    weight,
    occurredAtMs: verification.resolvedAtMs,
    knownAtMs: verification.resolvedAtMs,
    actor: '',
    note,
    entities: transaction ? entitiesOf(transaction) : [],
    amountMinor: transaction?.amountMinor ?? 0,
    mode: transaction ? modeOf(transaction) : '',
    paidAtMs: transaction?.occurredAtMs ?? 0,
  };
}

export interface AnalystLabelParts {
  readonly id: string;
  readonly transaction: TransactionV1;
  /** undefined takes back what was said before. */
  readonly verdict: CaseVerdict | undefined;
  readonly actor: string;
  readonly reason: string;
  readonly atMs: number;
}

export function analystLabel(parts: AnalystLabelParts): LabelV1 {
  const { verdict, atMs, transaction } = parts;
  return {
    id: parts.id,
    tenantId: transaction.tenantId,
    transactionId: transaction.id,
    event:
      verdict === undefined ? 'analyst_withdrawn' : verdict === 'approve' ? 'analyst_approved' : 'analyst_declined',
    verdict: verdict === undefined ? 'unknown' : verdict === 'approve' ? 'legitimate' : 'fraud',
    source: 'analyst',
    weight: ANALYST_WEIGHT,
    occurredAtMs: atMs,
    knownAtMs: atMs,
    actor: parts.actor,
    note: parts.reason,
    entities: entitiesOf(transaction),
    amountMinor: transaction.amountMinor,
    mode: modeOf(transaction),
    paidAtMs: transaction.occurredAtMs,
  };
}

function modeOf({ livemode }: TransactionV1): 'live' | 'test' {
  return livemode ? 'live' : 'test';
}

export function labelRecord(label: LabelV1, hlc: string, traceparent: string | undefined): OutRecord {
  return {
    topic: topics.labels.name,
    key: recordKey(label.tenantId, label.transactionId),
    value: labelV1.encode(label),
    headers: recordHeaders({
      id: label.id,
      type: labelV1.type,
      source: 'cases',
      tenantId: label.tenantId,
      hlc,
      traceparent,
    }),
  };
}

/** What is reported of a transaction, as the windows take it. */
import { hash53 } from './hash.js';
import type { LabelChange, LabelSource } from './engine/label-log.js';
import { standing } from './engine/standing.js';

/** As `LabelV1` has it. */
export interface ReportedLabel {
  readonly transactionId: string;
  readonly event: string;
  readonly verdict: string;
  readonly weight: number;
  /** Unix milliseconds. */
  readonly occurredAtMs: number;
  readonly knownAtMs: number;
  /** Of the transaction, Unix milliseconds; 0 or undefined where it is not known. */
  readonly paidAtMs?: number | undefined;
}

/**
 * Undefined for what says nothing of fraud. An `unknown` with weight takes back what its source said before; without weight
 * it is only a remark.
 */
export function labelChangeOf(label: ReportedLabel): LabelChange | undefined {
  const { transactionId, event, verdict, weight, occurredAtMs, knownAtMs } = label;
  const paidAtMs = label.paidAtMs || undefined;
  const source = SOURCES[event];
  if (source === undefined) return undefined;
  const said = { id: hash53(transactionId), source, occurredAtMs, knownAtMs, paidAtMs };
  if (verdict === 'fraud' || verdict === 'legitimate') return { ...said, verdict };
  return weight > 0 ? { ...said, verdict: 'withdrawn' } : undefined;
}

/**
 * Those of one payment's labels that stand, oldest first: of each source the newest word, none that was taken back, and no
 * remarks.
 *
 * @param labels - in the order in which they became known
 */
export function standingLabels<T extends ReportedLabel>(labels: readonly T[]): T[] {
  const words = labels.flatMap((label) => {
    const change = labelChangeOf(label);
    return change === undefined ? [] : [{ ...change, label }];
  });
  const stand = new Set(standing(words).map(({ label }) => label));
  return labels.filter((label) => stand.has(label));
}

const SOURCES: Readonly<Record<string, LabelSource>> = {
  chargeback: 'chargeback',
  chargeback_reversed: 'chargeback',
  early_fraud_warning: 'early_warning',
  early_fraud_warning_withdrawn: 'early_warning',
  customer_confirmed: 'customer',
  customer_denied: 'customer',
  customer_withdrawn: 'customer',
  analyst_approved: 'analyst',
  analyst_declined: 'analyst',
  analyst_withdrawn: 'analyst',
  step_up_passed: 'step_up',
  step_up_failed: 'step_up',
};

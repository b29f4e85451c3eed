/** What is reported of a transaction, as the windows take it. */
import { hash53 } from './hash.js';
import type { LabelChange, LabelSource } from './engine/label-log.js';

/** As `LabelV1` has it. */
export interface ReportedLabel {
  readonly transactionId: string;
  readonly event: string;
  readonly verdict: string;
  readonly weight: number;
  /** Unix milliseconds. */
  readonly knownAtMs: number;
}

/**
 * Undefined for what says nothing of fraud. An `unknown` with weight takes back what its source said before; without weight
 * it is only a remark.
 */
export function labelChangeOf(label: ReportedLabel): LabelChange | undefined {
  const { transactionId, event, verdict, weight, knownAtMs } = label;
  const source = SOURCES[event];
  if (source === undefined) return undefined;
  const id = hash53(transactionId);
  if (verdict === 'fraud' || verdict === 'legitimate') return { id, source, verdict, knownAtMs };
  return weight > 0 ? { id, source, verdict: 'withdrawn', knownAtMs } : undefined;
}

const SOURCES: Readonly<Record<string, LabelSource>> = {
  chargeback: 'chargeback',
  early_fraud_warning: 'early_warning',
  customer_confirmed: 'customer',
  customer_denied: 'customer',
  analyst_approved: 'analyst',
  analyst_declined: 'analyst',
  analyst_withdrawn: 'analyst',
  step_up_passed: 'step_up',
  step_up_failed: 'step_up',
};

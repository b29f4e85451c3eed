/**
 * Since when a payment is known to be a fraud, as one label after the other becomes known: of those that stand (see
 * `standingLabels`) the strongest word wins, of equals the newest. The same as `feedback.labels_at`.
 */
import type { LabelV1 } from '#contracts';
import { standingLabels } from '#features';

export interface FraudKnown {
  /** Unix milliseconds; Infinity where it isn't known. */
  readonly fromMs: number;
  /** When it was taken back; Infinity where it stands. */
  readonly untilMs: number;
}

export const NOT_KNOWN: FraudKnown = { fromMs: Infinity, untilMs: Infinity };

/** @param labels - of one payment, in the order in which they became known; of several times that it was known, the last counts */
export function fraudKnown(labels: readonly LabelV1[]): FraudKnown {
  let known = NOT_KNOWN;
  for (const [i, { knownAtMs }] of labels.entries()) {
    const isFraud = believed(labels.slice(0, i + 1)) === 'fraud';
    const stands = known.fromMs !== Infinity && known.untilMs === Infinity;
    if (isFraud && !stands) known = { fromMs: knownAtMs, untilMs: Infinity };
    else if (!isFraud && stands) known = { ...known, untilMs: knownAtMs };
  }
  return known;
}

function believed(labels: readonly LabelV1[]): LabelV1['verdict'] {
  let strongest: LabelV1 | undefined;
  for (const label of standingLabels(labels))
    if (strongest === undefined || label.weight >= strongest.weight) strongest = label;
  return strongest?.verdict ?? 'unknown';
}

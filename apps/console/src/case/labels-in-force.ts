import type { LabelView } from '../api/contract.js';

/** What still holds of the labels, oldest first: of an analyst's verdicts the last alone, and none once it was taken back. */
export function labelsInForce(labels: readonly LabelView[]): LabelView[] {
  const last = labels.findLast(({ source }) => source === 'analyst');
  return labels.filter(
    (label) => label.source !== 'analyst' || (label === last && label.event !== 'analyst_withdrawn'),
  );
}

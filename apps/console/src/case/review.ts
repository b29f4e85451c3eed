import type { CaseDetail, CaseVerdict } from '../api/contract.js';
import type { useAssign } from './case-actions.js';

/** What a case adds to a decision. */
export interface Review {
  readonly subject: CaseDetail['case'];
  readonly notes: CaseDetail['notes'];
  readonly audit: CaseDetail['audit'];
  readonly assign: ReturnType<typeof useAssign>;
  readonly onDecide: (verdict: CaseVerdict) => void;
  readonly onNote: () => void;
}

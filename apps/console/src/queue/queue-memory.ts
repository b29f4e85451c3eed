import type { QueueSearch } from '../url-state.js';

/** The queue as it was last seen, so that a case page knows its neighbours and the way back. */
export interface SeenQueue {
  readonly caseIds: readonly string[];
  readonly search: QueueSearch;
}

let seen: SeenQueue = { caseIds: [], search: {} };

export function rememberQueue(queue: SeenQueue): void {
  seen = queue;
}

export function seenQueue(): SeenQueue {
  return seen;
}

/** The case before and after, in the order of the queue. */
export function neighboursOf(caseId: string, { caseIds }: SeenQueue): { before?: string; after?: string } {
  const at = caseIds.indexOf(caseId);
  if (at === -1) return {};
  const before = caseIds[at - 1];
  const after = caseIds[at + 1];
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

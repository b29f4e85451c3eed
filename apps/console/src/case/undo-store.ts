import { useSyncExternalStore } from 'react';
import type { CaseVerdict } from '../api/contract.js';

/** The last verdict, for as long as it can be taken back; it outlives the page that gave it. */
export const UNDO_MS = 10_000;
export interface Undoable {
  readonly caseId: string;
  readonly verdict: CaseVerdict;
  /** "USD 129.90 of acct_1" */
  readonly what: string;
  readonly untilMs: number;
}

let current: Undoable | undefined;
const listeners = new Set<() => void>();

export function offerUndo(undoable: Undoable | undefined): void {
  current = undoable;
  for (const listener of listeners) listener();
}

export function useUndoable(): Undoable | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

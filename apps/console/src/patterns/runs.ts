import type { PatternTestRun } from '../api/contract.js';
import { longDuration } from '../format/time.js';

/** How partial matches are looked at: where each ended, not each event on the way. */
export const RUN_VIEWS = ['all', 'matched', 'waiting', 'ended'] as const;
export type RunView = (typeof RUN_VIEWS)[number];

/** A run that went on stands in those that came out of it, so it is left out. Matched ones first, then waiting ones. */
export function runsIn(runs: readonly PatternTestRun[], view: RunView): PatternTestRun[] {
  const last = runs.filter(({ status }) => status !== 'moved').sort((a, b) => rankOf(a) - rankOf(b));
  if (view === 'all') return last;
  if (view === 'ended') return last.filter(({ status }) => status !== 'matched' && status !== 'waiting');
  return last.filter(({ status }) => status === view);
}

function rankOf({ status }: PatternTestRun): number {
  return status === 'matched' ? 0 : status === 'waiting' ? 1 : 2;
}

/** "start", "+45 s", "+4 min 30 s": events that were written have no date. */
export function sinceStart(at: string, start: string): string {
  const ms = Date.parse(at) - Date.parse(start);
  return ms === 0 ? 'start' : `+${longDuration(ms)}`;
}

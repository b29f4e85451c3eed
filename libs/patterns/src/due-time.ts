import type { PatternAutomaton } from './pattern-automaton.js';
import type { PatternEvent, PatternState } from './pattern-state.js';

/**
 * When time alone may bring a match, Unix milliseconds of event time: an absence comes true, or the run is over that holds
 * a match back. Infinity where only an event can. `advanceTime` tells the pattern that it is then.
 */
export function dueAtMs<E extends PatternEvent>(pattern: PatternAutomaton<E>, state: PatternState<E>): number {
  let dueMs = Number.POSITIVE_INFINITY;
  const { automaton, sessionMs, hasAbsences } = pattern;
  if (!hasAbsences && state.waiting.length === 0) return dueMs;
  const sessionEndsAtMs = sessionMs > 0 ? state.lastAtMs + sessionMs + 1 : Number.POSITIVE_INFINITY;
  for (const { endsAtMs, state: at } of state.runs) {
    if (state.waiting.length > 0 || automaton.states[at]!.kind === 'pending')
      dueMs = Math.min(dueMs, endsAtMs, sessionEndsAtMs);
  }
  return dueMs;
}

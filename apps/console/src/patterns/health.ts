import type { PatternHealth } from '../api/contract.js';
import { formatFigure } from '../format/figures.js';

/** What was given up or could not be answered, and what to do about it. */
export interface HealthWarning {
  readonly says: string;
  readonly advice: string;
}

/**
 * One for each count that is not 0; none for a pattern that is well.
 *
 * @param skip - as the pattern says it; who has the best one already is not told to take it
 */
export function warningsOf(health: PatternHealth, skip?: unknown): HealthWarning[] {
  const skips = skip === 'past-last';
  const { shed_runs: runs, shed_matches: matches, failed_conditions: failed } = health;
  const warnings: HealthWarning[] = [];
  if (runs > 0)
    warnings.push({
      says: `${counted(runs, 'partial match was', 'partial matches were')} given up unfinished: there were too many at once. A match may have been missed.`,
      advice: skips
        ? 'Begin the sequence with something rarer, or shorten the time.'
        : 'Begin the sequence with something rarer, shorten the time, or write “skip: past-last”.',
    });
  if (matches > 0)
    warnings.push({
      says: `${counted(matches, 'match was', 'matches were')} not reported: a single payment completed too many at once.`,
      advice: skips
        ? 'Ask more of the steps before the last.'
        : 'Write “skip: past-last”, so that one payment completes one match.',
    });
  if (failed > 0)
    warnings.push({
      says: `${counted(failed, 'time', 'times')} a condition had no answer and counted as not met: it read an attribute or a payment that was not there, or divided by zero.`,
      advice:
        'Ask first whether it is there, such as “has(event.attributes.limit) && …” or “matched.probe.size() > 2 && …”.',
    });
  return warnings;
}

function counted(count: number, one: string, many: string): string {
  return `${formatFigure(count)} ${count === 1 ? one : many}`;
}

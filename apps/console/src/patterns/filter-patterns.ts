import type { PatternStatus, PatternSummary } from '../api/contract.js';
import { PATTERN_STATUSES } from '../url-state.js';

/** Those in a status that have every word of `text` in their id, title, reason, entity or action. */
export function filterPatterns(
  patterns: readonly PatternSummary[],
  { status, text = '' }: { readonly status?: PatternStatus | undefined; readonly text?: string | undefined },
): PatternSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return patterns.filter((pattern) => {
    if (status !== undefined && !isIn(pattern, status)) return false;
    const { id, title, reason, by, action } = pattern;
    const said = [id, title, reason, by, action].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

/** How many patterns each status finds. One that is live and has a version on trial counts in both. */
export function countByStatus(patterns: readonly PatternSummary[]): Record<PatternStatus, number> {
  const counts = { live: 0, shadow: 0, draft: 0, retired: 0 };
  for (const status of PATTERN_STATUSES) counts[status] = patterns.filter((pattern) => isIn(pattern, status)).length;
  return counts;
}

/** As `GET /v1/patterns?status=` has it. */
function isIn(pattern: PatternSummary, wanted: PatternStatus): boolean {
  return pattern.status === wanted || (wanted === 'shadow' && pattern.shadow_version !== null);
}

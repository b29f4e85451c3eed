/** Decisions that a model had its word in, as champion and as second tier together. Pure. */
import type { ModelCounts } from '../api/contract.js';

export interface ModelDecisions {
  readonly week: number;
  readonly month: number;
  /** The oldest first. */
  readonly byDay: readonly number[];
}

/** @param id - as decisions name it: name@version */
export function decisionsOf(counts: readonly ModelCounts[], id: string): ModelDecisions {
  const own = counts.filter(({ model }) => model === id);
  const sum = (of: (counts: ModelCounts) => number): number => own.reduce((total, one) => total + of(one), 0);
  return {
    week: sum((one) => one.last_7_days),
    month: sum((one) => one.last_30_days),
    byDay: (own[0]?.by_day ?? []).map((_, day) => sum((one) => one.by_day[day] ?? 0)),
  };
}

/** Of models that are none of the tenant's versions: the default, and versions that were deleted. Most decisions first. */
export function othersOf(counts: readonly ModelCounts[], versions: ReadonlySet<string>): readonly string[] {
  const ids = [...new Set(counts.map(({ model }) => model))].filter((id) => !versions.has(id));
  return ids.toSorted((a, b) => decisionsOf(counts, b).month - decisionsOf(counts, a).month);
}

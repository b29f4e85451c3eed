/** Features of one entity type that look at the same events share a group: one pair of edges, and each aggregate once. */
import type { Bit } from './columns.js';
import type { CalendarDays } from './calendar-days.js';

export type Window =
  | { readonly kind: 'sliding'; readonly ms: number }
  | { readonly kind: 'ever' }
  | { readonly kind: 'day'; readonly days: CalendarDays }
  | { readonly kind: 'session'; readonly gapMs: number }
  | { readonly kind: 'last'; readonly events: number };

/** An event counts when all of these bits of its row are set; the columns are those of the row. */
export type Filter = readonly Bit[];

/** `column`: of the row. */
export type PartPlan =
  | { readonly kind: 'moments'; readonly column: number; squares: boolean }
  | { readonly kind: 'least' | 'most' | 'counted' | 'sorted' | 'trend' | 'located'; readonly column: number }
  | { readonly kind: 'run'; readonly filter: Filter };

export interface GroupPlan {
  readonly window: Window;
  readonly delayMs: number;
  readonly filter: Filter;
  readonly parts: PartPlan[];
  /** Whether what is known of labels decides on which events count, or on a run of them. */
  readonly readsLabels: boolean;
  /** The same text for the same window, condition and aggregates: what was put aside is stored under it. */
  readonly key: string;
}

export function passes(filter: Filter, data: readonly number[], base: number): boolean {
  for (let i = 0; i < filter.length; i++) {
    const { column, mask } = filter[i]!;
    if ((data[base + column]! & mask) !== mask) return false;
  }
  return true;
}

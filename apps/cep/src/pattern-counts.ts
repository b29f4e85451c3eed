/** What matching had to give up or could not answer, by tenant and version of a pattern, until it is written down. */
import type { AdvanceStats } from '#patterns';

export class PatternCounts {
  private counts = new Map<string, Mutable<PatternCount>>();

  note(tenantId: string, patternId: string, version: number, stats: AdvanceStats): void {
    this.add({ tenantId, patternId, version, ...stats });
  }

  /** All since the last time. */
  take(): PatternCount[] {
    const taken = [...this.counts.values()];
    this.counts = new Map();
    return taken;
  }

  /** What could not be written; comes again with the next `take`. */
  putBack(counts: readonly PatternCount[]): void {
    for (const count of counts) this.add(count);
  }

  /** In place: a condition that lacks its attribute comes with every transaction. */
  private add({ tenantId, patternId, version, shedRuns, shedMatches, failedConditions }: PatternCount): void {
    const key = `${tenantId}/${patternId}@${version}`;
    let count = this.counts.get(key);
    if (count === undefined)
      this.counts.set(
        key,
        (count = { tenantId, patternId, version, shedRuns: 0, shedMatches: 0, failedConditions: 0 }),
      );
    count.shedRuns += shedRuns;
    count.shedMatches += shedMatches;
    count.failedConditions += failedConditions;
  }
}

export interface PatternCount extends AdvanceStats {
  readonly tenantId: string;
  readonly patternId: string;
  readonly version: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

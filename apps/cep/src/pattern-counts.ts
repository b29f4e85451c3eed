/** What matching had to give up or could not answer, by tenant and version of a pattern, until it is written down. */
import type { AdvanceStats } from '#patterns';

export class PatternCounts {
  private counts = new Map<string, PatternCount>();

  note(tenantId: string, patternId: string, version: number, stats: AdvanceStats): void {
    const { shedRuns, shedMatches, failedConditions } = stats;
    this.add({ tenantId, patternId, version, shedRuns, shedMatches, failedConditions });
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

  private add(count: PatternCount): void {
    const key = `${count.tenantId}/${count.patternId}@${count.version}`;
    const known = this.counts.get(key);
    this.counts.set(key, {
      ...count,
      shedRuns: count.shedRuns + (known?.shedRuns ?? 0),
      shedMatches: count.shedMatches + (known?.shedMatches ?? 0),
      failedConditions: count.failedConditions + (known?.failedConditions ?? 0),
    });
  }
}

export interface PatternCount extends AdvanceStats {
  readonly tenantId: string;
  readonly patternId: string;
  readonly version: number;
}

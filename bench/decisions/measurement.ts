import { build, type Histogram } from 'hdr-histogram-js';

const LONGEST_US = 120_000_000;

/** What a run measured. Times are of requests that were decided (2xx); refused ones are counted by status. */
export class Measurement {
  sent = 0;
  /** Due but never sent, because the backlog was full. */
  notSent = 0;
  unanswered = 0;
  networkErrors = 0;
  decided = 0;
  elapsedSeconds = 0;
  lastAnswerAt = 0;
  readonly refused = new Map<number, number>();
  readonly answeredBy = new Map<string, number>();
  private readonly microseconds: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
  });

  /** Status 0: the connection broke or timed out. */
  answered(status: number, answeredBy: string | undefined, ms: number): void {
    if (status === 0) {
      this.networkErrors++;
      return;
    }
    this.lastAnswerAt = performance.now();
    if (status < 200 || status > 299) {
      this.refused.set(status, (this.refused.get(status) ?? 0) + 1);
      return;
    }
    this.decided++;
    const rung = answeredBy ?? 'unknown';
    this.answeredBy.set(rung, (this.answeredBy.get(rung) ?? 0) + 1);
    this.microseconds.recordValue(Math.min(LONGEST_US, Math.max(1, Math.round(ms * 1000))));
  }

  get throughput(): number {
    return this.elapsedSeconds > 0 ? this.decided / this.elapsedSeconds : 0;
  }

  /** Requests without a decision, whatever the reason. */
  get failures(): number {
    let refused = 0;
    for (const count of this.refused.values()) refused += count;
    return refused + this.networkErrors + this.unanswered + this.notSent;
  }

  shareOf(rung: string): number {
    return this.decided === 0 ? 0 : (this.answeredBy.get(rung) ?? 0) / this.decided;
  }

  /** Milliseconds; NaN when nothing was decided. */
  percentile(percent: number): number {
    return this.decided === 0 ? Number.NaN : this.microseconds.getValueAtPercentile(percent) / 1000;
  }

  get maxMs(): number {
    return this.decided === 0 ? Number.NaN : this.microseconds.maxValue / 1000;
  }
}

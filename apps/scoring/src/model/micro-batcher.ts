/**
 * Lets the rows of several partitions share one run of the model. A batch leaves when it is full, when its oldest rows
 * have waited long enough, or at once when everybody who is at work already waits: then nobody is left to join it.
 */
import type { Scores, ScoringModel } from './scoring-model.js';

export interface BatchLimits {
  readonly rowsMax: number;
  readonly waitMsMax: number;
}

export class MicroBatcher {
  private waiting: Waiting[] = [];
  private waitingRows = 0;
  private atWork = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly model: Pick<ScoringModel, 'score'>,
    private readonly columns: number,
    private readonly limits: BatchLimits,
  ) {}

  /** Runs work that may score; while it goes on, batches of others may wait for its rows. */
  async working<T>(work: () => Promise<T>): Promise<T> {
    this.atWork++;
    try {
      return await work();
    } finally {
      this.atWork--;
      this.leaveIfAlone();
    }
  }

  /** Scores `count` rows, of which the caller keeps hands off until the promise settles. */
  score(rows: Float32Array, count: number): Promise<Scores> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ rows, count, resolve, reject });
      this.waitingRows += count;
      if (this.waitingRows >= this.limits.rowsMax) this.leave();
      else this.leaveIfAlone();
      if (this.waiting.length > 0) this.timer ??= setTimeout(() => this.leave(), this.limits.waitMsMax);
    });
  }

  private leaveIfAlone(): void {
    if (this.waiting.length > 0 && this.waiting.length >= this.atWork) this.leave();
  }

  private leave(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting;
    const count = this.waitingRows;
    this.waiting = [];
    this.waitingRows = 0;
    if (batch.length === 1) this.model.score(batch[0]!.rows, count).then(batch[0]!.resolve, batch[0]!.reject);
    else if (batch.length > 1) void this.scoreTogether(batch, count);
  }

  private async scoreTogether(batch: readonly Waiting[], count: number): Promise<void> {
    const { columns } = this;
    const rows = new Float32Array(count * columns);
    let at = 0;
    for (const part of batch) {
      rows.set(part.rows.subarray(0, part.count * columns), at * columns);
      at += part.count;
    }
    try {
      const { probability, contributions } = await this.model.score(rows, count);
      let from = 0;
      for (const part of batch) {
        const to = from + part.count;
        part.resolve({
          probability: probability.subarray(from, to),
          ...(contributions && { contributions: contributions.subarray(from * columns, to * columns) }),
        });
        from = to;
      }
    } catch (error) {
      for (const part of batch) part.reject(error);
    }
  }
}

interface Waiting {
  readonly rows: Float32Array;
  readonly count: number;
  readonly resolve: (scores: Scores) => void;
  readonly reject: (error: unknown) => void;
}

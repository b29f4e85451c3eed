/**
 * Lets the rows of several partitions share one run of the model. A batch leaves when it is full, when its oldest rows have
 * waited long enough, or when everybody who is at work waits (`Gathering`) — but not while a run is under way, behind which
 * it would only queue: so batches grow with the load by themselves, and leave at once where there is none.
 */
import type { Scores } from '#inference';
import type { Gathering } from './gathering.js';
import type { ScoringModel } from './scoring-model.js';

export interface BatchLimits {
  readonly rowsMax: number;
  readonly waitMsMax: number;
}

export class MicroBatcher {
  private waiting: Waiting[] = [];
  private waitingRows = 0;
  private underWay = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly model: Pick<ScoringModel, 'score'>,
    private readonly columns: number,
    private readonly limits: BatchLimits,
    private readonly gathering: Gathering,
    /** Told how many rows share each run. */
    private readonly left: (rows: number) => void = () => undefined,
  ) {}

  /** Scores `count` rows, of which the caller keeps hands off until the promise settles. */
  score(rows: Float32Array, count: number): Promise<Scores> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ rows, count, resolve, reject });
      this.waitingRows += count;
      if (this.waitingRows >= this.limits.rowsMax) return this.leave();
      this.timer ??= setTimeout(() => this.leave(), this.limits.waitMsMax);
      if (this.waiting.length === 1) this.gathering.await(() => this.leaveUnlessBusy());
    });
  }

  private leaveUnlessBusy(): void {
    if (this.underWay === 0) this.leave();
  }

  private leave(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting;
    const count = this.waitingRows;
    if (count === 0) return;
    this.waiting = [];
    this.waitingRows = 0;
    this.left(count);
    this.underWay++;
    void this.run(batch, count).finally(() => {
      this.underWay--;
      this.leaveUnlessBusy();
    });
  }

  private async run(batch: readonly Waiting[], count: number): Promise<void> {
    const { columns } = this;
    try {
      const rows = batch.length === 1 ? batch[0]!.rows : this.together(batch, count);
      const { probability, contributions } = await this.model.score(rows.subarray(0, count * columns), count);
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

  private together(batch: readonly Waiting[], count: number): Float32Array {
    const rows = new Float32Array(count * this.columns);
    let at = 0;
    for (const part of batch) {
      rows.set(part.rows.subarray(0, part.count * this.columns), at * this.columns);
      at += part.count;
    }
    return rows;
  }
}

interface Waiting {
  readonly rows: Float32Array;
  readonly count: number;
  readonly resolve: (scores: Scores) => void;
  readonly reject: (error: unknown) => void;
}

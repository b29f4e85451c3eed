/** A tenant's archive as a stream of events: what it took in, and what it learned of it when. */
import { type Mode, TenantArchive } from '#archive';
import type { LabelV1, TransactionV1 } from '#contracts';
import { EvaluateError } from './evaluate-error.js';
import type { ReplayEvent, ReplaySource } from './replay-events.js';

export interface ArchiveOptions {
  readonly folder: string;
  readonly mode: Mode | undefined;
  /** The history was posted after it happened: labels count from their own times, not from when they came in. */
  readonly postedLater: boolean;
}

export class ArchivedEvents implements ReplaySource {
  /** Rejects with `EvaluateError` where the mode is not plain, and with `ArchiveError` for what can't be read. */
  static async open({ folder, mode, postedLater }: ArchiveOptions): Promise<ArchivedEvents> {
    const archive = await TenantArchive.open(folder);
    const [only, another] = archive.modes;
    if (mode === undefined && another !== undefined)
      throw new EvaluateError(`${folder} has live and test payments; say which: --mode live or test`);
    if (mode !== undefined && !archive.modes.includes(mode))
      throw new EvaluateError(`${folder} has no ${mode} payments; leave out --mode ${mode}`);
    return new ArchivedEvents(archive, mode ?? only!, postedLater);
  }

  private constructor(
    private readonly archive: TenantArchive,
    private readonly mode: Mode,
    private readonly postedLater: boolean,
  ) {}

  get about(): number {
    return this.archive.decisions;
  }

  async *events(limit: number): AsyncGenerator<ReplayEvent> {
    const labels = this.postedLater ? await this.labelsOfTheirTimes() : this.archive.labels(this.mode);
    let label = await next(labels);
    let payments = 0;
    for await (const transaction of this.archive.payments(this.mode)) {
      if (payments++ >= limit) break;
      for (; label !== undefined && label.knownAtMs <= transaction.occurredAtMs; label = await next(labels))
        yield { kind: 'label', label };
      yield paymentOf(transaction);
    }
    for (; label !== undefined; label = await next(labels)) yield { kind: 'label', label };
  }

  /** All in memory, for they come in another order than they are in; remarks that say nothing of fraud are left out. */
  private async labelsOfTheirTimes(): Promise<AsyncGenerator<LabelV1> | Generator<LabelV1>> {
    const all: LabelV1[] = [];
    for await (const label of this.archive.labels(this.mode))
      if (label.weight > 0) all.push({ ...label, knownAtMs: Math.min(label.knownAtMs, label.occurredAtMs) });
    all.sort((a, b) => a.knownAtMs - b.knownAtMs);
    return all[Symbol.iterator]() as Generator<LabelV1>;
  }
}

function paymentOf(transaction: TransactionV1): ReplayEvent {
  return { kind: 'payment', id: transaction.id, transaction };
}

async function next(labels: AsyncGenerator<LabelV1> | Generator<LabelV1>): Promise<LabelV1 | undefined> {
  const { value, done } = await labels.next();
  return done === true ? undefined : value;
}

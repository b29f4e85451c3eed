/** A bar on a terminal, a line every few seconds elsewhere; on stderr, so that stdout holds the summary alone. */
import { Presets, SingleBar } from 'cli-progress';
import type { Tally } from './tally.js';

const LINE_EVERY_MS = 5000;
const BAR =
  '{bar} {percentage} % · {value}/{total} rows · {rate}/s · {labels} labels · {failures} failed · {eta_formatted} left';

export class Progress {
  private readonly bar: SingleBar | undefined;
  private readonly startedAtMs = Date.now();
  private lastLineAtMs = Date.now();

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly totalRows: number,
    private readonly startRow: number,
    private readonly tally: Tally,
  ) {
    if (!out.isTTY) return;
    this.bar = new SingleBar({ format: BAR, stream: out, hideCursor: true, etaBuffer: 50 }, Presets.shades_classic);
    this.bar.start(totalRows, startRow, this.figures(startRow));
  }

  update(row: number): void {
    if (this.bar) this.bar.update(Math.min(row, this.totalRows), this.figures(row));
    else if (Date.now() - this.lastLineAtMs >= LINE_EVERY_MS) this.line(row);
  }

  end(row: number): void {
    if (!this.bar) return this.line(row);
    this.bar.update(Math.min(row, this.totalRows), this.figures(row));
    this.bar.stop();
  }

  private line(row: number): void {
    this.lastLineAtMs = Date.now();
    const { rate, labels, failures } = this.figures(row);
    this.out.write(`replay: ${row}/${this.totalRows} rows, ${rate}/s, ${labels} labels, ${failures} failed\n`);
  }

  private figures(row: number): { rate: number; labels: number; failures: number } {
    const seconds = Math.max(1, Date.now() - this.startedAtMs) / 1000;
    return {
      rate: Math.round((row - this.startRow) / seconds),
      labels: this.tally.labels,
      failures: this.tally.failures,
    };
  }
}

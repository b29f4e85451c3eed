/** One line that is written over on a terminal, a line every few seconds elsewhere; on stderr. */
import type { ModelProgress } from '#training';

const LINE_EVERY_MS = 5000;

export class Progress {
  private lastAtMs = 0;
  private lastStep = '';

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly command: string,
  ) {}

  say(step: string, figures = ''): void {
    const text = `${this.command}: ${step}${figures}`;
    if (this.out.isTTY) this.out.write(`\r\x1b[K${text}`);
    else if (step !== this.lastStep || Date.now() - this.lastAtMs >= LINE_EVERY_MS) this.line(text);
    this.lastStep = step;
  }

  training({ step, trees, of, averagePrecision }: ModelProgress): void {
    if (trees === undefined) return this.say(step);
    const quality = averagePrecision === undefined ? '' : `, validation AP ${averagePrecision.toFixed(4)}`;
    this.say(step, `: ${trees} of at most ${of}${quality}`);
  }

  end(): void {
    if (this.out.isTTY) this.out.write('\r\x1b[K');
  }

  private line(text: string): void {
    this.lastAtMs = Date.now();
    this.out.write(`${text}\n`);
  }
}

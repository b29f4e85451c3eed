/** Scores as `transaction_id,score`, week by week as they are made: what is there of an evaluation that ends early is right. */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';

export class ScoreFile {
  private readonly stream: WriteStream;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.stream = createWriteStream(path);
    // Told by `end`.
    this.stream.on('error', () => undefined);
    this.stream.write('transaction_id,score\n');
  }

  /** `margins`: log-odds; what is written is the probability. */
  write(ids: readonly string[], margins: Float64Array): void {
    const lines = ids.map((id, i) => `${id},${1 / (1 + Math.exp(-margins[i]!))}\n`);
    this.stream.write(lines.join(''));
  }

  async end(): Promise<void> {
    this.stream.end();
    await finished(this.stream);
  }
}

/**
 * Who is at work, and who of them waits for a model: when all of them wait, nobody is left to join a batch, and all batches
 * leave. Consumers of several partitions share it, and so do the batchers of all models.
 */
export class Gathering {
  private atWork = 0;
  private asking = 0;
  private readonly batches = new Set<() => void>();

  /** Runs work that may ask a model; while it goes on, batches of others may wait for its rows. */
  async working<T>(work: () => Promise<T>): Promise<T> {
    this.atWork++;
    try {
      return await work();
    } finally {
      this.atWork--;
      this.tell();
    }
  }

  /** Runs what asks models for rows, all at once. */
  async asks<T>(ask: () => Promise<T>): Promise<T> {
    this.asking++;
    try {
      const answer = ask();
      this.tell();
      return await answer;
    } finally {
      this.asking--;
    }
  }

  /** Calls `leave` once, when nobody is left who could join. */
  await(leave: () => void): void {
    this.batches.add(leave);
  }

  private tell(): void {
    if (this.asking < this.atWork) return;
    const leaving = [...this.batches];
    this.batches.clear();
    for (const leave of leaving) leave();
  }
}

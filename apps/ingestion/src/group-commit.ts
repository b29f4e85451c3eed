/**
 * Turns single requests into batches: at most one batch is under way, and what arrives meanwhile makes the next. The first
 * of an idle time waits for the end of the current turn of the event loop, so that requests read together go together.
 */
export class GroupCommit<In, Out> {
  private waiting: { input: In; resolve: (out: Out) => void; reject: (error: unknown) => void }[] = [];
  private running = false;

  constructor(
    private readonly commit: (inputs: readonly In[]) => Promise<readonly Out[]>,
    private readonly batchMax = 1000,
  ) {}

  add(input: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      if (!this.running) {
        this.running = true;
        setImmediate(() => void this.run());
      }
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.batchMax);
      try {
        const out = await this.commit(batch.map((entry) => entry.input));
        for (let i = 0; i < batch.length; i++) batch[i]!.resolve(out[i]!);
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    this.running = false;
  }
}

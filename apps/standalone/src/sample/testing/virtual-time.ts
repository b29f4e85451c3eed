import type { SampleTime } from '../sample-time.js';

/** Time that stands still while anybody has something to do, and jumps to the next one who sleeps. */
export class VirtualTime implements SampleTime {
  private readonly sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  private pumping = false;

  constructor(private at: number) {}

  now(): number {
    return this.at;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.sleepers.push({ atMs: this.at + ms, wake });
      if (this.pumping) return;
      this.pumping = true;
      setImmediate(() => this.pump());
    });
  }

  private pump(): void {
    const next = this.sleepers.toSorted((a, b) => a.atMs - b.atMs)[0];
    this.pumping = next !== undefined;
    if (!next) return;
    this.sleepers.splice(this.sleepers.indexOf(next), 1);
    this.at = Math.max(this.at, next.atMs);
    next.wake();
    setImmediate(() => this.pump());
  }
}

import { CaracalError } from '#kernel';

/** Lets so many through at once; so many more may wait; who comes after them is turned away as `overloaded`. */
export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly insideMax: number,
    private readonly waitingMax: number,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.insideMax) await this.turn();
    else this.inside++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Whoever waited takes the place over, so the number inside stays.
      if (next) next();
      else this.inside--;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.waitingMax) {
      throw new CaracalError('overloaded', 'Too many unknown keys are being looked up');
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

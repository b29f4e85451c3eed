/**
 * Calls back at deadlines, a few milliseconds coarse, with one timer for all: thousands of requests a second each have a
 * deadline, and nearly none reaches it, so arming and clearing a timer for each would be waste.
 */
const SLOT_MS = 4;

export class DeadlineWheel<T> {
  private readonly slots = new Map<number, T[]>();
  private timer: NodeJS.Timeout | undefined;
  private nextSlot = 0;

  constructor(
    private readonly now: () => number,
    /** Called for every item whose deadline has passed, including those that are long done. */
    private readonly due: (item: T) => void,
  ) {}

  add(deadlineMs: number, item: T): void {
    const slot = Math.max(Math.ceil(deadlineMs / SLOT_MS), this.nextSlot);
    const items = this.slots.get(slot);
    if (items) items.push(item);
    else this.slots.set(slot, [item]);
    if (!this.timer) {
      this.nextSlot = Math.min(slot, Math.floor(this.now() / SLOT_MS));
      this.timer = setTimeout(() => this.turn(), SLOT_MS);
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.slots.clear();
  }

  private turn(): void {
    const current = Math.floor(this.now() / SLOT_MS);
    // After a long pause of the process there are fewer slots than milliseconds to walk through.
    const passed =
      current - this.nextSlot > this.slots.size
        ? [...this.slots.keys()].filter((slot) => slot <= current).toSorted((a, b) => a - b)
        : Array.from({ length: Math.max(0, current - this.nextSlot + 1) }, (_, i) => this.nextSlot + i);
    this.nextSlot = current + 1;
    for (const slot of passed) {
      const items = this.slots.get(slot);
      if (!items) continue;
      this.slots.delete(slot);
      for (const item of items) this.due(item);
    }
    this.timer = this.slots.size > 0 ? setTimeout(() => this.turn(), SLOT_MS) : undefined;
  }
}

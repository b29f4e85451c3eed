/** Time as an argument. Pure libraries take numbers; services take a `Clock` so that tests and replays can set it. */
export abstract class Clock {
  /** Now, Unix milliseconds. */
  abstract now(): number;
}

export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }
}

/** A clock that stands still until told otherwise; for tests and the seeded simulation. */
export class ManualClock extends Clock {
  constructor(private at = 0) {
    super();
  }
  override now(): number {
    return this.at;
  }
  set(at: number): void {
    this.at = at;
  }
  advance(ms: number): void {
    this.at += ms;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Time as the sample lives it; tests have one in which nobody waits. */
export interface SampleTime {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const realTime: SampleTime = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await sleep(ms);
  },
};

/** Does everything in the calling thread; between jobs, others get their turn. */
import { setImmediate } from 'node:timers/promises';
import { performTask, type Job, type Spaces } from '../growth/jobs.js';
import { Crew } from './crew.js';

export class InlineCrew extends Crew {
  private spaces: Spaces = {};

  share(spaces: Spaces): void {
    this.spaces = { ...this.spaces, ...spaces };
  }

  async run(job: Job, tasks: number): Promise<void> {
    for (let task = 0; task < tasks; task++) performTask(this.spaces, job, task);
    await setImmediate();
  }

  async close(): Promise<void> {}
}

/** Who does the tasks of a job. What comes out doesn't depend on who, how many or in which order. */
import type { Job, Spaces } from '../growth/jobs.js';

export abstract class Crew {
  /** Makes arrays known to all; may be called again with more. */
  abstract share(spaces: Spaces): void;
  /** Resolves when every task is done; rejects with the error of the first that failed. */
  abstract run(job: Job, tasks: number): Promise<void>;
  abstract close(): Promise<void>;
}

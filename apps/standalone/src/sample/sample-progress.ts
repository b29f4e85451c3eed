import { z } from 'zod';
import { type HomeFolder } from '#kernel';

const FILE = 'sample.json';

const schema = z.object({
  /** The end of the history; with the seed it says everything about it. */
  startedAtMs: z.int().positive(),
  /** Events of the history that are posted for sure; all once `live` is there. */
  historyPosted: z.int().min(0),
  /** The stream that followed: when its world began, and until when all of both worlds was posted. */
  live: z.object({ fromMs: z.int().positive(), untilMs: z.int().positive() }).optional(),
});
export type SampleProgress = z.infer<typeof schema>;

/** How far the sample got, in the home folder: a restart goes on from there and nothing is posted as something else. */
export class ProgressFile {
  constructor(private readonly home: HomeFolder) {}

  /** Undefined when there is none; one that can't be read is as good as none, because new ids collide with nothing. */
  read(): SampleProgress | undefined {
    const text = this.home.read(FILE);
    if (text === undefined) return undefined;
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  write(progress: SampleProgress): void {
    this.home.write(FILE, JSON.stringify(progress));
  }
}

import { describe, expect, it } from 'vitest';
import { madeUpSet } from '../testing/made-up-data.js';
import { train } from '../train.js';
import { ThreadCrew } from './thread-crew.js';

describe('ThreadCrew', () => {
  it('a task that fails: rejects with its error, and so does everything after it', async () => {
    const crew = new ThreadCrew(2);
    // No thread knows of any columns.
    await expect(crew.run({ kind: 'cut' }, 3)).rejects.toThrow('columns');
    await expect(crew.run({ kind: 'cut' }, 0)).rejects.toThrow('columns');
    await crew.close();
  });

  it('closed: runs nothing any more', async () => {
    const crew = new ThreadCrew(1);
    await crew.run({ kind: 'cut' }, 0);
    await crew.close();
    await expect(crew.run({ kind: 'cut' }, 0)).rejects.toThrow('ended');
  });

  it('aborted while training: rejects with the reason, and the threads end', async () => {
    const controller = new AbortController();
    const options = { threads: 2, signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) };
    await expect(train(madeUpSet(500, 1), { trees: 1000 }, options)).rejects.toThrow('enough');
  });
});

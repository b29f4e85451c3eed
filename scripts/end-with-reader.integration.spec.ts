import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

/** Prints until nobody reads, as a command with much to say. */
const COMMAND = `setInterval(() => console.log('line'), 1);`;

describe.skipIf(process.platform === 'win32')('end with reader', () => {
  it('the reader of what a command prints goes → ends without a word, with the code of SIGPIPE', async () => {
    const child = spawn(process.execPath, ['--import', './scripts/end-with-reader.mjs', '-e', COMMAND], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(141);
    expect(await said).toBe('');
  });
});

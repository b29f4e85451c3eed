/** `npm run replay`: one line and exit code 1 for what went wrong; 130 when interrupted, with the place kept. */
import { ReplayError } from './replay-error.js';
import { readOptions, USAGE } from './replay-options.js';
import { replay } from './replay.js';
import { summary } from './tally.js';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());

try {
  const options = readOptions(process.argv.slice(2), process.env, process.cwd());
  if (options) {
    const ending = await replay(options, interrupt.signal, process.stderr);
    process.stdout.write(`${summary(ending)}\n`);
    process.exitCode = ending.interrupted ? 130 : ending.tally.failures > 0 ? 1 : 0;
  } else process.stdout.write(`${USAGE}\n`);
} catch (error) {
  if (!(error instanceof ReplayError)) throw error;
  process.stderr.write(`replay: ${error.message}\n`);
  process.exitCode = 1;
}

/** `npm run train`: one line and exit code 1 for what went wrong; 130 when interrupted, with nothing written. */
import { resolve } from 'node:path';
import { ParquetError } from '#parquet';
import { TreesInputError } from '#trees';
import { TrainError } from './train-error.js';
import { readOptions, USAGE } from './train-options.js';
import { runTraining } from './train.js';

class Interrupted extends Error {}

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interrupt.abort(new Interrupted('interrupted; nothing was written')));

try {
  const root = process.cwd();
  const options = readOptions(process.argv.slice(2), root, resolve(process.env['INIT_CWD'] ?? root));
  process.stdout.write(`${options ? await runTraining(options, root, interrupt.signal, process.stderr) : USAGE}\n`);
} catch (error) {
  if (error instanceof TreesInputError)
    for (const problem of error.problems) process.stderr.write(`train: ${problem}\n`);
  else if ([TrainError, ParquetError, Interrupted].some((kind) => error instanceof kind))
    process.stderr.write(`train: ${(error as Error).message}\n`);
  else throw error;
  process.exitCode = error instanceof Interrupted ? 130 : 1;
}

/** Checks files of unknown origin in a process of their own, with limits, one file each: what it does there ends with it. */
import { InferenceEndedError, InferenceProcess } from '../host/inference-process.js';
import type { CheckAnswer, CheckRequest } from './check-model.js';

export interface SandboxLimits {
  readonly timeMs: number;
  readonly memoryMiB: number;
}

/** Never rejects for what the file does: a process that hangs, crashes or wants too much is a problem of the file. */
export async function checkInSandbox(
  file: Uint8Array,
  request: CheckRequest,
  { timeMs, memoryMiB }: SandboxLimits,
): Promise<CheckAnswer> {
  const cpuSeconds = Math.ceil(timeMs / 1000) + 1;
  const sandbox = InferenceProcess.start({ runMs: timeMs, loadMs: timeMs }, { memoryMiB, cpuSeconds });
  try {
    return await sandbox.check(file, request);
  } catch (error) {
    if (error instanceof InferenceEndedError)
      return { problems: [problemOf(error, timeMs, memoryMiB)], facts: undefined };
    throw error;
  } finally {
    await sandbox.stop();
  }
}

function problemOf({ message }: InferenceEndedError, timeMs: number, memoryMiB: number) {
  if (message.includes('took longer'))
    return { code: 'timed_out', detail: `The model was not loaded and run within ${timeMs / 1000} s` };
  const detail = `Loading or running the model ended its process, which may use ${memoryMiB} MiB and ${timeMs / 1000} s`;
  return { code: 'crashed', detail };
}

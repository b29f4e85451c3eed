/**
 * Starts the process that runs models, with as little as it can do with: an empty environment, no files but the program's
 * own, no processes of its own. Limits are set by the shell before Node begins, where there is a POSIX shell.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ProcessLimits {
  /** Of all that it writes to, MiB. */
  readonly memoryMiB: number;
  /** Of the processor, s. */
  readonly cpuSeconds: number;
}

const HEAP_MIB = 256;
const POSIX = process.platform !== 'win32';

export function startProcess(limits: ProcessLimits | undefined): ChildProcess {
  const { flags, entry, readable } = program();
  const node = [
    `--max-old-space-size=${HEAP_MIB}`,
    '--permission',
    // The runtime is one.
    '--allow-addons',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    '--disable-warning=SecurityWarning',
    ...flags,
    entry,
  ];
  const [command, args] =
    limits && POSIX ? ['/bin/sh', ['-c', limited(limits), process.execPath, ...node]] : [process.execPath, node];
  return spawn(command, args, {
    cwd: tmpdir(),
    env: librariesOf(process.env),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** Where a GPU's libraries are found; nothing else is passed on. */
function librariesOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ['PATH', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES', 'NVIDIA_VISIBLE_DEVICES', 'SystemRoot'];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** Memory that is written to (`-d`), processor time, no files written, few open. */
function limited({ memoryMiB, cpuSeconds }: ProcessLimits): string {
  return `ulimit -d ${memoryMiB * 1024} && ulimit -t ${cpuSeconds} && ulimit -f 0 && ulimit -n 64 && ulimit -c 0 && exec "$0" "$@"`;
}

/** The built module, or, where the sources themselves run (tests), the source by way of Node's type stripping. */
function program(): { flags: string[]; entry: string; readable: string[] } {
  const here = import.meta.url;
  const own = (path: string): string => fileURLToPath(new URL(path, here));
  if (!here.endsWith('.ts')) {
    // dist/libs/inference/src/host
    const root = own('../../../../..');
    const readable = ['dist/libs', 'node_modules', 'package.json'].map((part) => join(root, part));
    return { flags: [], entry: own('../process/onnx-inference-main.js'), readable };
  }
  const root = own('../../../..');
  const hooks = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve: (specifier, context, next) =>
        next(context.parentURL?.endsWith('.ts') ? specifier.replace(/^(\\.+\\/.*)\\.js$/, '$1.ts') : specifier, context),
    });`;
  return {
    flags: [
      '--conditions=source',
      '--experimental-transform-types',
      '--disable-warning=ExperimentalWarning',
      `--import=data:text/javascript,${encodeURIComponent(hooks)}`,
    ],
    entry: own('../process/onnx-inference-main.ts'),
    readable: ['libs', 'node_modules', 'package.json'].map((part) => join(root, part)),
  };
}

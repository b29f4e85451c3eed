/**
 * Starts a thread of a library: from the built module, or, where the sources themselves run (tests), from the source by way of
 * Node's type stripping: all it needs is to be told that `.js` in an import of a source means `.ts`.
 */
import { Worker } from 'node:worker_threads';

/**
 * @param here - `import.meta.url` of the caller
 * @param name - of a module in the caller's folder, without its ending; it imports nothing but libraries
 */
export function startThread(here: string, name: string, workerData?: unknown): Worker {
  if (!here.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, here), { workerData });
  const source = new URL(`./${name}.ts`, here);
  const loader = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve: (specifier, context, next) =>
        next(context.parentURL?.endsWith('.ts') ? specifier.replace(/^(\\.+\\/.*)\\.js$/, '$1.ts') : specifier, context),
    });
    await import(${JSON.stringify(source.href)});`;
  const execArgv = ['--conditions=source', '--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(loader)}`), { workerData, execArgv });
}

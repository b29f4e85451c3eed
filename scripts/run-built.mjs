// Runs a compiled script; builds first when it is missing or a source is newer than the build.
import './node-version.mjs';
import { spawn, spawnSync } from 'node:child_process';
// The default export: an older Node.js lacks globSync, and is told so instead of failing to link.
import fs from 'node:fs';
import { resolve } from 'node:path';
import { endWithNpm } from './end-with-npm.mjs';

const root = resolve(import.meta.dirname, '..');
const STAMP = 'dist/.tsbuildinfo';

/** Ends this process with the script's exit code. `entry` is relative to the project's root, where the script runs. */
export function runBuilt(entry, args) {
  process.chdir(root);
  if (!isBuilt(entry)) {
    console.error('caracal: building (once; about a minute)');
    const { status } = spawnSync('npm', ['run', '--silent', 'build:server'], { stdio: ['ignore', 2, 2] });
    if (status !== 0) {
      console.error('caracal: the build failed; see the lines above');
      process.exit(1);
    }
  }
  const options = ['--enable-source-maps', '--import', import.meta.resolve('./end-with-reader.mjs')];
  const child = spawn(process.execPath, [...options, entry, ...args], { stdio: 'inherit' });
  endWithNpm(child);
  // A terminal sends Ctrl-C to the child as well; other senders only to this process.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

function isBuilt(entry) {
  if (!fs.existsSync(entry) || !fs.existsSync(STAMP)) return false;
  const built = fs.statSync(STAMP).mtimeMs;
  const sources = fs.globSync([
    '{apps/*/src,libs,packs,scripts,bench}/**/*.ts',
    'libs/contracts/src/generated/*.js',
    'tsconfig*.json',
  ]);
  return sources.every((file) => (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) <= built);
}

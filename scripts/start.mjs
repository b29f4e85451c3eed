// `npm start`: builds when the sources are newer than the build, then runs the suite in this process' place.
// `npm run start:kafka`: a real broker and every service as a process of its own (see start-kafka-suite).
import './node-version.mjs';
import { spawn, spawnSync } from 'node:child_process';
// The default export: an older Node.js lacks globSync, and is told so instead of failing to link.
import fs from 'node:fs';
import { endWithNpm } from './end-with-npm.mjs';

const options = process.argv.slice(2);
const unknown = options.filter((option) => option !== '--kafka');
if (unknown.length > 0) {
  console.error(
    `caracal: unknown option ${unknown[0]}. Settings are environment variables, such as PORT=9090 npm start; see .env.example.`,
  );
  process.exit(1);
}
const entry = options.includes('--kafka') ? 'dist/scripts/start-kafka-suite.js' : 'dist/apps/standalone/src/main.js';

// The build's own; a compiler that finds nothing to write leaves them as they are.
const stamps = ['dist/.tsbuildinfo', 'dist/apps/console/index.html'];

if (!isBuilt()) {
  const startedAt = new Date();
  console.error('caracal: building (once; about a minute)');
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], { maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) {
    process.stderr.write(stdout);
    process.stderr.write(stderr);
    console.error('caracal: the build failed; see the lines above');
    process.exit(1);
  }
  for (const stamp of stamps) fs.utimesSync(stamp, startedAt, startedAt);
}

const child = spawn(
  process.execPath,
  // kafkajs sets timers to the past, which Node 24 mentions and nobody has to know.
  ['--enable-source-maps', '--max-semi-space-size=32', '--disable-warning=TimeoutNegativeWarning', entry],
  // Half of a start is compiling modules; from the second start on it is read from there.
  { stdio: 'inherit', env: { NODE_COMPILE_CACHE: 'node_modules/.cache/caracal/compiled', ...process.env } },
);
endWithNpm(child);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

function isBuilt() {
  if (!stamps.every((file) => fs.existsSync(file)) || !fs.existsSync(entry)) return false;
  const built = Math.min(...stamps.map((file) => fs.statSync(file).mtimeMs));
  const sources = fs.globSync([
    'apps/**/*',
    'libs/**/*',
    'packs/**/*.ts',
    'scripts/**/*.ts',
    'bench/**/*.ts',
    'package.json',
    'tsconfig*.json',
  ]);
  return sources.every((file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return !stat?.isFile() || file.endsWith('.spec.ts') || stat.mtimeMs <= built;
  });
}

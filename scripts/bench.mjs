// `npm run bench -- NAME [options]`: runs bench/NAME/main.ts or bench/NAME.ts, compiled. Without a name: says which there are.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runBuilt } from './run-built.mjs';

const folder = resolve(import.meta.dirname, '..', 'bench');
const [name, ...options] = process.argv.slice(2);
const benches = readdirSync(folder, { withFileTypes: true })
  .filter((entry) =>
    entry.isDirectory() ? existsSync(join(folder, entry.name, 'main.ts')) : /^[^.]+\.ts$/.test(entry.name),
  )
  .map((entry) => entry.name.replace(/\.ts$/, ''));

if (name === undefined || !benches.includes(name)) {
  if (name !== undefined) console.error(`bench: there is no bench ${name}`);
  console.error(`usage: npm run bench -- NAME [options], where NAME is one of: ${benches.join(', ')}`);
  process.exit(1);
}
runBuilt(existsSync(join(folder, name, 'main.ts')) ? `dist/bench/${name}/main.js` : `dist/bench/${name}.js`, options);

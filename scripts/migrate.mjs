// `npm run migrate`: see scripts/migrate.ts.
import { runBuilt } from './run-built.mjs';

runBuilt('dist/scripts/migrate.js', process.argv.slice(2));

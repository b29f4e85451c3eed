// `npm run features -- export`: the feature log as a table; see scripts/features/.
import { runBuilt } from './run-built.mjs';

runBuilt('dist/scripts/features/main.js', process.argv.slice(2));

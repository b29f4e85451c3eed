// `npm run admin -- COMMAND`: see scripts/admin/.
import { runBuilt } from './run-built.mjs';

runBuilt('dist/scripts/admin/main.js', process.argv.slice(2));

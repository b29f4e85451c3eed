// `npm run replay-decision -- TXN`: see scripts/replay-decision/.
import { runBuilt } from './run-built.mjs';

runBuilt('dist/scripts/replay-decision/main.js', process.argv.slice(2));

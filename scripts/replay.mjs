// `npm run replay -- FILE.csv --pack PACK`: see scripts/replay/.
import { runBuilt } from './run-built.mjs';

runBuilt('dist/scripts/replay/main.js', process.argv.slice(2));

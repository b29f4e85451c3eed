// `npm run evaluate -- PACK --data FOLDER`: how well a pack's features and boosted trees would have done, week by week.
import { runBuilt } from './run-built.mjs';

runBuilt('dist/scripts/evaluate/main.js', process.argv.slice(2));

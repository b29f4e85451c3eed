// `npm run train -- --features FILE --out model.onnx`: trains boosted trees, and writes a report beside the model.
import { runBuilt } from './run-built.mjs';

runBuilt('dist/scripts/train/main.js', process.argv.slice(2));

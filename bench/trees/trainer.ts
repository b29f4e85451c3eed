/**
 * Our side of the comparison, a process of its own so that its peak memory is its own: `trainer.js FOLDER WIDTH TREES DEPTH
 * THREADS BINS [agree]`. Reads train.bin, trains, scores test.bin into ours.bin (doubles), and prints one JSON line. With
 * `agree`, the exported model is scored over the training rows as well.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { predictMargins, rowsOf, train, TreeExplainer } from '#trees';
import { agreements } from './agreement.js';
import { readRows } from './made-up-payments.js';

const [folder, ...rest] = process.argv.slice(2);
const [width, trees, maxDepth, threads, quantileBins] = rest.map(Number) as [number, number, number, number, number];
const set = readRows(join(folder!, 'train.bin'), width);
const features = set.columns.map((_, c) => ({ name: `f${c}`, kind: 'number' as const }));

const startedMs = performance.now();
const cpuAtStart = process.cpuUsage();
const { model } = await train({ features, ...set }, { trees, maxDepth, quantileBins }, { threads });
const trainSeconds = (performance.now() - startedMs) / 1000;
const { user, system } = process.cpuUsage(cpuAtStart);
// maxRSS is in kilobytes.
const peakBytes = process.resourceUsage().maxRSS * 1024;

const rows = rowsOf(readRows(join(folder!, 'test.bin'), width).columns);
const count = rows.length / width;
predictMargins(model, rows.subarray(0, 2000 * width));
const predictMs = performance.now();
const margins = predictMargins(model, rows);
const predictSeconds = (performance.now() - predictMs) / 1000;
writeFileSync(join(folder!, 'ours.bin'), Buffer.from(margins.buffer));

const explainer = new TreeExplainer(model);
const few = rows.subarray(0, 1000 * width);
explainer.explain(few.subarray(0, 100 * width));
const explainMs = performance.now();
explainer.explain(few);
const explainSeconds = (performance.now() - explainMs) / 1000;

console.log(
  JSON.stringify({
    trainSeconds,
    trainCpuSeconds: (user + system) / 1e6,
    peakBytes,
    rowsPerSecond: count / predictSeconds,
    explainMicroseconds: (explainSeconds * 1e6) / (few.length / width),
    ...(rest.includes('agree') && { agreement: await agreements(model, set.columns) }),
  }),
);

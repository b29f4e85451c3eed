/**
 * What explaining a decision costs: exact SHAP values of one row at a time, as scoring asks for them, of the pack's model and
 * of 200 trees of depth 6 over 40 features; and which share of the simulated payments is explained at all. CPU time of one
 * thread. `npm run bench -- explanations [rows]`. Prints a table and, last, one JSON line. Says nothing of other machines.
 */
import { readFileSync } from 'node:fs';
import { predictProbabilities, ProbabilityExplainer, rowsOf, train, treeModelInOnnx, type TreeModel } from '#trees';
import { simulate } from '../packs/card-payments/src/simulate.js';
import { trainingRows } from '../packs/card-payments/train/training-rows.js';
import { needsExplanation } from '../apps/scoring/src/reasons/needs-explanation.js';
import { makeRows } from './trees/made-up-payments.js';

const ROWS = Number(process.argv[2] ?? 2000);
const ROUNDS = 5;
const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 8, 1);

interface Measured {
  readonly trees: number;
  readonly nodes: number;
  readonly buildMs: number;
  readonly microseconds: number;
  readonly worst: number;
}

const pack = treeModelInOnnx(readFileSync('packs/card-payments/model/model.onnx'))!;
const world = { seed: 'explained', accounts: 400, crimeShare: 0.0085, fromMs: FROM_MS, untilMs: FROM_MS + 30 * DAY_MS };
const payments = trainingRows(simulate(world), FROM_MS + 20 * DAY_MS);
const made = makeRows(100_000, 40, 1);
const features = made.columns.map((_, c) => ({ name: `f${c}`, kind: 'number' as const }));
const { model: large } = await train({ features, ...made }, { trees: 200, maxDepth: 6, quantileBins: 256 });

const rows = {
  'the pack’s model': measure(pack, payments.rows),
  '200 trees of depth 6': measure(large, rowsOf(made.columns.map((column) => column.subarray(0, ROWS)))),
};
console.table(rows);
const scores = predictProbabilities(pack, payments.rows).map((probability) => Math.round(1000 * probability));
// What the policy makes of a score is left out: from 150 on it stops some, and all of those are explained already.
const explained = scores.filter((score) => needsExplanation('approve', score, [])).length / scores.length;
const average = explained * rows['the pack’s model'].microseconds;
console.log(
  `explained: ${(explained * 100).toFixed(2)} % of ${scores.length} payments; ${average.toFixed(2)} µs a payment`,
);
console.log(JSON.stringify({ bench: 'explanations', node: process.version, rows, explained }));

/** The median of some rounds, and the worst. */
function measure(model: TreeModel, values: Float32Array): Measured {
  const width = model.features.length;
  const count = Math.min(ROWS, values.length / width);
  const startedMs = performance.now();
  const explainer = new ProbabilityExplainer(model);
  const buildMs = performance.now() - startedMs;
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const before = process.cpuUsage();
    for (let row = 0; row < count; row++) explainer.explain(values.subarray(row * width, (row + 1) * width));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  })
    // The first warms up.
    .slice(1)
    .toSorted((a, b) => a - b);
  return {
    trees: model.treeStart.length - 1,
    nodes: model.nodes.feature.length,
    buildMs: Number(buildMs.toFixed(1)),
    microseconds: Number(rounds[ROUNDS >> 1]!.toFixed(1)),
    worst: Number(rounds.at(-1)!.toFixed(1)),
  };
}

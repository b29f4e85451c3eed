/** What a risk officer asks of a model: what it is for, what it was made from, how good it is, what drives it. */
import { calibrationCurve, ProbabilityExplainer } from '#trees';
import { MODEL_FEATURES } from '../src/features.js';
import { recallByTypology } from './measures.js';
import type { TrainedTrees, TrainerOptions } from './tree-trainer.js';

interface World {
  readonly seed: string;
  readonly accounts: number;
  readonly crimeShare: number;
}

interface Elsewhere {
  readonly world: World;
  readonly payments: number;
  readonly metrics: Readonly<Record<string, number>>;
}

const STRONGEST = 25;

/** JSON, with a line break at its end. */
export function modelCard(
  trained: TrainedTrees,
  options: TrainerOptions,
  world: World,
  { world: other, payments, metrics: elsewhere }: Elsewhere,
): string {
  const { model, onnx, splits, test, probabilities, dataHash } = trained;
  const card = {
    id: options.modelId,
    version: options.modelVersion,
    kind: `${model.treeStart.length - 1} gradient-boosted trees, calibrated by Platt scaling`,
    intended_use:
      'The probability that a card payment is fraud, at the moment it is posted. A first model for new installations; replace it by one that is trained on your own labels.',
    limits:
      'Trained on simulated payments only, which are easier to tell apart than real ones: its figures say that it learned what there was, not how it does on yours. Rates and habits of real payers differ, and merchant volumes depend on the size of an installation. It reads no names, addresses or other personal attributes.',
    feature_set: MODEL_FEATURES.version,
    features: model.features.length,
    bytes: onnx.length,
    data: {
      source: 'packs/card-payments simulator',
      seed: world.seed,
      accounts: world.accounts,
      crime_share: world.crimeShare,
      trained_from: new Date(options.trainFromMs).toISOString(),
      trained_to: new Date(options.calibrateFromMs).toISOString(),
      splits,
      sha256: dataHash,
    },
    fit: { ...options.parameters, trees: model.treeStart.length - 1, nodes: model.nodes.feature.length },
    calibration: model.calibration,
    base_log_odds: new ProbabilityExplainer(model).base,
    metrics_on_test_days: trained.metrics,
    metrics_elsewhere: { seed: other.seed, accounts: other.accounts, payments, ...elsewhere },
    recall_by_typology_at_fpr_1_percent: recallByTypology(test, probabilities),
    calibration_on_test_days: calibrationCurve(test.labels, probabilities, 10).map((bin) => ({
      rows: bin.rows,
      predicted: bin.meanProbability,
      observed: bin.observed,
    })),
    importance_by_group: byGroup(trained.importance),
    strongest_features: trained.importance
      .toSorted((a, b) => b.meanAbsoluteShap - a.meanAbsoluteShap)
      .slice(0, STRONGEST)
      .map(({ feature, gain, meanAbsoluteShap }) => ({ feature, mean_absolute_shap: meanAbsoluteShap, gain })),
  };
  return `${JSON.stringify(card, jsonNumber, 2)}\n`;
}

/** Mean of |SHAP value| in log-odds, added up over the features of each group. */
function byGroup(importance: TrainedTrees['importance']): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [i, { meanAbsoluteShap }] of importance.entries()) {
    const { group } = MODEL_FEATURES.features[i]!;
    sums.set(group, (sums.get(group) ?? 0) + meanAbsoluteShap);
  }
  return Object.fromEntries([...sums].toSorted(([, a], [, b]) => b - a));
}

/** Six significant digits: more would only make noise in diffs. */
function jsonNumber(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

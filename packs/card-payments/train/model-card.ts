/** What a risk officer asks of a model: what it is for, what it was made from, how good it is, what drives it. */
import { FEATURE_SET, FEATURES } from '#features';
import { calibrationCurve, ProbabilityExplainer } from '#trees';
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

/**
 * The model before this one, a logistic regression on the same features: fitted to the same days of the same world, and judged
 * on the same days and elsewhere. Only where the data are those.
 */
const BEFORE = {
  id: 'card-payments-logistic@1',
  data_sha256: '6b3b26db0d6324669a92ab58c773dec060857030ec961f2c458c942e56c969ce',
  metrics_on_test_days: {
    roc_auc: 0.997632,
    average_precision: 0.948677,
    recall_at_fpr_0_1_percent: 0.894895,
    recall_at_fpr_1_percent: 0.96997,
    brier_score: 0.00128653,
    expected_calibration_error: 0.000410375,
  },
  metrics_elsewhere: {
    roc_auc: 0.995471,
    average_precision: 0.85559,
    recall_at_fpr_0_1_percent: 0.727907,
    recall_at_fpr_1_percent: 0.937209,
    brier_score: 0.00214713,
    expected_calibration_error: 0.000916484,
  },
};

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
    feature_set: FEATURE_SET,
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
    ...(BEFORE.data_sha256 === dataHash && { before: BEFORE }),
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
    const { group } = FEATURES[i]!;
    sums.set(group, (sums.get(group) ?? 0) + meanAbsoluteShap);
  }
  return Object.fromEntries([...sums].toSorted(([, a], [, b]) => b - a));
}

/** Six significant digits: more would only make noise in diffs. */
function jsonNumber(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

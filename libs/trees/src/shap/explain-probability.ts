/** Why a row has its probability: SHAP values carried through the calibration, in log-odds of what people are told. */
import { calibratedLogOdds, sigmoid } from '../calibration/calibration.js';
import { marginOf } from '../predict.js';
import type { ModelFeature, TreeModel } from '../tree-model.js';
import { planExplanations, TreeExplainer, type ExplanationPlan } from './tree-explainer.js';

export interface ExplainedProbability {
  readonly probability: number;
  /** Log-odds that each feature adds, in the model's order: with the explainer's `base` they sum to those of `probability`. */
  readonly contributions: Float64Array;
}

export class ProbabilityExplainer {
  /** Log-odds of a row of which nothing is known. */
  readonly base: number;
  private readonly trees: TreeExplainer;

  /** In the order of contributions. */
  get features(): readonly ModelFeature[] {
    return this.model.features;
  }

  /** @param plan of this model */
  constructor(
    private readonly model: TreeModel,
    plan: ExplanationPlan = planExplanations(model),
  ) {
    this.trees = new TreeExplainer(model, plan);
    this.base = calibratedLogOdds(model.calibration, this.trees.expectedMargin);
  }

  /**
   * Exact where the calibration is a straight line in log-odds. Where it is not (isotonic), its rise between the two ends is
   * shared out as the margin's is: the rescale rule of DeepLIFT (Shrikumar et al., 2017), which keeps the sum.
   */
  explain(row: Float32Array): ExplainedProbability {
    const { calibration } = this.model;
    const contributions = this.trees.explain(row);
    const moved = contributions.reduce((sum, x) => sum + x, 0);
    const logOdds = calibratedLogOdds(calibration, this.marginOf(row, moved));
    const slope = this.slopeTo(logOdds, moved);
    for (let i = 0; i < contributions.length; i++) contributions[i]! *= slope;
    return { probability: sigmoid(logOdds), contributions };
  }

  /** To the last digit for an isotonic calibration, which may rise so steeply that what contributions are rounded by would show. */
  private marginOf(row: Float32Array, moved: number): number {
    const isSteep = this.model.calibration.kind === 'isotonic';
    return isSteep ? marginOf(this.model, row) : this.trees.expectedMargin + moved;
  }

  private slopeTo(logOdds: number, moved: number): number {
    const { calibration } = this.model;
    if (calibration.kind !== 'isotonic') return calibration.kind === 'platt' ? calibration.slope : 1;
    // Contributions that cancel out move nothing, whatever the slope.
    return Math.abs(moved) > MOVED_MIN ? (logOdds - this.base) / moved : 1;
  }
}

const MOVED_MIN = 1e-9;

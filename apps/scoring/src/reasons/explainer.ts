/**
 * What moved the probability that a model gave, by what its file has: the trees themselves, where it carries them (exact
 * SHAP values, in this thread: for a flagged decision that costs less than asking another one); else the contributions that
 * the model puts out; else nothing. Built once per loaded model.
 */
import { OnnxModelError, type ModelMetadata } from '#onnx';
import { ProbabilityExplainer, treeModelInOnnx } from '#trees';

export interface Explanation {
  readonly method: 'tree_shap' | 'model_output';
  /** Log-odds that contributions are added to. */
  readonly base: number;
  /** Log-odds that each feature adds, in the model's order. */
  readonly contributions: ArrayLike<number>;
  /** Of the probability: the sum of them all, but for what the model's own output leaves out. */
  readonly logOdds: number;
}

/** Probabilities of the graph and of the trees that are further apart are not of one model. */
const APART_MAX = 1e-3;
/** As sure as a float32 probability can be. */
const LOG_ODDS_MAX = 16;

export class Explainer {
  private constructor(
    private readonly base: number,
    private readonly trees: ProbabilityExplainer | undefined,
  ) {}

  /**
   * Throws `OnnxModelError` or `TreeModelFileError` when trees are carried that can't be those of the model.
   *
   * @param trees those that the file carries, where they have been made ready already
   */
  static of(
    bytes: Uint8Array,
    { baseMargin, featureNames }: ModelMetadata,
    trees: ProbabilityExplainer | undefined = treesOf(bytes),
  ): Explainer {
    if (!trees) return new Explainer(baseMargin, undefined);
    const names = trees.features.map(({ name }) => name);
    if (names.length !== featureNames.length || names.some((name, i) => name !== featureNames[i]))
      throw new OnnxModelError(
        'The trees that the model carries have other features, or another order, than the model',
      );
    return new Explainer(baseMargin, trees);
  }

  /**
   * Undefined when nothing can be said.
   *
   * @param row as it went into the model
   * @param own what the model itself says that each feature added
   */
  explain(row: Float32Array, probability: number, own?: Float32Array): Explanation | undefined {
    return this.trees ? ofTrees(this.trees, row, probability) : own && ofOutput(this.base, probability, own);
  }
}

function treesOf(bytes: Uint8Array): ProbabilityExplainer | undefined {
  const model = treeModelInOnnx(bytes);
  return model && new ProbabilityExplainer(model);
}

function ofTrees(trees: ProbabilityExplainer, row: Float32Array, probability: number): Explanation | undefined {
  const explained = trees.explain(row);
  if (!(Math.abs(explained.probability - probability) <= APART_MAX)) return undefined;
  const { contributions } = explained;
  const logOdds = contributions.reduce((sum, x) => sum + x, trees.base);
  return { method: 'tree_shap', base: trees.base, contributions, logOdds };
}

function ofOutput(base: number, probability: number, own: Float32Array): Explanation | undefined {
  if (!own.every((x) => Number.isFinite(x))) return undefined;
  const logOdds = Math.min(LOG_ODDS_MAX, Math.max(-LOG_ODDS_MAX, Math.log(probability / (1 - probability))));
  return { method: 'model_output', base, contributions: own, logOdds };
}

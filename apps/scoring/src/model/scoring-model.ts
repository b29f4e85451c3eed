/**
 * The port to a model. Rows go in as one flat array so that a batch costs no allocation per row; what it gives back is
 * the caller's to keep.
 */
import type { Scores } from '#inference';
import type { ModelMetadata } from '#onnx';
import type { Explainer } from '../reasons/explainer.js';

export abstract class ScoringModel {
  abstract readonly metadata: ModelMetadata;
  /** What its file says about the answers. */
  abstract explainer(): Explainer;
  /**
   * `rows` holds `count` rows of `metadata.featureNames.length` columns, NaN = missing; they are taken before this returns.
   * Rejects when the model can't run.
   */
  abstract score(rows: Float32Array, count: number): Promise<Scores>;
  /** Lets go of it, once what was asked of it is answered. */
  abstract close(): Promise<void>;
}

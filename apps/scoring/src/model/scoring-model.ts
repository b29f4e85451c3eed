/**
 * The port to a model. Rows go in as one flat array so that a batch costs no allocation per row; what it gives back is
 * the caller's to keep.
 */
import type { ModelMetadata } from '#onnx';
import type { Explainer } from '../reasons/explainer.js';

export abstract class ScoringModel {
  abstract readonly metadata: ModelMetadata;
  /** What its file says about the answers. */
  abstract readonly explainer: Explainer;
  /**
   * `rows` holds `count` rows of `metadata.featureNames.length` columns, NaN = missing; it may be reused once the promise
   * settles. Rejects when the model can't run.
   */
  abstract score(rows: Float32Array, count: number): Promise<Scores>;
  /** Frees what the model holds outside the heap. */
  abstract close(): Promise<void>;
}

export interface Scores {
  /** One probability of fraud per row. */
  readonly probability: Float32Array;
  /** Row after row, the log-odds that each feature added; only of models that put them out. */
  readonly contributions?: Float32Array;
}

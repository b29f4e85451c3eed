/** The model as decisions use it: its columns, shared runs, and a guard; or none at all. */
import type { ModelMetadata } from '#onnx';
import { ModelColumns } from '../feature-vector.js';
import type { Explainer } from '../reasons/explainer.js';
import { MicroBatcher, type BatchLimits } from './micro-batcher.js';
import { ModelGuard, type GuardLimits, type ModelFailure } from './model-guard.js';
import type { Scores, ScoringModel } from './scoring-model.js';

export class ModelStage {
  readonly columns: ModelColumns;
  readonly metadata: ModelMetadata;
  readonly explainer: Explainer;
  private readonly batcher: MicroBatcher;
  private readonly guard: ModelGuard;

  /** Throws `ModelMismatchError` when the model doesn't fit the feature catalogue. */
  constructor(
    private readonly model: ScoringModel,
    limits: BatchLimits & GuardLimits,
    failed: (failure: ModelFailure, error: unknown) => void,
  ) {
    this.metadata = model.metadata;
    this.explainer = model.explainer;
    this.columns = new ModelColumns(model.metadata);
    this.batcher = new MicroBatcher(model, this.columns.count, limits);
    this.guard = new ModelGuard(limits, () => performance.now(), failed);
  }

  get resting(): boolean {
    return this.guard.open;
  }

  /** While `work` goes on, batches of others may wait a moment for its rows. */
  working<T>(work: () => Promise<T>): Promise<T> {
    return this.batcher.working(work);
  }

  /** Undefined when the model can't answer now; the rules then decide alone. */
  score(rows: Float32Array, count: number): Promise<Scores | undefined> {
    return this.guard.scores(() => this.batcher.score(rows, count));
  }

  close(): Promise<void> {
    return this.model.close();
  }
}

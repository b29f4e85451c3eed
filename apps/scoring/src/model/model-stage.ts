/** A model as decisions use it: its columns, shared runs, and a guard. */
import type { Scores } from '#inference';
import type { ModelMetadata } from '#onnx';
import { ModelColumns } from '../feature-vector.js';
import type { Explainer } from '../reasons/explainer.js';
import type { Gathering } from './gathering.js';
import { MicroBatcher, type BatchLimits } from './micro-batcher.js';
import { ModelGuard, type GuardLimits, type ModelFailure, type Unanswered } from './model-guard.js';
import type { ScoringModel } from './scoring-model.js';

export interface StageEvents {
  failed(modelId: string, failure: ModelFailure, error: unknown): void;
  /** A run of the model begins. */
  ran(rows: number): void;
}

export class ModelStage {
  readonly columns: ModelColumns;
  readonly metadata: ModelMetadata;
  readonly explainer: Explainer;
  /** As decisions name it. */
  readonly id: string;
  private readonly batcher: MicroBatcher;
  private readonly guard: ModelGuard;
  private underWay = 0;
  private drained: (() => void) | undefined;

  /** Throws `ModelMismatchError` when the model doesn't fit the feature catalogue. */
  constructor(
    private readonly model: ScoringModel,
    limits: BatchLimits & GuardLimits,
    gathering: Gathering,
    events: StageEvents,
  ) {
    this.metadata = model.metadata;
    this.explainer = model.explainer();
    this.id = `${model.metadata.modelId}@${model.metadata.modelVersion}`;
    this.columns = new ModelColumns(model.metadata);
    this.batcher = new MicroBatcher(model, this.columns.count, limits, gathering, (rows) => events.ran(rows));
    this.guard = new ModelGuard(
      limits,
      () => performance.now(),
      (failure, error) => events.failed(this.id, failure, error),
    );
  }

  get resting(): boolean {
    return this.guard.open;
  }

  /** Why not, when the model can't answer now; the rules then decide alone. */
  async score(rows: Float32Array, count: number): Promise<Scores | Unanswered> {
    this.underWay++;
    try {
      return await this.guard.scores(() => this.batcher.score(rows, count));
    } finally {
      if (--this.underWay === 0) this.drained?.();
    }
  }

  /** Lets go of the model once everything that was asked of it is answered. */
  async close(): Promise<void> {
    if (this.underWay > 0) await new Promise<void>((resolve) => (this.drained = resolve));
    await this.model.close();
  }
}

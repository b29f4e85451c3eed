/** A model as decisions use it: its columns, shared runs, and a guard. */
import type { FeatureSet } from '#features';
import type { Scores } from '#inference';
import type { ModelMetadata } from '#onnx';
import { ModelColumns, ModelMismatchError } from '../feature-vector.js';
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
  readonly metadata: ModelMetadata;
  readonly explainer: Explainer;
  /** As decisions name it. */
  readonly id: string;
  private readonly batcher: MicroBatcher;
  private readonly guard: ModelGuard;
  /** By what the columns are taken from; undefined where it lacks some. */
  private readonly columns = new WeakMap<FeatureSet, { readonly of: ModelColumns | undefined }>();
  private underWay = 0;
  private drained: (() => void) | undefined;

  constructor(
    private readonly model: ScoringModel,
    limits: BatchLimits & GuardLimits,
    gathering: Gathering,
    events: StageEvents,
  ) {
    this.metadata = model.metadata;
    this.explainer = model.explainer();
    this.id = `${model.metadata.modelId}@${model.metadata.modelVersion}`;
    this.batcher = new MicroBatcher(model, this.width, limits, gathering, (rows) => events.ran(rows));
    this.guard = new ModelGuard(
      limits,
      () => performance.now(),
      (failure, error) => events.failed(this.id, failure, error),
    );
  }

  /** Columns of its input. */
  get width(): number {
    return this.metadata.featureNames.length;
  }

  /** Throws `ModelMismatchError`, with their names, when the model asks for features that are not in the set. */
  checkAgainst(set: FeatureSet): void {
    this.columns.set(set, { of: new ModelColumns(this.metadata, set) });
  }

  /** Undefined where the set lacks some of its features. */
  columnsOf(set: FeatureSet): ModelColumns | undefined {
    const known = this.columns.get(set);
    if (known) return known.of;
    try {
      this.checkAgainst(set);
    } catch (error) {
      if (!(error instanceof ModelMismatchError)) throw error;
      this.columns.set(set, { of: undefined });
    }
    return this.columns.get(set)?.of;
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

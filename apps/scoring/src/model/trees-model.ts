/** A model of trees that this process scores itself: it has no process that could hang or end. */
import type { Scores, TreeScorer } from '#inference';
import type { Explainer } from '../reasons/explainer.js';
import type { ModelFile } from './model-file.js';
import { ScoringModel } from './scoring-model.js';

export class TreesModel extends ScoringModel {
  constructor(
    private readonly file: ModelFile,
    private readonly explains: Explainer,
    private readonly scorer: TreeScorer,
  ) {
    super();
  }

  get metadata() {
    return this.file.metadata;
  }

  override explainer(): Explainer {
    return this.explains;
  }

  override score(rows: Float32Array, count: number): Promise<Scores> {
    return this.scorer.score(rows, count);
  }

  override async close(): Promise<void> {}
}

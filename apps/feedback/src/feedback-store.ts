import type { DecisionV1, LabelV1 } from '#contracts';

/** Where features and labels are kept for training. Both writes are one statement each; repeats change nothing. */
export abstract class FeedbackStore {
  /** One row for each transaction and rung. */
  abstract logFeatures(decisions: readonly DecisionV1[]): Promise<void>;
  /** All labels, with where they came from; none is ever changed. */
  abstract storeLabels(labels: readonly LabelV1[]): Promise<void>;
}

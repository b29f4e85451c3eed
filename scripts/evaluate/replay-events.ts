/** What a replay is made of: payments in the order of their times, and between them each label when it became known. */
import type { LabelV1, TransactionV1 } from '#contracts';

export type ReplayEvent =
  | {
      readonly kind: 'payment';
      /** What scores call it. */
      readonly id: string;
      readonly transaction: TransactionV1;
    }
  | { readonly kind: 'label'; readonly label: LabelV1 };

/** A labelled data set, as it happened. */
export interface ReplaySource {
  /** How many payments there are, about; for progress and first sizes. */
  about: number;
  /**
   * In order; labels of the last payments come after them. Throws `EvaluateError` for what can't be used.
   * @param limit - the first payments only
   */
  events(limit: number): AsyncIterable<ReplayEvent>;
}

/**
 * What the models say of rows: the champion of each one's tenant of all, then the second tier of those in the grey zone, if
 * there is time. Rows of one model share a run.
 */
import type { ModelAnswerV1 } from '#contracts';
import type { FeatureSet } from '#features';
import type { Scores } from '#inference';
import type { ModelColumns } from '../feature-vector.js';
import type { Gathering } from './gathering.js';
import type { ModelBook } from './model-book.js';
import { isProbability, type Unanswered } from './model-guard.js';
import type { ModelStage } from './model-stage.js';

/** A transaction to ask about. */
export interface AskedRow {
  readonly tenantId: string;
  readonly plan: FeatureSet;
  /** In the order of `plan`; NaN = missing. */
  readonly vector: Float64Array;
}

export interface RowAnswer {
  /** Of the last of `models`. */
  readonly probability: number;
  readonly stage: ModelStage;
  readonly columns: ModelColumns;
  /** In the model's order; of models that say so themselves. */
  readonly contributions: Float32Array | undefined;
  readonly models: readonly ModelAnswerV1[];
}

/** `none`: there is no model for this tenant. `lacks_features`: it needs some that the tenant does not have. */
export type RowSilence = Unanswered | 'none' | 'no_number' | 'lacks_features';

export class AskModels {
  constructor(
    private readonly book: ModelBook,
    private readonly gathering: Gathering,
  ) {}

  /** Never rejects. @param mayAskTwice there is time for second tiers */
  async answers(rows: readonly AskedRow[], mayAskTwice: boolean): Promise<(RowAnswer | RowSilence)[]> {
    const answers: (RowAnswer | RowSilence)[] = rows.map(() => 'none');
    await this.ask(rows, answers, 'champion', (row) => this.book.of(row.tenantId).champion);
    if (mayAskTwice && rows.some((row, i) => this.secondFor(row, answers[i]!)))
      await this.ask(rows, answers, 'tier2', (row, i) => this.secondFor(row, answers[i]!));
    return answers;
  }

  private secondFor({ tenantId }: AskedRow, first: RowAnswer | RowSilence): ModelStage | undefined {
    const { tier2 } = this.book.of(tenantId);
    if (!tier2 || typeof first === 'string') return undefined;
    return first.probability >= tier2.from && first.probability <= tier2.to ? tier2.stage : undefined;
  }

  private async ask(
    rows: readonly AskedRow[],
    answers: (RowAnswer | RowSilence)[],
    role: ModelAnswerV1['role'],
    stageOf: (row: AskedRow, i: number) => ModelStage | undefined,
  ): Promise<void> {
    const asked = new Map<ModelStage, Asked[]>();
    for (const [i, row] of rows.entries()) {
      const stage = stageOf(row, i);
      if (!stage) continue;
      const columns = stage.columnsOf(row.plan);
      if (!columns) {
        if (answers[i] === 'none') answers[i] = 'lacks_features';
        continue;
      }
      const places = asked.get(stage);
      if (places) places.push({ place: i, columns });
      else asked.set(stage, [{ place: i, columns }]);
    }
    if (asked.size === 0) return;
    await this.gathering.asks(() =>
      Promise.all(
        Array.from(asked, async ([stage, places]) => {
          const input = new Float32Array(places.length * stage.width);
          for (const [row, { place, columns }] of places.entries()) columns.write(rows[place]!.vector, input, row);
          const scores = await stage.score(input, places.length);
          for (const [row, { place, columns }] of places.entries())
            answers[place] = answerOf({ stage, columns, role }, scores, row, answers[place]!);
        }),
      ),
    );
  }
}

interface Asked {
  /** Of the row. */
  readonly place: number;
  readonly columns: ModelColumns;
}

/** A second tier that doesn't answer leaves the champion's word. */
function answerOf(
  { stage, columns, role }: Pick<RowAnswer, 'stage' | 'columns'> & Pick<ModelAnswerV1, 'role'>,
  scores: Scores | Unanswered,
  row: number,
  before: RowAnswer | RowSilence,
): RowAnswer | RowSilence {
  const earlier = typeof before === 'string' ? undefined : before;
  if (typeof scores === 'string') return earlier ?? scores;
  const probability = scores.probability[row]!;
  // A model that gives no number has not answered.
  if (!isProbability(probability)) return earlier ?? 'no_number';
  const { width } = stage;
  return {
    probability,
    stage,
    columns,
    contributions: scores.contributions?.subarray(row * width, (row + 1) * width),
    models: [...(earlier?.models ?? []), { id: stage.id, role, probability }],
  };
}

/** A stream of events through the features: each payment's values as of its time, and when it became known to be a fraud. */
import { entitiesOf, type LabelV1, type TransactionV1 } from '#contracts';
import type { FeaturePlan } from '#features';
import { EvaluateError } from './evaluate-error.js';
import type { EvaluationFile } from './evaluation-file.js';
import { FeatureStream } from './feature-stream.js';
import { fraudKnown } from './fraud-known.js';
import { LabelledRows } from './labelled-rows.js';
import type { ReplaySource } from './replay-events.js';

export interface Replayed {
  readonly source: ReplaySource;
  readonly plan: FeaturePlan;
  readonly card: EvaluationFile['card'];
  readonly limit: number;
}

const ROWS_BETWEEN_TURNS = 5000;

/** Throws `EvaluateError` for data that can't be used. */
export async function replayFeatures(
  { source, plan, card, limit }: Replayed,
  signal: AbortSignal,
  onRows: (done: number, about: number) => void,
): Promise<LabelledRows> {
  const features = plan.features.map(({ name }) => ({ name, kind: 'number' as const }));
  const stream = new FeatureStream(plan);
  const told = new Told();
  let rows: LabelledRows | undefined;
  for await (const event of source.events(limit)) {
    if (event.kind === 'label') {
      stream.label(event.label);
      if (rows) told.label(event.label, rows);
      continue;
    }
    // Only now does a file know how many rows it has.
    rows ??= new LabelledRows(features, Math.min(limit, source.about));
    const { id, transaction } = event;
    told.payment(transaction.id, rows.count);
    rows.push(id, cardOf(transaction, card), transaction.occurredAtMs, stream.transaction(transaction));
    if (rows.count % ROWS_BETWEEN_TURNS !== 0) continue;
    signal.throwIfAborted();
    onRows(rows.count, Math.min(limit, source.about));
  }
  if (!rows) throw new EvaluateError('there are no payments in the data');
  return rows;
}

/** What was said of which row. */
class Told {
  private readonly places = new Map<string, number>();
  private readonly labels = new Map<number, LabelV1[]>();

  payment(transactionId: string, row: number): void {
    this.places.set(transactionId, row);
  }

  label(label: LabelV1, rows: LabelledRows): void {
    const row = this.places.get(label.transactionId);
    if (row === undefined || label.weight === 0) return;
    const said = this.labels.get(row) ?? [];
    said.push(label);
    this.labels.set(row, said);
    const { fromMs, untilMs } = fraudKnown(said);
    rows.know(row, fromMs, untilMs);
  }
}

function cardOf(transaction: TransactionV1, type: EvaluationFile['card']): string {
  return entitiesOf(transaction).find(({ entityType }) => entityType === type)?.entityId ?? '';
}

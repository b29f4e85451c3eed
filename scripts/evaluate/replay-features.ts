/**
 * Rows of a labelled file through the features, in the order of the file; a label enters when it became known, between the
 * transactions before and after that moment.
 */
import TinyQueue from 'tinyqueue';
import { entitiesOf, type LabelV1, type TransactionV1 } from '#contracts';
import type { FeaturePlan } from '#features';
import { transactionFrom } from '../../apps/ingestion/src/read-request.js';
import { labelFrom, transactionEventRequest } from '../../apps/ingestion/src/transaction-event.js';
import { compileMapping, RowError, type MappedEvent, type MappingFile } from '../replay/mapping.js';
import { measure, readRows } from '../replay/read-rows.js';
import { EvaluateError } from './evaluate-error.js';
import type { EvaluationFile } from './evaluation-file.js';
import { FeatureStream } from './feature-stream.js';
import { LabelledRows } from './labelled-rows.js';

export interface ReplayedFile {
  readonly file: string;
  readonly mapping: MappingFile;
  readonly plan: FeaturePlan;
  readonly card: EvaluationFile['card'];
  readonly limit: number;
}

const TENANT = 'evaluation';
const ROWS_BETWEEN_TURNS = 5000;

/** Throws `EvaluateError` for a row that can't be used. */
export async function replayFeatures(
  { file, mapping, plan, card, limit }: ReplayedFile,
  signal: AbortSignal,
  onRows: (done: number, about: number) => void,
): Promise<LabelledRows> {
  const features = plan.features.map(({ name }) => ({ name, kind: 'number' as const }));
  const stream = new FeatureStream(plan);
  const pending = new TinyQueue<LabelV1>([], (a, b) => a.knownAtMs - b.knownAtMs);
  const prefix = mapping.transaction['id']?.prefix ?? '';
  let compiled: ReturnType<typeof compileMapping> | undefined;
  let rows = new LabelledRows(features, 0);
  let about = 0;
  for await (const { line, row } of readRows(file)) {
    if (!compiled) {
      compiled = compileMapping(mapping, row);
      about = Math.min(limit, (await measure(file, row.length)).rowsAbout);
      rows = new LabelledRows(features, about);
      continue;
    }
    if (rows.count >= limit) break;
    const { parsed, atMs, events } = mapped(compiled, row, line);
    if (rows.count > 0 && atMs < rows.timeOf(rows.count - 1))
      throw new EvaluateError(`line ${line} of ${file} is earlier than the line before it; sort the file by time`);
    while ((pending.peek()?.knownAtMs ?? Infinity) <= atMs) stream.label(pending.pop()!);
    const by = { id: parsed.id, tenantId: TENANT, livemode: false, receivedAtMs: atMs };
    const transaction = transactionFrom(parsed, by);
    const labels = events.map((event) => labelOf(transaction, event));
    const frauds = labels.filter(({ verdict }) => verdict === 'fraud').map(({ knownAtMs }) => knownAtMs);
    const vector = stream.transaction(transaction);
    rows.push(parsed.id.slice(prefix.length), cardOf(transaction, card), atMs, Math.min(...frauds), vector);
    for (const label of labels) pending.push(label);
    if (rows.count % ROWS_BETWEEN_TURNS !== 0) continue;
    signal.throwIfAborted();
    onRows(rows.count, about);
  }
  if (rows.count === 0) throw new EvaluateError(`${file} has no rows`);
  return rows;
}

function mapped(compiled: ReturnType<typeof compileMapping>, row: readonly string[], line: number) {
  try {
    return compiled.map(row, 0);
  } catch (error) {
    if (error instanceof RowError) throw new EvaluateError(`line ${line}: ${error.message}`);
    throw error;
  }
}

/** As ingestion writes it when the event is reported. */
function labelOf(transaction: TransactionV1, { type, atMs }: MappedEvent): LabelV1 {
  const request = transactionEventRequest.parse({ type, occurred_at: new Date(atMs).toISOString() });
  return labelFrom(transaction, request, atMs, undefined);
}

function cardOf(transaction: TransactionV1, type: EvaluationFile['card']): string {
  return entitiesOf(transaction).find(({ entityType }) => entityType === type)?.entityId ?? '';
}

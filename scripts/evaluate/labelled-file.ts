/** A labelled CSV file as a stream of events, by its pack's mapping. */
import TinyQueue from 'tinyqueue';
import type { LabelV1, TransactionV1 } from '#contracts';
import { transactionFrom } from '../../apps/ingestion/src/read-request.js';
import { labelFrom, transactionEventRequest } from '../../apps/ingestion/src/transaction-event.js';
import { compileMapping, RowError, type MappedEvent, type MappingFile } from '../replay/mapping.js';
import { measure, readRows } from '../replay/read-rows.js';
import { EvaluateError } from './evaluate-error.js';
import type { ReplayEvent, ReplaySource } from './replay-events.js';

const TENANT = 'evaluation';

export class LabelledFile implements ReplaySource {
  about = 0;

  constructor(
    private readonly file: string,
    private readonly mapping: MappingFile,
  ) {}

  async *events(limit: number): AsyncGenerator<ReplayEvent> {
    const { file, mapping } = this;
    const pending = new TinyQueue<LabelV1>([], (a, b) => a.knownAtMs - b.knownAtMs);
    const prefix = mapping.transaction['id']?.prefix ?? '';
    let compiled: ReturnType<typeof compileMapping> | undefined;
    let [payments, lastMs] = [0, -Infinity];
    for await (const { line, row } of readRows(file)) {
      if (!compiled) {
        compiled = compileMapping(mapping, row);
        this.about = Math.min(limit, (await measure(file, row.length)).rowsAbout);
        continue;
      }
      if (payments++ >= limit) break;
      const { parsed, atMs, events } = mapped(compiled, row, line);
      if (atMs < lastMs)
        throw new EvaluateError(`line ${line} of ${file} is earlier than the line before it; sort the file by time`);
      lastMs = atMs;
      while ((pending.peek()?.knownAtMs ?? Infinity) <= atMs) yield { kind: 'label', label: pending.pop()! };
      const transaction = transactionFrom(parsed, {
        id: parsed.id,
        tenantId: TENANT,
        livemode: false,
        receivedAtMs: atMs,
      });
      yield { kind: 'payment', id: parsed.id.slice(prefix.length), transaction };
      for (const event of events) pending.push(labelOf(transaction, event));
    }
    if (payments === 0) throw new EvaluateError(`${file} has no rows`);
    for (let label = pending.pop(); label !== undefined; label = pending.pop()) yield { kind: 'label', label };
  }
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

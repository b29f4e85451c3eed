/**
 * labels.v1 → transactions.v1: a label goes to every partition that keeps an entity of its transaction. There it stands in one
 * order with the transactions, under the same offset that states are saved with: what a crash makes come again was taken
 * already, or is not in the state, and nothing is lost in between.
 */
import { Controller } from '@nestjs/common';
import { type LabelV1, labelV1, recordHeaders, topics } from '#contracts';
import { labelChangeOf } from '#features';
import { BatchHandler, EventLog, type Handled, type LogRecord, OnRecords, type OutRecord } from '#messaging';
import { labelledKeys } from './entity-key.js';
import { SOURCE } from './outgoing-records.js';

@Controller()
export class RouteLabelsHandler extends BatchHandler {
  constructor(private readonly log: EventLog) {
    super();
  }

  @OnRecords(topics.labels, { group: 'cep-labels' })
  override handle(records: readonly LogRecord[]): Handled {
    const publish: OutRecord[] = [];
    const poison: { record: LogRecord; error: unknown }[] = [];
    for (const record of records) {
      try {
        publish.push(...this.routed(labelV1.decode(record.value), record));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    return { publish, poison };
  }

  private routed(label: LabelV1, { value, headers }: LogRecord): OutRecord[] {
    if (labelChangeOf(label) === undefined) return [];
    const { name } = topics.transactions;
    const keys = new Map<number, string>();
    for (const { key } of labelledKeys(label)) {
      const partition = this.log.partitionOf(name, key);
      if (!keys.has(partition)) keys.set(partition, key);
    }
    return Array.from(keys, ([partition, key]) => ({
      topic: name,
      partition,
      key,
      value,
      headers: recordHeaders({
        id: `${label.id}_${partition}`,
        type: labelV1.type,
        source: SOURCE,
        tenantId: label.tenantId,
        hlc: headers['ce_hlc'] ?? '',
        traceparent: headers['traceparent'],
      }),
    }));
  }
}

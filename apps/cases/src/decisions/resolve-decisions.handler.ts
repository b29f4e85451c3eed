import { HybridLogicalClock, type LabelV1, type TransactionV1, verificationV1, type VerificationV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord, type OutRecord } from '#messaging';
import type { DecisionReader } from '#persistence';
import { linkedSpan } from '#telemetry';
import { labelRecord, stepUpLabel } from '../labels.js';
import { DecisionStore } from './decision-store.js';

/** verifications.v1 → the same decision ends as approve or decline; and a label that says what the step-up showed. */
export class ResolveDecisions extends BatchHandler {
  private readonly stamps = new HybridLogicalClock();

  constructor(
    private readonly store: DecisionStore,
    private readonly decisions: Pick<DecisionReader, 'byTransactionIds'>,
  ) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const poison: { record: LogRecord; error: unknown }[] = [];
    const verifications: VerificationV1[] = [];
    const causes: LogRecord[] = [];
    for (const record of records) {
      try {
        verifications.push(verificationV1.decode(record.value));
        causes.push(record);
      } catch (error) {
        poison.push({ record, error });
      }
    }
    if (verifications.length === 0) return { publish: [], poison };
    const verified = await this.transactionsOf(verifications);
    const publish = verifications.map((verification, i) =>
      this.labelOf(stepUpLabel(verification, verified.get(verification.transactionId)), causes[i]!),
    );
    const span = linkedSpan('resolve decisions', records);
    try {
      span.setAttribute('caracal.verifications', verifications.length);
      await this.store.saveVerifications(verifications);
    } finally {
      span.end();
    }
    return { publish, poison };
  }

  /** Those that are decided here already: a step-up takes longer than a decision takes to be stored. */
  private async transactionsOf(verifications: readonly VerificationV1[]): Promise<Map<string, TransactionV1>> {
    const found = new Map<string, TransactionV1>();
    for (const [tenantId, own] of Map.groupBy(verifications, (verification) => verification.tenantId)) {
      const ids = own.map(({ transactionId }) => transactionId);
      for (const { transactionId, answered } of await this.decisions.byTransactionIds(tenantId, ids))
        found.set(transactionId, answered.transaction);
    }
    return found;
  }

  private labelOf(label: LabelV1, { headers }: LogRecord): OutRecord {
    this.stamps.observe(headers['ce_hlc'] ?? '');
    return labelRecord(label, this.stamps.tick(label.knownAtMs), headers['traceparent']);
  }
}

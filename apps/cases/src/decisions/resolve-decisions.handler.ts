import { HybridLogicalClock, type LabelV1, verificationV1, type VerificationV1 } from '#contracts';
import { BatchHandler, type Handled, type LogRecord, type OutRecord } from '#messaging';
import { linkedSpan } from '#telemetry';
import { labelRecord, stepUpLabel } from '../labels.js';
import { DecisionStore } from './decision-store.js';

/** verifications.v1 → the same decision ends as approve or decline; and a label that says what the step-up showed. */
export class ResolveDecisions extends BatchHandler {
  private readonly stamps = new HybridLogicalClock();

  constructor(private readonly store: DecisionStore) {
    super();
  }

  override async handle(records: readonly LogRecord[]): Promise<Handled> {
    const poison: { record: LogRecord; error: unknown }[] = [];
    const publish: OutRecord[] = [];
    const verifications: VerificationV1[] = [];
    for (const record of records) {
      try {
        const verification = verificationV1.decode(record.value);
        verifications.push(verification);
        publish.push(this.labelOf(stepUpLabel(verification), record));
      } catch (error) {
        poison.push({ record, error });
      }
    }
    if (verifications.length === 0) return { publish, poison };
    const span = linkedSpan('resolve decisions', records);
    try {
      span.setAttribute('caracal.verifications', verifications.length);
      await this.store.saveVerifications(verifications);
    } finally {
      span.end();
    }
    return { publish, poison };
  }

  private labelOf(label: LabelV1, { headers }: LogRecord): OutRecord {
    this.stamps.observe(headers['ce_hlc'] ?? '');
    return labelRecord(label, this.stamps.tick(label.knownAtMs), headers['traceparent']);
  }
}

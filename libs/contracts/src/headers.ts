/**
 * Record headers: CloudEvents 1.0 in Kafka binary mode (`ce_*`), W3C trace context, and a hybrid logical clock stamp.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export type RecordHeaders = Readonly<Record<string, string>>;

export interface EventEnvelope {
  /** Derived from the id of what caused it, so that a repeat is recognised. */
  readonly id: string;
  /** CloudEvents type: the codec's `type`. */
  readonly type: string;
  /** The app that writes it. */
  readonly source: string;
  readonly tenantId: string;
  /** Hybrid logical clock stamp, see `HybridLogicalClock`. */
  readonly hlc: string;
  readonly traceparent?: string | undefined;
}

export function recordHeaders(event: EventEnvelope): RecordHeaders {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: event.type,
    ce_source: `/caracal/${event.source}`,
    ce_tenant: event.tenantId,
    ce_hlc: event.hlc,
    'content-type': 'application/protobuf',
  };
  if (event.traceparent !== undefined) headers['traceparent'] = event.traceparent;
  return headers;
}

/**
 * Hybrid logical clock (Kulkarni et al., 2014): physical milliseconds and a counter, so that stamps of one process
 * always grow and a record's stamp is later than that of the record that caused it, whatever the clocks say.
 * A stamp is 12 hex digits of milliseconds, 4 of counter; stamps compare as strings.
 */
export class HybridLogicalClock {
  private ms = 0;
  private counter = 0;

  /** The next stamp of this process. */
  tick(nowMs: number): string {
    if (nowMs > this.ms) {
      this.ms = nowMs;
      this.counter = 0;
    } else this.bump();
    return this.stamp();
  }

  /** Takes note of a stamp that came in, so that what is written next is later. Stamps that don't parse are ignored. */
  observe(stamp: string): void {
    const ms = Number.parseInt(stamp.slice(0, 12), 16);
    const counter = Number.parseInt(stamp.slice(12), 16);
    if (!Number.isFinite(ms) || !Number.isFinite(counter)) return;
    if (ms > this.ms || (ms === this.ms && counter > this.counter)) {
      this.ms = ms;
      this.counter = counter;
    }
  }

  private bump(): void {
    if (this.counter === 0xffff) {
      this.ms++;
      this.counter = 0;
    } else this.counter++;
  }

  private stamp(): string {
    return this.ms.toString(16).padStart(12, '0') + this.counter.toString(16).padStart(4, '0');
  }
}

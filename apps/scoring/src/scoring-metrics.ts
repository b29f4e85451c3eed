import type { DecisionV1 } from '#contracts';
import { counter, duration, gauge } from '#telemetry';

/** What an operator watches of scoring. Made once per process: metric names are global. */
export class ScoringMetrics {
  private readonly decisions = counter('decisions_total', 'Decisions made by scoring.', ['outcome', 'answered_by']);
  private readonly latency = duration('decision_latency', 'From receipt of a transaction to its decision.');
  private readonly failures = counter('model_failures_total', 'Model runs that failed or took too long.', ['kind']);
  private readonly expired = counter('joins_expired_total', 'Transactions whose signals never all came.');
  private readonly children = new Map<string, { inc(): void }>();

  /** Figures that are read when somebody asks for them. */
  watch(state: { openJoins(): number; modelResting(): boolean }): void {
    gauge('open_joins', 'Transactions that wait for signals.', [], function () {
      this.set(state.openJoins());
    });
    gauge('model_circuit_open', '1 while the model is left alone after repeated failures.', [], function () {
      this.set(state.modelResting() ? 1 : 0);
    });
  }

  decided({ outcome, answeredBy, latencyMs }: DecisionV1): void {
    const name = `${outcome}/${answeredBy}`;
    let child = this.children.get(name);
    if (!child) this.children.set(name, (child = this.decisions.labels(outcome, answeredBy)));
    child.inc();
    this.latency.observe(latencyMs / 1000);
  }

  modelFailed(kind: string): void {
    this.failures.inc({ kind });
  }

  joinsExpired(count: number): void {
    if (count > 0) this.expired.inc(count);
  }
}

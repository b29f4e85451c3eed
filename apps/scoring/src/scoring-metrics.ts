import type { DecisionV1 } from '#contracts';
import { counter, duration, gauge } from '#telemetry';

/** What an operator watches of scoring. Made once per process: metric names are global. */
export class ScoringMetrics {
  private readonly decisions = counter('decisions_total', 'Decisions made by scoring.', ['outcome', 'answered_by']);
  private readonly latency = duration('decision_latency', 'From receipt of a transaction to its decision.');
  private readonly failures = counter('model_failures_total', 'Model runs that failed or took too long.', ['kind']);
  private readonly runs = counter('model_runs_total', 'Runs of models.');
  private readonly rows = counter('model_rows_total', 'Transactions that models were run for.');
  private readonly devices = gauge('model_device', '1 for what a model runs on.', ['model', 'device']);
  private readonly passedOver = counter('model_device_fallbacks_total', 'Models that a better device did not take.', [
    'device',
  ]);
  private readonly restarts = counter('model_process_restarts_total', 'Inference processes that hung or ended.', [
    'lane',
  ]);
  private readonly swaps = counter('model_swaps_total', 'Changes of the model that answers for a tenant.', ['role']);
  private readonly answers = counter('model_answers_total', 'Probabilities that models gave to decisions.', ['role']);
  private readonly expired = counter('joins_expired_total', 'Transactions whose signals never all came.');
  private readonly children = new Map<string, { inc(): void }>();

  /** Figures that are read when somebody asks for them. */
  watch(state: { openJoins(): number; modelsResting(): number; modelsRefused(): number }): void {
    gauge('open_joins', 'Transactions that wait for signals.', [], function () {
      this.set(state.openJoins());
    });
    gauge('model_circuit_open', 'Models that are left alone after repeated failures.', [], function () {
      this.set(state.modelsResting());
    });
    gauge('models_refused', 'Models that should answer and can not be opened.', [], function () {
      this.set(state.modelsRefused());
    });
  }

  decided({ outcome, answeredBy, latencyMs, models }: DecisionV1): void {
    const name = `${outcome}/${answeredBy}`;
    let child = this.children.get(name);
    if (!child) this.children.set(name, (child = this.decisions.labels(outcome, answeredBy)));
    child.inc();
    this.latency.observe(latencyMs / 1000);
    for (const { role } of models) this.answers.inc({ role });
  }

  modelFailed(kind: string): void {
    this.failures.inc({ kind });
  }

  modelRan(rows: number): void {
    this.runs.inc();
    this.rows.inc(rows);
  }

  modelOpened(model: string, device: string, passedOver: readonly { readonly device: string }[]): void {
    this.devices.set({ model, device }, 1);
    for (const better of passedOver) this.passedOver.inc({ device: better.device });
  }

  modelSwapped(role: string): void {
    this.swaps.inc({ role });
  }

  processEnded(lane: string): void {
    this.restarts.inc({ lane });
  }

  joinsExpired(count: number): void {
    if (count > 0) this.expired.inc(count);
  }
}

import { counter, duration, gauge } from '#telemetry';

/** What operators see of the matcher at /metrics. */
export const cepMetrics = {
  signals: counter('cep_signals_total', 'Signals emitted.'),
  repeats: counter('cep_repeats_total', 'Transactions that had been evaluated before; nothing was emitted.'),
  late: counter(
    'cep_late_total',
    'Transactions older than the newest of their entity, once for each entity: in_place, or why patterns did not see them.',
    ['what'],
  ),
  labels: counter('cep_labels_total', 'What became known of transactions, once for each entity: taken, or a repeat.', [
    'what',
  ]),
  patternShed: counter('cep_pattern_shed_total', 'Partial matches (runs) or matches over the bounds of a pattern.', [
    'what',
  ]),
  patternFailures: counter(
    'cep_pattern_condition_failures_total',
    'Conditions that could not be evaluated and counted as false.',
  ),
  patternsRefused: gauge('cep_patterns_refused', 'Versions of patterns that should run and do not compile here.'),
  patternRefusals: counter('cep_pattern_refusals_total', 'Versions of patterns that did not compile when they came.'),
  backFills: counter('cep_back_fills_total', 'Entities whose recent events were replayed through a new pattern.'),
  entities: gauge('cep_entities', 'Entities in memory.'),
  stateBytes: gauge('cep_state_bytes', 'What entities take in memory, about: see CEP_STATE_MB_MAX.'),
  saved: counter('cep_entities_saved_total', 'Entities written by checkpoints.'),
  checkpointTime: duration('cep_checkpoint', 'How long a checkpoint of a partition took.'),
  checkpointFailures: counter('cep_checkpoint_failures_total', 'Checkpoints that failed and will be tried again.'),
};

import type { DecisionV1, LabelV1 } from '#contracts';
import { Database, PackedBytes } from '#persistence';
import { FeedbackStore } from './feedback-store.js';
import { packFloats } from '#bytes';

/** The schema `feedback`. Rows travel as one JSON text, which costs less on both sides than an array for each column. */
export class PgFeedbackStore extends FeedbackStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async logFeatures(decisions: readonly DecisionV1[]): Promise<void> {
    const features = new PackedBytes();
    const rows = decisions.map((decision) => ({
      tenant: decision.transaction.tenantId,
      transaction: decision.transaction.id,
      rung: decision.answeredBy,
      livemode: decision.transaction.livemode,
      set: decision.featureSet,
      at: features.add(packFloats(decision.features)),
      model: decision.modelId,
      role: decision.modelRole,
      outcome: decision.outcome,
      score: decision.score,
      probability: Number.isNaN(decision.probability) ? null : decision.probability,
      occurred: decision.transaction.occurredAtMs,
      decided: decision.decidedAtMs,
    }));
    await this.database.query(tenantsOf(rows), LOG_FEATURES, [JSON.stringify(rows), features.concat()]);
  }

  override async storeLabels(labels: readonly LabelV1[]): Promise<void> {
    const rows = labels.map((label) => ({
      tenant: label.tenantId,
      id: label.id,
      transaction: label.transactionId,
      event: label.event,
      verdict: label.verdict,
      source: label.source,
      weight: label.weight,
      occurred: label.occurredAtMs,
      known: label.knownAtMs,
      actor: label.actor,
      note: label.note,
    }));
    await this.database.query(tenantsOf(rows), STORE_LABELS, [JSON.stringify(rows)]);
  }
}

const LOG_FEATURES = {
  name: 'feedback-log-features',
  text: `insert into feedback.feature_log (tenant_id, transaction_id, rung, livemode, feature_set, features, model_id,
      model_role, outcome, score, probability, occurred_at_ms, decided_at_ms)
    select tenant, transaction, rung, livemode, set, substring($2::bytea from at[1] for at[2]), model, role, outcome, score, probability, occurred, decided
    from json_to_recordset($1::json) as r (tenant text, transaction text, rung text, livemode boolean, set text,
      at int[], model text, role text, outcome text, score smallint, probability float8, occurred bigint, decided bigint)
    order by tenant, transaction, rung
    on conflict do nothing`,
};
const STORE_LABELS = {
  name: 'feedback-store-labels',
  text: `insert into feedback.labels (tenant_id, id, transaction_id, event, verdict, source, weight, occurred_at_ms,
      known_at_ms, actor, note)
    select tenant, id, transaction, event, verdict, source, weight, occurred, known, actor, note
    from json_to_recordset($1::json) as r (tenant text, id text, transaction text, event text, verdict text, source text,
      weight float8, occurred bigint, known bigint, actor text, note text)
    order by tenant, id
    on conflict do nothing`,
};

function tenantsOf(rows: readonly { readonly tenant: string }[]): string[] {
  return [...new Set(rows.map(({ tenant }) => tenant))];
}

/** The feature log, joined with what was known of each payment at a moment. */
import { unpackFloats } from '#bytes';
import type { Database } from '#persistence';

export interface LogQuery {
  readonly tenantId: string;
  readonly livemode: boolean;
  /** Payments from this moment on. */
  readonly fromMs: number;
  /** Payments, and what became known of them, up to this moment. */
  readonly asOfMs: number;
}

/** One payment, as it was decided in the best rung that had features. */
export interface LoggedPayment {
  readonly transactionId: string;
  readonly occurredAtMs: number;
  readonly decidedAtMs: number;
  readonly rung: string;
  readonly featureSet: string;
  /** In the order of the feature set; NaN where a value was not known. */
  readonly features: readonly number[];
  readonly modelId: string;
  readonly outcome: string;
  readonly score: number;
  /** Undefined where no model answered. */
  readonly probability: number | undefined;
  readonly label: KnownLabel | undefined;
}

export interface KnownLabel {
  readonly isFraud: boolean;
  readonly source: string;
  readonly event: string;
  readonly knownAtMs: number;
}

const PAGE_ROWS = 5000;

/**
 * In the order of time, some at once. Pages need no snapshot: rows of the log never change, and what is written while it is
 * read is of a payment after `asOfMs`, or will be there next time. A history that was posted later counts by its own times.
 */
export async function* readFeatureLog(database: Database, query: LogQuery): AsyncGenerator<LoggedPayment[]> {
  const { tenantId, livemode, fromMs, asOfMs } = query;
  let [afterMs, afterId] = [fromMs, ''];
  for (;;) {
    const rows = await database.query<LogRow>([tenantId], PAGE, [livemode, asOfMs, afterMs, afterId, PAGE_ROWS]);
    if (rows.length === 0) return;
    const ids = rows.map(({ transaction_id: id }) => id);
    const labels = await database.query<LabelRow>([tenantId], LABELS, [asOfMs, ids]);
    const labelOf = new Map(labels.map((label) => [label.transaction_id, label]));
    yield rows.map((row) => paymentOf(row, labelOf.get(row.transaction_id)));
    const last = rows.at(-1)!;
    [afterMs, afterId] = [last.occurred_at_ms, last.transaction_id];
  }
}

/** Which modes the log has payments of. */
export async function loggedModes(database: Database, tenantId: string): Promise<boolean[]> {
  const rows = await database.query<{ livemode: boolean }>([tenantId], MODES);
  return rows.map(({ livemode }) => livemode);
}

/** The feature sets of the payments that are asked for, with how many there are of each; that of the newest payment last. */
export async function loggedFeatureSets(database: Database, query: LogQuery): Promise<Map<string, number>> {
  const { tenantId, livemode, fromMs, asOfMs } = query;
  const rows = await database.query<{ feature_set: string; count: number }>([tenantId], SETS, [
    livemode,
    asOfMs,
    fromMs,
  ]);
  return new Map(rows.map(({ feature_set: set, count }) => [set, count]));
}

interface LogRow {
  readonly transaction_id: string;
  readonly occurred_at_ms: number;
  readonly decided_at_ms: number;
  readonly rung: string;
  readonly feature_set: string;
  readonly features: Buffer;
  readonly model_id: string;
  readonly outcome: string;
  readonly score: number;
  readonly probability: number | null;
}

interface LabelRow {
  readonly transaction_id: string;
  readonly verdict: string;
  readonly source: string;
  readonly event: string;
  readonly known_at_ms: number;
}

// A payment that was decided in full and in less counts once, in full: of the names of rungs, 'full' is the later one.
const PAGE = `
  select distinct on (occurred_at_ms, transaction_id) transaction_id, occurred_at_ms, decided_at_ms, rung, feature_set,
    features, model_id, outcome, score, probability
  from feedback.feature_log
  where livemode = $1 and occurred_at_ms <= $2 and occurred_at_ms >= $3
    and (occurred_at_ms, transaction_id) > ($3, $4) and length(features) > 0
  order by occurred_at_ms, transaction_id, rung desc
  limit $5`;
const LABELS = `
  select transaction_id, verdict, source, event, known_at_ms
  from feedback.labels_at($1)
  where transaction_id = any($2)`;
const MODES = `
  select livemode from (values (false), (true)) as mode (livemode)
  where exists (select from feedback.feature_log l where l.livemode = mode.livemode)`;
const SETS = `
  select feature_set, count(distinct transaction_id)::int as count
  from feedback.feature_log
  where livemode = $1 and occurred_at_ms <= $2 and occurred_at_ms >= $3 and length(features) > 0
  group by feature_set
  order by max(occurred_at_ms), feature_set`;

function paymentOf(row: LogRow, label: LabelRow | undefined): LoggedPayment {
  return {
    transactionId: row.transaction_id,
    occurredAtMs: row.occurred_at_ms,
    decidedAtMs: row.decided_at_ms,
    rung: row.rung,
    featureSet: row.feature_set,
    features: unpackFloats(row.features),
    modelId: row.model_id,
    outcome: row.outcome,
    score: row.score,
    probability: row.probability ?? undefined,
    label: label && {
      isFraud: label.verdict === 'fraud',
      source: label.source,
      event: label.event,
      knownAtMs: label.known_at_ms,
    },
  };
}

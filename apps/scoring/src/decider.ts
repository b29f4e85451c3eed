/** Joined transactions in, decision and reply records out: vector, model, policy, span, encoding. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Span } from '@opentelemetry/api';
import {
  decisionReplyV1,
  decisionV1,
  HybridLogicalClock,
  recordHeaders,
  recordKey,
  topics,
  type DecisionV1,
} from '#contracts';
import { FEATURE_SET, FEATURES, featureVector } from '#features';
import type { Clock } from '#kernel';
import type { LogRecord, OutRecord } from '#messaging';
import { contextFrom, traceparentOf, tracer } from '#telemetry';
import type { PolicyBook } from '#tenancy';
import { decide, type ModelAnswer, type ModelSilence } from './decision.js';
import type { Scores } from './model/scoring-model.js';
import type { ModelStage } from './model/model-stage.js';
import type { ScoringMetrics } from './scoring-metrics.js';
import type { JoinedTransaction } from './signal-join.js';

/** Transactions decided in one turn of the event loop: a few milliseconds of work at most. */
const SLICE = 64;

export interface Decided {
  readonly publish: OutRecord[];
  /** Accidents; the first record of each transaction. */
  readonly failed: { readonly record: LogRecord; readonly error: unknown }[];
}

export class Decider {
  private readonly hlc = new HybridLogicalClock();

  constructor(
    private readonly clock: Clock,
    private readonly policies: Pick<PolicyBook, 'of'>,
    private readonly model: ModelStage | undefined,
    private readonly metrics: Pick<ScoringMetrics, 'decided'>,
    private readonly settings: DeciderSettings,
  ) {}

  /** Work that may end in decisions: while it goes on, rows of other partitions may wait a moment to share the model's run. */
  working<T>(work: () => Promise<T>): Promise<T> {
    return this.model ? this.model.working(work) : work();
  }

  /** Never rejects. Yields to other work between slices. */
  async decide(joined: readonly JoinedTransaction[]): Promise<Decided> {
    const out: Decided = { publish: [], failed: [] };
    for (let from = 0; from < joined.length; from += SLICE) {
      if (from > 0) await nextTurn();
      await this.decideSlice(joined.length <= SLICE ? joined : joined.slice(from, from + SLICE), out);
    }
    return out;
  }

  private async decideSlice(slice: readonly JoinedTransaction[], out: Decided): Promise<void> {
    const width = FEATURES.length;
    const vectors = new Float64Array(slice.length * width);
    const spans = slice.map(({ first }) => tracer.startSpan('score', {}, contextFrom(first.record.headers)));
    const rows = slice.map(({ first, entities, rung }, i) => {
      const vector = vectors.subarray(i * width, (i + 1) * width);
      const known = first.signal.featureSet === FEATURE_SET;
      return { vector: featureVector(first.signal.transaction, known ? entities : [], vector), rung, known };
    });
    const answers = await this.answersOf(rows);
    for (const [i, joined] of slice.entries()) {
      const span = spans[i]!;
      try {
        this.emit(joined, rows[i]!.vector, answers[i]!, span, out.publish);
      } catch (error) {
        out.failed.push({ record: joined.first.record, error });
      }
      span.end();
    }
  }

  /** What the model says of each row; it is asked once, for the rows that are complete. */
  private async answersOf(rows: readonly Row[]): Promise<(ModelAnswer | ModelSilence)[]> {
    const { model } = this;
    const asked = model ? rows.filter(({ rung, known }) => rung === 'full' && known) : [];
    let scores: Scores | undefined;
    if (model && asked.length > 0) {
      const input = new Float32Array(asked.length * model.columns.count);
      for (const [row, { vector }] of asked.entries()) model.columns.write(vector, input, row);
      scores = await model.score(input, asked.length);
    }
    let row = 0;
    return rows.map(({ rung, known, vector }) => {
      if (rung !== 'full') return 'incomplete';
      if (!model) return 'none';
      if (!known) return 'other_feature_set';
      if (!scores) return 'unavailable';
      const { columns, metadata, explainer } = model;
      const own = scores.contributions?.subarray(row * columns.count, (row + 1) * columns.count);
      const probability = scores.probability[row++]!;
      // A model that gives no number has not answered.
      if (!(probability >= 0 && probability <= 1)) return 'unavailable';
      const explain = () => explainer.explain(columns.row(vector), probability, own);
      return { id: `${metadata.modelId}@${metadata.modelVersion}`, probability, columns, explain };
    });
  }

  private emit(
    joined: JoinedTransaction,
    vector: Float64Array,
    model: ModelAnswer | ModelSilence,
    span: Span,
    publish: OutRecord[],
  ): void {
    const { record, signal } = joined.first;
    const { tenantId, id: transactionId } = signal.transaction;
    const nowMs = this.clock.now();
    const policy = this.policies.of(tenantId);
    const traceId = span.spanContext().traceId;
    const decision = decide({
      joined,
      vector,
      model,
      policy,
      nowMs,
      traceId,
      challengeTtlMs: this.settings.challengeTtlMs,
    });
    span.setAttributes({
      'caracal.tenant': tenantId,
      'caracal.transaction': transactionId,
      'caracal.outcome': decision.outcome,
      'caracal.answered_by': decision.answeredBy,
    });
    this.metrics.decided(decision);

    this.hlc.observe(record.headers['ce_hlc'] ?? '');
    const key = recordKey(tenantId, transactionId);
    const headers = (type: string) =>
      recordHeaders({
        id: decision.id,
        type,
        source: 'scoring',
        tenantId,
        hlc: this.hlc.tick(nowMs),
        traceparent: traceparentOf(span),
      });
    publish.push({
      topic: topics.decisions.name,
      key,
      value: decisionV1.encode(decision),
      headers: headers(decisionV1.type),
    });
    if (joined.reply && this.settings.writesReplies)
      publish.push(this.replyOf(key, signal.replyTo.partition, decision, headers(decisionReplyV1.type)));
  }

  /** What the waiting side answers with; what only analysts and training read stays in the decision record. */
  private replyOf(key: string, partition: number, decision: DecisionV1, headers: OutRecord['headers']): OutRecord {
    const answer = { ...decision, features: [], entities: [], matches: [], contributions: [], shadowMatches: [] };
    const value = decisionReplyV1.encode({ transactionId: decision.transaction.id, decision: answer });
    return { topic: topics.decisionReplies.name, key, value, headers, partition };
  }
}

export interface DeciderSettings {
  readonly challengeTtlMs: number;
  /** Whether whoever waits gets the decision by decision-replies.v1, too. */
  readonly writesReplies: boolean;
}

interface Row {
  readonly vector: Float64Array;
  readonly rung: 'full' | 'degraded';
  /** The signals speak of the features that this service knows. */
  readonly known: boolean;
}

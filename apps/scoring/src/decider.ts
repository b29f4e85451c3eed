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
import type { Clock } from '#kernel';
import { encodeOnce, type LogRecord, type OutRecord } from '#messaging';
import { contextFrom, traceparentOf, tracer } from '#telemetry';
import type { FeatureBook, PolicyBook } from '#tenancy';
import { decide, type ModelAnswer, type ModelSilence } from './decision.js';
import type { AskModels } from './model/ask-models.js';
import type { Gathering } from './model/gathering.js';
import type { ScoringMetrics } from './scoring-metrics.js';
import type { JoinedTransaction } from './signal-join.js';
import { type TransactionVector, transactionVector } from './transaction-vector.js';

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
    private readonly features: Pick<FeatureBook, 'of' | 'plan' | 'set'>,
    private readonly models: AskModels,
    private readonly gathering: Gathering,
    private readonly metrics: Pick<ScoringMetrics, 'decided'>,
    private readonly settings: DeciderSettings,
  ) {}

  /** Work that may end in decisions: while it goes on, rows of other partitions may wait a moment to share the model's run. */
  working<T>(work: () => Promise<T>): Promise<T> {
    return this.gathering.working(work);
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
    const spans = slice.map(({ first }) => tracer.startSpan('score', {}, contextFrom(first.record.headers)));
    const rows = slice.map(({ first, signals, rung }) => {
      const { tenantId } = first.signal.transaction;
      return { tenantId, rung, ...transactionVector(signals, this.features) };
    });
    const answers = await this.answersOf(rows, this.hasTime(slice));
    for (const [i, joined] of slice.entries()) {
      const span = spans[i]!;
      try {
        this.emit(joined, rows[i]!, answers[i]!, span, out.publish);
      } catch (error) {
        out.failed.push({ record: joined.first.record, error });
      }
      span.end();
    }
  }

  /** What the models say of each row; they are asked for the rows that are complete. */
  private async answersOf(rows: readonly Row[], hasTime: boolean): Promise<(ModelAnswer | ModelSilence)[]> {
    const asked = rows.filter(({ rung, known }) => rung === 'full' && known);
    const answers = asked.length > 0 ? await this.models.answers(asked, hasTime) : [];
    let next = 0;
    return rows.map(({ rung, known, vector }) => {
      if (rung !== 'full') return 'incomplete';
      if (!known) return 'other_feature_set';
      const answer = answers[next++]!;
      if (typeof answer === 'string') return answer;
      const { stage, columns, probability, contributions: own, models } = answer;
      const { id, explainer } = stage;
      return {
        id,
        columns,
        probability,
        models,
        explain: () => explainer.explain(columns.row(vector), probability, own),
      };
    });
  }

  /** Whether everybody who waits for one of these can wait for a second model, too. */
  private hasTime(slice: readonly JoinedTransaction[]): boolean {
    const untilMs = this.clock.now() + this.settings.tier2TimeoutMs + this.settings.marginMs;
    return slice.every(({ first, reply }) => !reply || first.signal.replyTo.deadlineAtMs >= untilMs);
  }

  private emit(
    joined: JoinedTransaction,
    { plan, vector }: TransactionVector,
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
      features: plan,
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
      value: encodeOnce(decisionV1, decision),
      headers: headers(decisionV1.type),
    });
    if (joined.reply && this.settings.writesReplies)
      publish.push(this.replyOf(key, signal.replyTo.partition, decision, headers(decisionReplyV1.type)));
  }

  /** What the waiting side answers with; what only analysts and training read stays in the decision record. */
  private replyOf(key: string, partition: number, decision: DecisionV1, headers: OutRecord['headers']): OutRecord {
    const unread = { features: [], entities: [], matches: [], contributions: [], shadowMatches: [], models: [] };
    const answer = { ...decision, ...unread };
    const value = decisionReplyV1.encode({ transactionId: decision.transaction.id, decision: answer });
    return { topic: topics.decisionReplies.name, key, value, headers, partition };
  }
}

export interface DeciderSettings {
  readonly challengeTtlMs: number;
  /** How long a second model may take at most, and what must be left of the deadline after it. */
  readonly tier2TimeoutMs: number;
  readonly marginMs: number;
  /** Whether whoever waits gets the decision by decision-replies.v1, too. */
  readonly writesReplies: boolean;
}

interface Row extends TransactionVector {
  readonly tenantId: string;
  readonly rung: 'full' | 'degraded';
}

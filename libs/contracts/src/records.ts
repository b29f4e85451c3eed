/**
 * The records of every topic as TypeScript sees them, and their codecs. Produce records as complete literals: a
 * field that is left out is absent on the wire and comes back as its default.
 */
import './protobuf-numbers.js';
import './protobuf-strings.js';
import { caracal } from '#contracts/generated';
import type { EntityType } from './entity-types.js';
import { keepBytes } from './kept-bytes.js';

export type Outcome = 'approve' | 'challenge' | 'review' | 'decline';
/** From mildest to hardest; a later index is worse for the payer. */
export const OUTCOMES: readonly Outcome[] = ['approve', 'challenge', 'review', 'decline'];
export type AnsweredBy = 'full' | 'degraded' | 'stand_in';
export type Verdict = 'fraud' | 'legitimate' | 'unknown';

type Maybe<T> = T | null | undefined;

export interface TransactionV1 {
  id: string;
  tenantId: string;
  externalId: string;
  livemode: boolean;
  occurredAtMs: number;
  receivedAtMs: number;
  amountMinor: number;
  currency: string;
  channel: string;
  outcome: string;
  account?: Maybe<{ id: string; createdAtMs: number; email: string }>;
  card?: Maybe<{ fingerprint: string; bin: string; country: string }>;
  device?: Maybe<{ id: string; ip: string }>;
  merchant?: Maybe<{ id: string; mcc: string; country: string }>;
  location?: Maybe<{ lat: number; lon: number }>;
  attributes: AttributeV1[];
  /** Of the types that the tenant declares; each id a keyed hash. */
  declared: EntityRef[];
}
export interface EntityRef {
  entityType: EntityType;
  entityId: string;
}
/** Exactly one of text, number and flag is set. */
export interface AttributeV1 {
  name: string;
  text?: Maybe<string>;
  number?: Maybe<number>;
  flag?: Maybe<boolean>;
}
export interface ReplyToV1 {
  partition: number;
  deadlineAtMs: number;
  awaited: boolean;
}
export interface TransactionAcceptedV1 {
  transaction: TransactionV1;
  replyTo: ReplyToV1;
  partitions: number[];
}
export interface SessionV1 {
  startedAtMs: number;
  lastAtMs: number;
  count: number;
  amountMinor: number;
}
export interface EntitySignalV1 {
  entityType: EntityType;
  entityId: string;
  values: number[];
  /** Some value leaves out events that were let go. */
  truncated: boolean;
  /** Some value counts events that were let go by estimate. */
  approximate: boolean;
  session?: Maybe<SessionV1>;
  /** Of the transaction among all that the entity's partition took in, from 1; 0 where that is not known. */
  position: number;
  /** Every event of 30 days was in the transaction's currency. False: in several, or that is not known. */
  oneCurrency: boolean;
}
export interface MatchedEventV1 {
  transactionId: string;
  occurredAtMs: number;
  amountMinor: number;
}
export interface PatternMatchV1 {
  patternId: string;
  patternVersion: number;
  entityType: EntityType;
  entityId: string;
  reason: string;
  risk: number;
  action: string;
  steps: { step: string; events: MatchedEventV1[] }[];
}
export interface SignalV1 {
  transaction: TransactionV1;
  replyTo: ReplyToV1;
  partitions: number[];
  partition: number;
  featureSet: string;
  entities: EntitySignalV1[];
  matches: PatternMatchV1[];
  shadowMatches: PatternMatchV1[];
}
export interface ReasonV1 {
  code: string;
  kind: 'pattern' | 'rule' | 'list' | 'model';
  text: string;
  weight: number;
}
export interface ContributionV1 {
  feature: string;
  value: number;
  weight: number;
  group: string;
  typical: number;
}
export interface ExplanationV1 {
  /** `none`: the model gives none. `not_needed`: plainly approved. */
  method: 'tree_shap' | 'model_output' | 'none' | 'not_needed';
  base: number;
  others: number;
  features: number;
  groups: GroupContributionV1[];
}
/** What all features of one group added together. */
export interface GroupContributionV1 {
  group: string;
  weight: number;
  features: number;
}
export interface DecisionV1 {
  id: string;
  transaction: TransactionV1;
  outcome: Outcome;
  score: number;
  probability: number;
  answeredBy: AnsweredBy;
  reasons: ReasonV1[];
  policyVersion: number;
  modelId: string;
  modelRole: string;
  challengeId: string;
  challengeExpiresAtMs: number;
  decidedAtMs: number;
  featureSet: string;
  features: number[];
  entities: EntitySignalV1[];
  matches: PatternMatchV1[];
  traceId: string;
  latencyMs: number;
  contributions: ContributionV1[];
  shadowMatches: PatternMatchV1[];
  /** How many match revisions it takes into account; 0 as first decided. */
  revision: number;
  /** Absent where no model answered, and in records of before there were explanations. */
  explanation?: Maybe<ExplanationV1>;
  /** Safe to show to the payer; empty when approved. */
  customerMessage: string;
  /** Those that were asked and answered, in that order; the last one's probability is the decision's. */
  models: ModelAnswerV1[];
}
export type ModelRole = 'champion' | 'tier2';
export interface ModelAnswerV1 {
  id: string;
  role: ModelRole;
  probability: number;
}
export interface DecisionReplyV1 {
  transactionId: string;
  decision: DecisionV1;
}
export type RevisionCause = 'late_transaction' | 'time';
export interface MatchRevisionV1 {
  id: string;
  tenantId: string;
  /** The last one of these matches. */
  transactionId: string;
  cause: RevisionCause;
  /** The one that came late; empty for `time`. */
  causeTransactionId: string;
  /** Event time: of the late transaction, or when the time was up. */
  atMs: number;
  appeared: PatternMatchV1[];
  vanished: PatternMatchV1[];
  shadowAppeared: PatternMatchV1[];
  shadowVanished: PatternMatchV1[];
}
export interface LateEntityV1 {
  entityType: EntityType;
  entityId: string;
  /** How far behind the newest transaction of the entity. */
  behindMs: number;
  reason: 'beyond_lateness' | 'beyond_reach';
}
export interface LateTransactionV1 {
  transaction: TransactionV1;
  partition: number;
  entities: LateEntityV1[];
}
/** See `entity_session_v1.proto`: how a follower comes to the closed sessions of an entity. */
export interface EntitySessionV1 {
  /** The same when it is sent again. */
  id: string;
  tenantId: string;
  entityType: EntityType;
  entityId: string;
  livemode: boolean;
  /** Absent where those replaced have become part of a session that is still open. */
  closed?: ClosedSessionV1 | null | undefined;
  revision: number;
  /** The starts of sessions that were closed before, and are no more. */
  replacesMs: number[];
}
export interface ClosedSessionV1 {
  /** Of its first transaction, and of its last one. */
  startedAtMs: number;
  endedAtMs: number;
  count: number;
  /** Money spent: neither declined nor returned. */
  amountMinor: number;
  counterparts: number;
  /** There are at least so many counterparts. */
  capped: boolean;
  channels: string[];
}
export interface DecisionRevisionV1 {
  decision: DecisionV1;
  previousOutcome: Outcome;
  cause: RevisionCause;
  causeTransactionId: string;
}
export interface VerificationV1 {
  challengeId: string;
  tenantId: string;
  transactionId: string;
  result: 'passed' | 'failed' | 'expired' | 'cancelled';
  method: 'otp';
  attempts: number;
  resolvedAtMs: number;
}
export interface LabelV1 {
  id: string;
  tenantId: string;
  transactionId: string;
  event: string;
  verdict: Verdict;
  source: 'payment_system' | 'step_up' | 'analyst';
  weight: number;
  occurredAtMs: number;
  knownAtMs: number;
  actor: string;
  note: string;
  entities: EntityRef[];
  amountMinor: number;
  /** Empty where an earlier release wrote it. */
  mode: 'live' | 'test' | '';
  /** Of the transaction; 0 where it is not known, or an earlier release wrote it. */
  paidAtMs: number;
}
/** A version of a pattern that matchers run. */
export interface ServedPatternV1 {
  version: number;
  source: string;
  sinceChange: number;
}
export interface PatternChangeV1 {
  tenantId: string;
  patternId: string;
  revision: number;
  change: number;
  live?: Maybe<ServedPatternV1>;
  shadow?: Maybe<ServedPatternV1>;
  changedAtMs: number;
  actor: string;
  action: string;
  reason: string;
}
/** A version of a model that answers. */
export interface ServedModelV1 {
  name: string;
  version: number;
  sha256: string;
}
export interface ModelChangeV1 {
  tenantId: string;
  revision: number;
  champion?: Maybe<ServedModelV1>;
  tier2?: Maybe<ServedModelV1>;
  greyFrom: number;
  greyTo: number;
  changedAtMs: number;
  actor: string;
  action: string;
  reason: string;
}
/** Definitions as they were written. */
export interface FeatureDocumentV1 {
  name: string;
  source: string;
}
/** An entity type of the tenant's own that history is kept for, and since when without a break. */
export interface KeptEntityV1 {
  entityType: EntityType;
  declaration: string;
  sinceMs: number;
}
export interface FeatureChangeV1 {
  tenantId: string;
  revision: number;
  documents: FeatureDocumentV1[];
  changedAtMs: number;
  actor: string;
  action: string;
  reason: string;
  kept: KeptEntityV1[];
}
export interface DeadLetterV1 {
  topic: string;
  partition: number;
  offset: number;
  group: string;
  key: string;
  value: Uint8Array;
  headers: Record<string, string>;
  error: string;
  attempts: number;
  failedAtMs: number;
}

/** Encodes and decodes one record type. `decode` throws on bytes that are not such a record. */
export interface Codec<T> {
  /** CloudEvents type, e.g. `caracal.transaction-accepted.v1`. */
  readonly type: string;
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

interface GeneratedMessage {
  encode(message: never): { finish(): Uint8Array };
  decode(bytes: Uint8Array): unknown;
}

function codec<T>(type: string, generated: GeneratedMessage): Codec<T> {
  return {
    type,
    encode: (value) => generated.encode(value as never).finish(),
    decode: (bytes) => generated.decode(bytes) as T,
  };
}

const { v1 } = caracal;
const keepTransaction = keepBytes(v1.TransactionV1);
const plainTransaction = codec<TransactionV1>('caracal.transaction.v1', v1.TransactionV1);
/** A transaction that was encoded by it travels on as those bytes, inside whatever record; so it is not to be changed then. */
export const transactionV1: Codec<TransactionV1> = {
  ...plainTransaction,
  encode: (transaction) => {
    const bytes = plainTransaction.encode(transaction);
    keepTransaction(transaction, bytes);
    return bytes;
  },
};
export const transactionAcceptedV1 = codec<TransactionAcceptedV1>(
  'caracal.transaction-accepted.v1',
  v1.TransactionAcceptedV1,
);
export const signalV1 = codec<SignalV1>('caracal.signal.v1', v1.SignalV1);
export const decisionV1 = codec<DecisionV1>('caracal.decision.v1', v1.DecisionV1);
export const decisionReplyV1 = codec<DecisionReplyV1>('caracal.decision-reply.v1', v1.DecisionReplyV1);
export const matchRevisionV1 = codec<MatchRevisionV1>('caracal.match-revision.v1', v1.MatchRevisionV1);
export const lateTransactionV1 = codec<LateTransactionV1>('caracal.late-transaction.v1', v1.LateTransactionV1);
export const entitySessionV1 = codec<EntitySessionV1>('caracal.entity-session.v1', v1.EntitySessionV1);
export const decisionRevisionV1 = codec<DecisionRevisionV1>('caracal.decision-revised.v1', v1.DecisionRevisionV1);
export const verificationV1 = codec<VerificationV1>('caracal.verification.v1', v1.VerificationV1);
export const labelV1 = codec<LabelV1>('caracal.label.v1', v1.LabelV1);
export const patternChangeV1 = codec<PatternChangeV1>('caracal.pattern-change.v1', v1.PatternChangeV1);
export const modelChangeV1 = codec<ModelChangeV1>('caracal.model-change.v1', v1.ModelChangeV1);
export const featureChangeV1 = codec<FeatureChangeV1>('caracal.feature-change.v1', v1.FeatureChangeV1);
export const deadLetterV1 = codec<DeadLetterV1>('caracal.dead-letter.v1', v1.DeadLetterV1);

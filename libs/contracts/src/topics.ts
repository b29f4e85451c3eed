import {
  type Codec,
  deadLetterV1,
  decisionReplyV1,
  decisionRevisionV1,
  decisionV1,
  entitySessionV1,
  labelV1,
  lateTransactionV1,
  matchRevisionV1,
  featureChangeV1,
  modelChangeV1,
  patternChangeV1,
  signalV1,
  transactionAcceptedV1,
  verificationV1,
} from './records.js';

/** One row of the topic table: everything that is decided about a topic, in one place. */
export interface Topic<T = unknown> {
  readonly name: string;
  /** What the record key is; every key begins with the tenant. */
  readonly key: string;
  /** Default number of partitions; `TOPIC_PARTITIONS` sets it for topics that don't fix it. */
  readonly partitions: { readonly default: number; readonly fixed?: boolean };
  readonly retentionHours: number;
  /** Largest encoded value, bytes. */
  readonly recordBytesMax: number;
  readonly codec: Codec<T>;
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

const KIB = 1024;

export const topics = {
  transactions: topic(transactionAcceptedV1, {
    name: 'transactions.v1',
    key: 'tenant/first entity of the partition, see entityKey',
    partitions: { default: 6 },
    retentionHours: 7 * 24,
    recordBytesMax: 64 * KIB,
    // `cep` writes labels to the partitions of their entities; `ce_type` tells them from transactions.
    writers: ['ingestion', 'cep'],
    readers: ['cep'],
  }),
  signals: topic(signalV1, {
    name: 'signals.v1',
    key: 'tenant/transaction',
    partitions: { default: 6 },
    retentionHours: 24,
    recordBytesMax: 256 * KIB,
    writers: ['cep'],
    readers: ['scoring'],
  }),
  decisions: topic(decisionV1, {
    name: 'decisions.v1',
    key: 'tenant/transaction',
    partitions: { default: 6 },
    retentionHours: 7 * 24,
    recordBytesMax: 512 * KIB,
    writers: ['scoring', 'ingestion'],
    readers: ['verification', 'cases', 'feedback'],
  }),
  decisionReplies: topic(decisionReplyV1, {
    name: 'decision-replies.v1',
    key: 'tenant/transaction, to the partition of the waiting instance',
    partitions: { default: 12 },
    retentionHours: 1,
    recordBytesMax: 512 * KIB,
    writers: ['scoring'],
    readers: ['ingestion'],
  }),
  matchRevisions: topic(matchRevisionV1, {
    name: 'match-revisions.v1',
    key: 'tenant/transaction',
    partitions: { default: 3 },
    retentionHours: 7 * 24,
    recordBytesMax: 256 * KIB,
    writers: ['cep'],
    readers: ['cases'],
  }),
  late: topic(lateTransactionV1, {
    name: 'late.v1',
    key: 'tenant/transaction',
    partitions: { default: 1, fixed: true },
    retentionHours: 30 * 24,
    recordBytesMax: 64 * KIB,
    writers: ['cep'],
    readers: ['cases', 'operators'],
  }),
  sessions: topic(entitySessionV1, {
    name: 'sessions.v1',
    key: 'tenant/entity, see entityKey',
    partitions: { default: 3 },
    retentionHours: 7 * 24,
    // Channels, and the starts of what was joined: few.
    recordBytesMax: 64 * KIB,
    writers: ['cep'],
    readers: ['cases'],
  }),
  decisionRevisions: topic(decisionRevisionV1, {
    name: 'decision-revisions.v1',
    key: 'tenant/transaction',
    partitions: { default: 3 },
    retentionHours: 7 * 24,
    recordBytesMax: 512 * KIB,
    writers: ['cases'],
    readers: ['whoever acts on decisions'],
  }),
  verifications: topic(verificationV1, {
    name: 'verifications.v1',
    key: 'tenant/transaction',
    partitions: { default: 3 },
    retentionHours: 7 * 24,
    recordBytesMax: 16 * KIB,
    writers: ['verification'],
    readers: ['cases'],
  }),
  labels: topic(labelV1, {
    name: 'labels.v1',
    key: 'tenant/transaction',
    partitions: { default: 3 },
    retentionHours: 30 * 24,
    recordBytesMax: 64 * KIB,
    writers: ['ingestion', 'cases'],
    readers: ['cases', 'feedback', 'cep'],
  }),
  patterns: topic(patternChangeV1, {
    name: 'patterns.v1',
    key: 'tenant/pattern',
    // One, so that changes have one order.
    partitions: { default: 1, fixed: true },
    // Matchers read the patterns from the database first; the log only tells what changed since.
    retentionHours: 24,
    // Two documents of 64 Ki characters.
    recordBytesMax: 600 * KIB,
    writers: ['cases'],
    readers: ['cep'],
  }),
  models: topic(modelChangeV1, {
    name: 'models.v1',
    key: 'tenant/models',
    // One, so that changes have one order.
    partitions: { default: 1, fixed: true },
    // Scoring reads the models from the database first; the log only tells what changed since.
    retentionHours: 24,
    recordBytesMax: 16 * KIB,
    writers: ['cases'],
    readers: ['scoring'],
  }),
  features: topic(featureChangeV1, {
    name: 'features.v1',
    key: 'tenant/features',
    // One, so that changes have one order.
    partitions: { default: 1, fixed: true },
    // Whoever works features out reads them from the database first; the log only tells what changed since.
    retentionHours: 24,
    recordBytesMax: 1024 * KIB,
    writers: ['cases'],
    readers: ['cep', 'scoring', 'cases'],
  }),
  deadLetters: topic(deadLetterV1, {
    name: 'dead-letters.v1',
    key: 'key of the refused record',
    partitions: { default: 1, fixed: true },
    retentionHours: 30 * 24,
    recordBytesMax: 1024 * KIB,
    writers: ['every consumer'],
    readers: ['cases', 'operators'],
  }),
} as const;

/** Kind of record → topic definition; also what the adapters create at start. */
export const ALL_TOPICS: readonly Topic[] = Object.values(topics);

/** `tenant/part/part`; the tenant comes first so that no two tenants share a key. */
export function recordKey(tenantId: string, ...parts: readonly string[]): string {
  return [tenantId, ...parts].join('/');
}

function topic<T>(codec: Codec<T>, rest: Omit<Topic<T>, 'codec'>): Topic<T> {
  return { ...rest, codec };
}

/** The service's parts put together for tests, every one real: an ONNX model on disk, compiled policies, the memory log. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decisionReplyV1, decisionV1, topics, type DecisionReplyV1, type DecisionV1, type SignalV1 } from '#contracts';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import { ManualClock } from '#kernel';
import { MemoryEventLog, topicSettings, type Handled, type OutRecord } from '#messaging';
import type { PolicyDefinition } from '#policy';
import { FeatureBook, PolicyBook, type Tenant } from '#tenancy';
import { writeLogisticModel, type LogisticModel } from '../../../../libs/onnx/src/testing/logistic-model.js';
import { DecideHandler } from '../decide.handler.js';
import { Decider } from '../decider.js';
import { AskModels } from '../model/ask-models.js';
import { Gathering } from '../model/gathering.js';
import type { ModelBook } from '../model/model-book.js';
import { type ModelSource, NoModelSource } from '../model/model-source.js';
import { type ModelMetrics, type ModelSettings, ScoringModels } from '../model/scoring-models.js';
import { OpenJoins } from '../open-joins.js';
import type { JoinLimits } from '../signal-join.js';
import { NOW, recordOf, TENANT } from './signals.js';

/** Every tenant has the features of card payments. */
export const FEATURE_BOOK = new FeatureBook({ plan: FEATURES, documents: [] });

/** Log-odds −4, and 0.5 for each payment of the card in the last hour beyond the first. */
export const MODEL: LogisticModel = {
  featureNames: ['card_count_1h', 'account_age_days'],
  means: [1, 100],
  scales: [1, 100],
  weights: [0.5, 0],
  bias: -4,
  metadata: {
    modelId: 'test-model',
    modelVersion: 2,
    featureSet: FEATURES.version,
    trainedFromMs: 0,
    trainedToMs: 1,
    dataHash: '00',
    metrics: {},
    typicalValues: [1, 200],
  },
};

export const POLICY: PolicyDefinition = {
  policy: 'test',
  rules: [
    { when: 'probability >= 0.9', outcome: 'decline', reason: 'ALMOST_CERTAIN_FRAUD' },
    { when: 'probability >= 0.5', outcome: 'challenge', reason: 'LIKELY_FRAUD' },
    { when: 'event.amount > 500000', outcome: 'review', reason: 'LARGE_AMOUNT' },
  ],
  otherwise: 'approve',
};

export interface ScoringParts {
  readonly clock: ManualClock;
  readonly log: MemoryEventLog;
  readonly handler: DecideHandler;
  readonly joins: OpenJoins;
  /** What went wrong off the records' path. */
  readonly problems: unknown[];
}

export interface ScoringOptions {
  readonly model?: OpenedModels;
  readonly tier2TimeoutMs?: number;
  readonly tenants?: { byId(id: string): Promise<Tenant | undefined> };
  readonly limits?: Partial<JoinLimits>;
}

/** Without a model there is none. */
export function scoringParts({
  model = NO_MODELS,
  tier2TimeoutMs = 50,
  tenants,
  limits,
}: ScoringOptions = {}): ScoringParts {
  const clock = new ManualClock(NOW);
  const log = new MemoryEventLog({ topics: topicSettings() });
  const problems: unknown[] = [];
  const policies = new PolicyBook(tenants ?? { byId: async (id) => tenantOf(id) }, (...problem) =>
    problems.push(problem),
  );
  const decider = new Decider(
    clock,
    policies,
    FEATURE_BOOK,
    new AskModels(model.book, model.gathering),
    model.gathering,
    { decided: () => undefined },
    {
      challengeTtlMs: 600_000,
      tier2TimeoutMs,
      marginMs: 30,
      writesReplies: true,
    },
  );
  const bounds = { marginMs: 30, lateMs: 60_000, openMax: 1000, decidedMax: 1000, ...limits };
  const joins = new OpenJoins(log, decider, clock, bounds, {
    expired: () => undefined,
    failed: (error) => problems.push(error),
  });
  return {
    clock,
    log,
    joins,
    problems,
    handler: new DecideHandler(clock, policies, model.book, FEATURE_BOOK, joins, decider),
  };
}

export function tenantOf(id = TENANT, definition: PolicyDefinition = POLICY, version = 7): Tenant {
  const exchange = { referenceCurrency: 'USD', unitsPerUsd: {} };
  return { id, name: 'Test', exchange, policy: { version, definition } } as unknown as Tenant;
}

export interface OpenedModels {
  readonly book: ModelBook;
  readonly gathering: Gathering;
}

export const QUIET: ModelMetrics = {
  modelFailed: () => undefined,
  modelRan: () => undefined,
  modelOpened: () => undefined,
  modelSwapped: () => undefined,
  processEnded: () => undefined,
};

export const MODEL_SETTINGS: ModelSettings = {
  MODEL_PATH: 'none',
  // A busy machine may take its time; what a slow model does is tested by itself.
  MODEL_TIMEOUT_MS: 10_000,
  MODEL_HANG_MS: 60_000,
  MODEL_PROCESSES_MAX: 8,
  TIER2_TIMEOUT_MS: 10_000,
  BATCH_WAIT_MS_MAX: 1,
  SCORING_DEVICE: 'cpu',
};

/** Writes a model to disk and opens it as the service does. */
export async function loadModel(
  model: LogisticModel = MODEL,
  source: ModelSource = new NoModelSource(),
): Promise<OpenedModels & { close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'caracal-scoring-'));
  const MODEL_PATH = join(folder, 'model.onnx');
  await writeFile(MODEL_PATH, writeLogisticModel(model));
  try {
    const gathering = new Gathering();
    const models = await ScoringModels.open({ ...MODEL_SETTINGS, MODEL_PATH }, source, gathering, FEATURE_BOOK, QUIET);
    return { book: models.book, gathering, close: () => models.close() };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As with MODEL_PATH=none. */
const NO_MODELS: OpenedModels = {
  gathering: new Gathering(),
  book: (await ScoringModels.open(MODEL_SETTINGS, new NoModelSource(), new Gathering(), FEATURE_BOOK, QUIET)).book,
};

export function handle(parts: ScoringParts, signals: readonly SignalV1[], firstOffset = 1): Promise<Handled> {
  return parts.handler.handle(
    signals.map((signal, i) => recordOf(signal, firstOffset + i)),
    0,
  );
}

export function decisionsIn(records: readonly OutRecord[]): DecisionV1[] {
  return records.filter(({ topic }) => topic === topics.decisions.name).map(({ value }) => decisionV1.decode(value));
}

export function repliesIn(records: readonly OutRecord[]): { partition: number | undefined; reply: DecisionReplyV1 }[] {
  return records
    .filter(({ topic }) => topic === topics.decisionReplies.name)
    .map(({ value, partition }) => ({ partition, reply: decisionReplyV1.decode(value) }));
}

/** All decisions that were appended to the log off the records' path. */
export async function decisionsInLog(log: MemoryEventLog): Promise<DecisionV1[]> {
  const out: DecisionV1[] = [];
  const { name } = topics.decisions;
  for (let partition = 0; partition < log.partitionCount(name); partition++)
    for (const { value } of await log.readFrom(name, partition, 0, 1000)) out.push(decisionV1.decode(value));
  return out;
}

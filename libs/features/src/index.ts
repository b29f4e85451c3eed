export { readFacts, FACTS_LENGTH, type EntityType, type FeatureTransaction } from './facts.js';
export { EntityHistory } from './entity-history.js';
export { decodeHistory, encodeHistory, HISTORY_VERSION } from './history-codec.js';
export { aggregatesOf } from './aggregates.js';
export { isTruncated } from './statistics.js';
export { SESSION_GAP_MS, sessionOf, type Session } from './session.js';
export {
  ENTITY_FEATURES,
  FEATURE_ENTITY_TYPES,
  FEATURE_SET,
  featureByName,
  FEATURES,
  type FeatureDefinition,
  type FeatureUnit,
} from './catalogue.js';
export { FEATURE_GROUPS, type FeatureGroup } from './groups.js';
export { featureVector, type EntityValues } from './feature-vector.js';
export { habitInWords, isMoneyOfMany, isInOneCurrency, sentenceOf, type SentenceOptions } from './sentence.js';
export {
  compileFeatures,
  type CompiledFeatures,
  describeProblem,
  type FeatureOptions,
  readFeatures,
} from './compile-features.js';
export type { DocumentProblem, FeatureDocument } from './definition/read-documents.js';
export { type EntityValues as PlannedEntityValues, FeaturePlan, type PlannedFeature } from './plan/feature-plan.js';
export { EntityState } from './engine/entity-state.js';
export { decodeEntity, encodeEntity, ENTITY_STATE_VERSION } from './engine/entity-codec.js';
export { LABEL_SOURCES, type LabelChange, type LabelSource, type Verdict } from './engine/label-log.js';
export { hash53 as transactionHash } from './hash.js';

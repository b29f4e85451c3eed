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

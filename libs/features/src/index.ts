export type { FeatureSet } from './feature-set.js';
export { sessionOf, type Session } from './session.js';
export {
  type FeatureValues,
  habitInWords,
  isInOneCurrency,
  isMoneyOfMany,
  sentenceOf,
  type SentenceOptions,
} from './sentence.js';
export {
  compileFeatures,
  type CompiledFeatures,
  describeProblem,
  type FeatureOptions,
  readFeatures,
} from './compile-features.js';
export type { DocumentProblem, FeatureDocument } from './definition/read-documents.js';
export { type EntityValues, FeaturePlan, type PlannedFeature } from './plan/feature-plan.js';
export type { FeatureEvent } from './plan/feature-event.js';
export type { EntityType as FeatureEntityType } from './definition/entity-types.js';
export {
  DECLARED_ENTITIES_MAX,
  FEATURES_MAX,
  type FeatureUnit,
  RESERVED_NAMES,
} from './definition/feature-definition.js';
export { entityUses } from './definition/entity-uses.js';
export { readStoredHistory, type StoredHistory } from './engine/stored-history.js';
export { EntityState } from './engine/entity-state.js';
export { decodeEntity, encodeEntity, ENTITY_STATE_VERSION } from './engine/entity-codec.js';
export type { LabelChange } from './engine/label-log.js';
export { backFill } from './back-fill.js';
export { fill, type StoredPast } from './fill.js';
export { labelChangeOf, type ReportedLabel, standingLabels } from './reported-label.js';
export { EntitySessions, type SessionBounds, type SessionReport } from './sessions/entity-sessions.js';
export { SESSION_GAP_MS } from './sessions/gap-session.js';
export { sessionEventOf } from './sessions/session-event.js';
export { decodeSessions, encodeSessions } from './sessions/sessions-codec.js';

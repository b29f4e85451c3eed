/** What tests of the engine are written with. */
export { compileFeatures } from '../compile-features.js';
export { FeaturePlan } from '../plan/feature-plan.js';
export { EntityState } from '../engine/entity-state.js';
export { LABEL_SOURCES } from '../engine/label-log.js';
export { hash53 as hash53Of } from '../hash.js';

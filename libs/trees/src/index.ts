export { train, type Trained, type TrainingOptions, type TrainingProgress } from './train.js';
export { DEFAULT_PARAMETERS, type TrainingParameters } from './parameters.js';
export { type Feature, type TrainingSet } from './training-set.js';
export { TreesInputError } from './trees-error.js';
export { type ModelFeature, type TreeModel, type TreeNodes } from './tree-model.js';
export { predictMargins, predictProbabilities, rowsOf } from './predict.js';
export { sharedFloats } from './thread-memory.js';
export { averagePrecision, precisionAt, recallAtFalsePositiveRate, rocAuc } from './metrics/ranking.js';

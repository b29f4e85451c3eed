export {
  MODEL_INPUT,
  MODEL_OUTPUTS,
  writeLogisticModel,
  type FeatureTransform,
  type LogisticModel,
} from './logistic-model.js';
export { OnnxModelError, readModelMetadata, readModelProperty, type ModelMetadata } from './model-metadata.js';
export { Graph, ML_DOMAIN } from './graph.js';
export { rowsOfFloats } from './tensors.js';
export { writeModel } from './write-model.js';

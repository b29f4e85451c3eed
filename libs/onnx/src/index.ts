export {
  MODEL_INPUT,
  MODEL_OUTPUTS,
  writeLogisticModel,
  type FeatureTransform,
  type LogisticModel,
} from './logistic-model.js';
export { OnnxModelError, readModelMetadata, type ModelMetadata } from './model-metadata.js';

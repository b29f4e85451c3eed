export { MODEL_INPUT, MODEL_OUTPUTS } from './names.js';
export { OnnxModelError, readModelMetadata, readModelProperty, type ModelMetadata } from './model-metadata.js';
export { Graph, ML_DOMAIN } from './graph.js';
export { rowsOfFloats } from './tensors.js';
export { writeModel } from './write-model.js';

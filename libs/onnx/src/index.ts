export { MODEL_INPUT, MODEL_OUTPUTS } from './names.js';
export { OnnxModelError, readModelMetadata, readModelProperty, type ModelMetadata } from './model-metadata.js';
export { Graph, ML_DOMAIN } from './graph.js';
export { rowsOfFloats } from './tensors.js';
export { writeModel } from './write-model.js';
export { ADAPTED_INPUT, ADAPTED_OUTPUT, adaptModel, withMetadata, type Adaptation } from './adapt-model.js';
export { inspectModel, type ModelFacts, type NodeFacts, type ValueFacts } from './inspect-model.js';
export { readInputs, readOutput, type OutputReading, type OutputScale, type Reading } from './model-reading.js';
export { sameApartFromMetadata } from './same-model.js';

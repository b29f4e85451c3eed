export { checkInSandbox, type SandboxLimits } from './check/sandbox.js';
export type { CheckAnswer, CheckedFacts, CheckRequest } from './check/check-model.js';
export type { CheckProblem } from './check/check-problem.js';
export { TreeScorer } from './trees/tree-scorer.js';
export { DEVICES, devicesOf, type Device, type DeviceWish } from './device.js';
export { findGpus } from './find-gpus.js';
export { InferenceEndedError, InferenceProcess, type HangLimits, type Scores } from './host/inference-process.js';
export type { LoadAnswer } from './process/onnx-inference-main.js';

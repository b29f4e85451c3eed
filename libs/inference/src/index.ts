export { checkInSandbox, type SandboxLimits } from './check/sandbox.js';
export type { CheckAnswer, CheckedFacts, CheckProblem, CheckRequest } from './check/check-model.js';
export { DEVICES, devicesOf, type Device, type DeviceWish } from './device.js';
export { InferenceEndedError, InferenceProcess, type HangLimits, type Scores } from './host/inference-process.js';
export type { LoadAnswer } from './process/onnx-inference-main.js';

export { Accepts, type AcceptedBody } from './accepts.js';
export { createHttpApp } from './http-app.js';
export { HealthModule } from './health.module.js';
export { HealthController, Readiness, type ReadinessCheck } from './health.controller.js';
export { asCaracalError, ProblemFilter, problemOf, sendProblem } from './problem-filter.js';
export { spanOf } from './request-spans.js';
export { invalidRequest, parseBody } from './parse-body.js';

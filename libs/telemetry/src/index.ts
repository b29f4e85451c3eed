export { startTelemetry, type Telemetry } from './otel-sdk.js';
export { activeTraceId, contextFrom, contextFromRequest, linkedSpan, traceparentOf, tracer } from './trace-context.js';
export { logger, NestLogger } from './logger.js';
export { collectProcessMetrics, counter, duration, gauge, metrics } from './metrics.js';

export { startTelemetry, type Telemetry } from './otel-sdk.js';
export { activeTraceId, contextFrom, contextFromRequest, linkedSpan, traceparentOf, tracer } from './trace-context.js';
export { logger, NestLogger } from './logger.js';
export {
  addMetricsOf,
  collectProcessMetrics,
  collectThreadMetrics,
  counter,
  duration,
  gauge,
  metrics,
  type MetricsJson,
  processMetrics,
} from './metrics.js';

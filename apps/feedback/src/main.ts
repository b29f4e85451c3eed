import { startTelemetry } from '#telemetry';

// Telemetry first: what is imported after it finds a tracer that works.
const telemetry = startTelemetry({ service: 'feedback' });
const { runService } = await import('#service');
const { feedbackConfig } = await import('./feedback.config.js');
const { FeedbackModule } = await import('./feedback.module.js');

await runService({
  name: 'feedback',
  config: feedbackConfig,
  module: (config) => FeedbackModule.forRoot(config),
  telemetry,
});

import { startTelemetry } from '#telemetry';

// Telemetry first: what is imported after it finds a tracer that works.
const telemetry = startTelemetry({ service: 'scoring' });
const { runService } = await import('#service');
const { scoringConfig } = await import('./scoring.config.js');
const { ScoringModule } = await import('./scoring.module.js');

await runService({
  name: 'scoring',
  config: scoringConfig,
  module: (config) => ScoringModule.forRoot(config),
  telemetry,
});

import { startTelemetry } from '#telemetry';

// Telemetry first: what is imported after it finds a tracer that works.
const telemetry = startTelemetry({ service: 'ingestion' });
const { runService } = await import('#service');
const { ingestionConfig } = await import('./ingestion.config.js');
const { IngestionModule } = await import('./ingestion.module.js');

await runService({
  name: 'ingestion',
  config: ingestionConfig,
  module: (config) => IngestionModule.forRoot(config),
  telemetry,
});

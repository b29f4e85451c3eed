import { startTelemetry } from '#telemetry';

// Telemetry first: what is imported after it finds a tracer that works.
const telemetry = startTelemetry({ service: 'cases' });
const { runService } = await import('#service');
const { casesConfig } = await import('./cases.config.js');
const { CasesModule } = await import('./cases.module.js');

await runService({
  name: 'cases',
  config: casesConfig,
  module: (config) => CasesModule.forRoot(config),
  telemetry,
});

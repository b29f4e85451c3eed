import { startTelemetry } from '#telemetry';

// Telemetry first: what is imported after it finds a tracer that works.
const telemetry = startTelemetry({ service: 'cep' });
const { runService } = await import('#service');
const { cepConfig } = await import('./cep.config.js');
const { CepModule } = await import('./cep.module.js');

await runService({
  name: 'cep',
  config: cepConfig,
  module: (config) => CepModule.forRoot(config),
  telemetry,
});

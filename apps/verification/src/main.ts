import { startTelemetry } from '#telemetry';

// Telemetry first: what is imported after it finds a tracer that works.
const telemetry = startTelemetry({ service: 'verification' });
const { runService } = await import('#service');
const { verificationConfig } = await import('./verification.config.js');
const { VerificationModule } = await import('./verification.module.js');

await runService({
  name: 'verification',
  config: verificationConfig,
  module: (config) => VerificationModule.forRoot(config),
  telemetry,
});

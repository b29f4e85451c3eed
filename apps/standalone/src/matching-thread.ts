// Matching and scoring, beside the thread that answers requests.
import { workerData } from 'node:worker_threads';
import type { MatchingConfig } from './matching.module.js';

const { startTelemetry } = await import('#telemetry');
const telemetry = startTelemetry({ service: 'standalone' });
const { runAppThread } = await import('#service');
const { MatchingModule } = await import('./matching.module.js');
await runAppThread('matching', () => MatchingModule.forRoot(workerData as MatchingConfig), telemetry);

// The archive, after everybody else who wants the processor: nobody waits for it, and the log keeps what it has not come to.
import { constants, setPriority } from 'node:os';
import { platform } from 'node:process';
import { workerData } from 'node:worker_threads';
import type { ArchiveThreadConfig } from './archive-thread-config.js';

// There it is the priority of this thread alone; elsewhere, of the whole process.
if (platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
const { startTelemetry } = await import('#telemetry');
const telemetry = startTelemetry({ service: 'feedback' });
const { runAppThread } = await import('#service');
const { ArchiveModule } = await import('./archive.module.js');
await runAppThread('archive', () => ArchiveModule.forRoot(workerData as ArchiveThreadConfig), telemetry);

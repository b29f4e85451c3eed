// The life of a process: modules up, port open, consumers running, and all of it down again in order.
import type { DynamicModule } from '@nestjs/common';
import { createHttpApp, Readiness } from '#http';
import { EventLog, LogTransport } from '#messaging';
import { collectProcessMetrics, logger, type Telemetry } from '#telemetry';
import { watchConsumers } from './consumer-metrics.js';
import { useSmallSlabs } from './slab-size.js';
import { startConsumers } from './start-consumers.js';

export interface RunningApp {
  /** The port that was bound. */
  readonly port: number;
  /** Stops taking, finishes, commits, leaves. */
  stop(): Promise<void>;
}

const SAME_SIGNAL_MS = 1000;

/**
 * Starts the application of `module`. The port opens first, so that probes get an answer while the log or database is
 * still away; consumers start as soon as the log lets them, and readiness says when.
 */
export async function runApp(
  module: DynamicModule,
  options: { port: number; host: string; telemetry: Telemetry },
): Promise<RunningApp> {
  useSmallSlabs();
  collectProcessMetrics();
  const unwatch = watchConsumers();
  const app = await createHttpApp(module);
  const transport = new LogTransport(app.get(EventLog, { strict: false }));
  app.connectMicroservice({ strategy: transport }, { inheritAppConfig: false });
  const readiness = app.get(Readiness, { strict: false });
  await app.listen(options.port, options.host);
  const consumers = startConsumers(() => app.startAllMicroservices());
  readiness.add(consumers.ready);
  const address = app.getHttpServer().address() as { port: number };
  return {
    port: address.port,
    async stop() {
      readiness.beginStop();
      await consumers.stop();
      await app.close();
      unwatch();
      await options.telemetry.stop();
    },
  };
}

/**
 * Ends the process on SIGTERM and SIGINT after `stop`, or after `withinMs` whatever happens. A second signal ends it at
 * once, unless it comes right after the first: Ctrl+C reaches npm and its children each, and npm hands on its own too.
 */
export function stopOnSignals(stop: () => Promise<void>, withinMs: number): void {
  let stoppingSince: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('stopping took too long');
      process.exit(1);
    }, withinMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parentPort } from 'node:worker_threads';
import { createHttpApp, Readiness } from '#http';
import { messageOf } from '#kernel';
import { EventLog, LogTransport } from '#messaging';
import { collectThreadMetrics, metrics, type Telemetry } from '#telemetry';
import { type Answered, type Ask, type Asked, STARTED } from './app-thread.js';
import { watchConsumers } from './consumer-metrics.js';
import { startProblem } from './start-problem.js';
import { useSmallSlabs } from './slab-size.js';
import { startConsumers } from './start-consumers.js';

/** The thread's side of `AppThread`: runs the consumers of `module` until it is told to stop. */
export async function runAppThread(name: string, module: () => DynamicModule, telemetry: Telemetry): Promise<void> {
  try {
    const app = await create(module());
    serve(name, app, telemetry);
    tell({ number: STARTED, answer: undefined });
  } catch (error) {
    tell({ number: STARTED, failed: startProblem(error) });
  }
}

/** As `runApp` does it, but for the port: modules that can't start say so now. */
async function create(module: DynamicModule): Promise<NestFastifyApplication> {
  useSmallSlabs();
  const app = await createHttpApp(module);
  app.connectMicroservice({ strategy: new LogTransport(app.get(EventLog, { strict: false })) });
  return app.init();
}

function serve(name: string, app: NestFastifyApplication, telemetry: Telemetry): void {
  collectThreadMetrics(name);
  const unwatch = watchConsumers();
  const readiness = app.get(Readiness, { strict: false });
  const consumers = startConsumers(() => app.startAllMicroservices());
  readiness.add(consumers.ready);
  const answers: Record<Ask, () => Promise<unknown>> = {
    problems: () => readiness.problems(),
    metrics: () => metrics.getMetricsAsJSON(),
    stop: async () => {
      readiness.beginStop();
      await consumers.stop();
      await app.close();
      unwatch();
      await telemetry.stop();
    },
  };
  parentPort!.on('message', ({ number, ask }: Asked) => {
    answers[ask]().then(
      (answer) => tell({ number, answer }),
      (error: unknown) => tell({ number, failed: messageOf(error) }),
    );
  });
}

function tell(answered: Answered): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort!.postMessage(answered);
}

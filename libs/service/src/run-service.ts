import type { DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import { loadConfig } from '#kernel';
import { logger, type Telemetry } from '#telemetry';
import { InfrastructureModule } from './infrastructure.module.js';
import { processConfig, type ProcessConfig } from './process.config.js';
import { runApp, stopOnSignals } from './run-app.js';
import { startProblem } from './start-problem.js';

export interface ServiceDefinition<S extends z.ZodObject> {
  readonly name: string;
  /** The service's own settings. */
  readonly config: S;
  readonly module: (config: z.infer<S>) => DynamicModule;
  readonly telemetry: Telemetry;
}

const STOP_MS_MAX = 20_000;

/** The whole of a service's main.ts: settings, modules, port, consumers, signals. A start that can't succeed is one clear line and exit code 1. */
export async function runService<S extends z.ZodObject>(definition: ServiceDefinition<S>): Promise<void> {
  try {
    const { name, module, telemetry } = definition;
    const [config, own] = loadBoth(definition.config);
    class ServiceModule {}
    const running = await runApp(
      { module: ServiceModule, imports: [InfrastructureModule.forRoot(name, config), module(own)] },
      { port: config.PORT, host: config.HOST, telemetry },
    );
    stopOnSignals(() => running.stop(), STOP_MS_MAX);
    logger.info({ service: name, port: running.port }, 'started');
  } catch (error) {
    process.stderr.write(`caracal ${definition.name}: ${startProblem(error)}\n`);
    process.exit(1);
  }
}

/** The process' settings and the service's own, with the problems of both in one error. */
function loadBoth<S extends z.ZodObject>(own: S): [ProcessConfig, z.infer<S>] {
  loadConfig(processConfig.extend(own.shape));
  return [loadConfig(processConfig), loadConfig(own)];
}

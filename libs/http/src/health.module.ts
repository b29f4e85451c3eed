import { Global, Module } from '@nestjs/common';
import { HealthController, Readiness } from './health.controller.js';

/** /health/live, /health/ready and /metrics of a process; imported once by its root module. */
@Global()
@Module({ controllers: [HealthController], providers: [Readiness], exports: [Readiness] })
export class HealthModule {}

import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { messageOf } from '#kernel';
import { metrics, processMetrics } from '#telemetry';

/** Something that must work before a service takes traffic. Rejects, or throws, with the reason. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** What readiness asks; every module of the process adds its checks. */
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private stopping = false;

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** From now on not ready, so that load balancers let go before the listener closes. */
  beginStop(): void {
    this.stopping = true;
  }

  async problems(): Promise<Record<string, string>> {
    if (this.stopping) return { process: 'is stopping' };
    const problems: Record<string, string> = {};
    await Promise.all(
      this.checks.map(async (one) => {
        try {
          await withTimeout(one.check(), 2000);
        } catch (error) {
          problems[one.name] = messageOf(error);
        }
      }),
    );
    return problems;
  }
}

@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const problems = await this.readiness.problems();
    const ready = Object.keys(problems).length === 0;
    await reply.code(ready ? 200 : 503).send(ready ? { status: 'ready' } : { status: 'not_ready', problems });
  }

  @Get('metrics')
  @Header('content-type', metrics.contentType)
  async metrics(): Promise<string> {
    return processMetrics();
  }
}

async function withTimeout(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

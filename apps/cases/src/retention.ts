import { repeat, type Repeated } from '#kernel';
import { logger } from '#telemetry';
import type { TenantDirectory } from '#tenancy';

const EVERY_MS = 10 * 60_000;

/** Lets go of what has been kept for its time, tenant by tenant. */
export class Retention {
  private rounds: Repeated | undefined;

  constructor(
    private readonly tenants: Pick<TenantDirectory, 'ids'>,
    private readonly stores: readonly { prune(tenantId: string): Promise<void> }[],
  ) {}

  start(): void {
    this.rounds = repeat(
      EVERY_MS,
      () => this.prune(),
      (error) => logger.warn({ err: error }, 'what is past its time waits to be removed'),
    );
  }

  async stop(): Promise<void> {
    await this.rounds?.stop();
  }

  private async prune(): Promise<void> {
    for (const tenantId of await this.tenants.ids()) for (const store of this.stores) await store.prune(tenantId);
  }
}

import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock, repeat, type Repeated } from '#kernel';
import { Database } from '#persistence';
import { logger } from '#telemetry';
import { PatternCounts } from './pattern-counts.js';

const EVERY_MS = 5_000;

/** Adds what was counted to `cep.pattern_counts`, where the tenant's people see it. A crash loses the last seconds. */
@Injectable()
export class PgPatternCounts implements OnApplicationBootstrap, OnModuleDestroy {
  private writing: Repeated | undefined;

  constructor(
    private readonly database: Database,
    private readonly counts: PatternCounts,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.writing = repeat(
      EVERY_MS,
      () => this.write(),
      (error) => logger.warn({ err: error }, 'what patterns gave up could not be written down; trying again'),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.writing?.stop();
    await this.write().catch(() => undefined);
  }

  async write(): Promise<void> {
    const counts = this.counts.take();
    if (counts.length === 0) return;
    const day = new Date(this.clock.now()).toISOString().slice(0, 10);
    try {
      await this.database.query([...new Set(counts.map(({ tenantId }) => tenantId))], ADD, [
        JSON.stringify(counts),
        day,
      ]);
    } catch (error) {
      this.counts.putBack(counts);
      throw error;
    }
  }
}

const ADD = {
  name: 'cep.add-pattern-counts',
  text: `insert into cep.pattern_counts as c
      (tenant_id, pattern_id, version, day, shed_runs, shed_matches, failed_conditions)
    select "tenantId", "patternId", version, $2::date, "shedRuns", "shedMatches", "failedConditions"
    from json_to_recordset($1::json) as r ("tenantId" text, "patternId" text, version integer, "shedRuns" bigint,
      "shedMatches" bigint, "failedConditions" bigint)
    order by 1, 2, 3
    on conflict (tenant_id, pattern_id, version, day) do update set
      shed_runs = c.shed_runs + excluded.shed_runs,
      shed_matches = c.shed_matches + excluded.shed_matches,
      failed_conditions = c.failed_conditions + excluded.failed_conditions`,
};

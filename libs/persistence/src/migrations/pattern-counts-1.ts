import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** What the matcher gave up or could not answer of each pattern, by day (UTC): for the tenant who wrote it. */
export class PatternCounts1795000002610 implements MigrationInterface {
  readonly name = 'PatternCounts1795000002610';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table cep.pattern_counts (
        tenant_id text not null,
        pattern_id text not null,
        version integer not null,
        day date not null,
        -- Partial matches given up because an entity had too many.
        shed_runs bigint not null default 0,
        -- Matches not reported because one event completed too many.
        shed_matches bigint not null default 0,
        -- Conditions that had no answer, and counted as false.
        failed_conditions bigint not null default 0,
        primary key (tenant_id, pattern_id, version, day)
      )`);
    await tenantTable(queryRunner, 'cep.pattern_counts', 'select, insert, update');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table cep.pattern_counts');
  }
}

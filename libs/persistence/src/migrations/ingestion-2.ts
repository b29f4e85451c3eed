import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** Who reported an event under an idempotency key first. */
export class Ingestion1795000001400 implements MigrationInterface {
  readonly name = 'Ingestion1795000001400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table ingestion.event_claims (
        tenant_id text not null,
        livemode boolean not null,
        idempotency_key text not null,
        body_hash bytea not null,
        reported_at_ms bigint not null,
        primary key (tenant_id, livemode, idempotency_key)
      )`);
    await tenantTable(queryRunner, 'ingestion.event_claims', 'select, insert');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table ingestion.event_claims');
  }
}

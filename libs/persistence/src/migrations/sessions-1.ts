import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** Closed sessions of entities, as `sessions.v1` tells them. */
export class Sessions1795000003450 implements MigrationInterface {
  readonly name = 'Sessions1795000003450';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table cases.entity_sessions (
        tenant_id text not null,
        livemode boolean not null,
        entity_type text not null,
        entity_id text not null,
        started_at_ms bigint not null,
        ended_at_ms bigint not null,
        payments integer not null,
        amount_minor bigint not null,
        counterparts integer not null,
        capped boolean not null,
        channels text[] not null,
        received_at_ms bigint not null,
        primary key (tenant_id, entity_type, entity_id, livemode, started_at_ms)
      )`);
    await queryRunner.query('create index entity_sessions_age on cases.entity_sessions (tenant_id, received_at_ms)');
    await tenantTable(queryRunner, 'cases.entity_sessions');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table cases.entity_sessions');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** Which transactions an entity of a declared type has; the built-in ones have columns of their own. */
export class Decisions1795000003340 implements MigrationInterface {
  readonly name = 'Decisions1795000003340';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table cases.decision_entities (
        tenant_id text not null,
        entity_type text not null,
        entity_id text not null,
        livemode boolean not null,
        occurred_at_ms bigint not null,
        received_at_ms bigint not null,
        transaction_id text not null,
        -- In the order of time, as the newest are asked for: one index for all that is looked up.
        primary key (tenant_id, entity_type, entity_id, livemode, occurred_at_ms, transaction_id)
      )`);
    await tenantTable(queryRunner, 'cases.decision_entities', 'select, insert');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table cases.decision_entities');
  }
}

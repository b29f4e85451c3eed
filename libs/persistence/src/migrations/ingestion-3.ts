import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** Ids that clients were told for payments which, it turned out, had one already. */
export class Ingestion1795000003460 implements MigrationInterface {
  readonly name = 'Ingestion1795000003460';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table ingestion.second_ids (
        tenant_id text not null,
        transaction_id text not null,
        first_id text not null,
        primary key (tenant_id, transaction_id)
      )`);
    await tenantTable(queryRunner, 'ingestion.second_ids', 'select, insert');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table ingestion.second_ids');
  }
}

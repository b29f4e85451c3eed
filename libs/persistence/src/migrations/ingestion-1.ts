import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, tenantTable } from './rls.js';

/** Who posted a payment id or an idempotency key first. */
export class Ingestion1795000000400 implements MigrationInterface {
  readonly name = 'Ingestion1795000000400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'ingestion');
    await queryRunner.query(`
      create table ingestion.claims (
        tenant_id text not null,
        livemode boolean not null,
        external_id text not null,
        idempotency_key text,
        transaction_id text not null,
        body_hash bytea not null,
        primary key (tenant_id, livemode, external_id)
      )`);
    await queryRunner.query(`
      create unique index claims_idempotency_key on ingestion.claims (tenant_id, livemode, idempotency_key)
      where idempotency_key is not null`);
    await tenantTable(queryRunner, 'ingestion.claims');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema ingestion cascade');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, tenantTable } from './rls.js';

/** The transactional outbox: records that must reach the log if, and only if, a change was committed. */
export class Outbox1795000000200 implements MigrationInterface {
  readonly name = 'Outbox1795000000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'persistence');
    await queryRunner.query(`
      create table persistence.outbox (
        id bigint generated always as identity primary key,
        tenant_id text not null,
        topic text not null,
        key text not null,
        value bytea not null,
        headers jsonb not null,
        partition integer,
        created_at timestamptz not null default now()
      )`);
    await tenantTable(queryRunner, 'persistence.outbox', 'select, insert, delete');
    // The relay works for all tenants: it learns which have something to send, and then names them.
    await queryRunner.query('create policy owner_lookup on persistence.outbox for select to current_user using (true)');
    await queryRunner.query(`
      create function persistence.outbox_tenants(records_max integer) returns setof text
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$
        select distinct tenant_id
        from (select tenant_id from persistence.outbox order by id limit records_max) as oldest
      $$`);
    await queryRunner.query('revoke all on function persistence.outbox_tenants(integer) from public');
    await queryRunner.query('grant execute on function persistence.outbox_tenants(integer) to caracal_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function persistence.outbox_tenants(integer)');
    await queryRunner.query('drop table persistence.outbox');
  }
}

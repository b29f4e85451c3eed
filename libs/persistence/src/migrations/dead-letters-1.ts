import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './rls.js';

/** Tenants' records that a consumer gave up, and what was done about each, when and by whom. */
export class DeadLetters1795000002700 implements MigrationInterface {
  readonly name = 'DeadLetters1795000002700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table cases.dead_letters (
        tenant_id text not null,
        id text not null,
        topic text not null,
        consumer_group text not null,
        record_key text not null,
        error text not null,
        attempts bigint not null,
        failed_at_ms bigint not null,
        bytes integer not null,
        -- The whole letter as it came: what is replayed is what was given up.
        record bytea not null,
        status text not null default 'open' check (status in ('open', 'replayed', 'discarded')),
        handled_at_ms bigint,
        handled_by text,
        primary key (tenant_id, id),
        check ((status = 'open') = (handled_at_ms is null) and (handled_at_ms is null) = (handled_by is null))
      )`);
    await queryRunner.query(
      'create index dead_letters_newest on cases.dead_letters (tenant_id, failed_at_ms desc, id desc)',
    );
    await tenantTable(
      queryRunner,
      'cases.dead_letters',
      'select, insert, update (status, handled_at_ms, handled_by), delete',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table cases.dead_letters');
  }
}

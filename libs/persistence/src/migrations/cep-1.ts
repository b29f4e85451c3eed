import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, systemTable, tenantTable } from './rls.js';

/** What the matcher knows of entities, and the offset that it stands for; both are saved in one transaction. */
export class Cep1795000000600 implements MigrationInterface {
  readonly name = 'Cep1795000000600';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'cep');
    // No index on the time of the last event: without one, an update stays on its page and touches no index (HOT).
    await queryRunner.query(`
      create table cep.entity_state (
        partition int not null,
        tenant_id text not null,
        entity_type text not null check (entity_type in ('account', 'card', 'device', 'ip', 'merchant')),
        entity_id text not null,
        last_event_at_ms bigint not null,
        -- History and pattern runs, in the matcher's own versioned encoding, which is compact already.
        state bytea not null,
        primary key (partition, tenant_id, entity_type, entity_id)
      ) with (fillfactor = 80)`);
    await queryRunner.query('alter table cep.entity_state alter column state set storage external');
    await tenantTable(queryRunner, 'cep.entity_state');

    await queryRunner.query(`
      create table cep.checkpoints (
        partition int primary key,
        -- Of transactions.v1 when the state was saved: entities live in the partition that their key hashes to.
        partitions int not null,
        -- Grows with each claim; only the last claimant may save.
        generation bigint not null,
        next_offset bigint,
        -- Whose entities the partition has, for reading them under row-level security.
        tenants text[] not null default '{}',
        saved_at timestamptz
      )`);
    await systemTable(queryRunner, 'cep.checkpoints');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table cep.entity_state, cep.checkpoints');
  }
}

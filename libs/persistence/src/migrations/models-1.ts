import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, tenantTable } from './rls.js';

/** Models that tenants bring or train: files, which of them answers, who changed that and why. */
export class Models1795000002800 implements MigrationInterface {
  readonly name = 'Models1795000002800';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'models');
    await queryRunner.query(`
      create table models.versions (
        tenant_id text not null,
        name text not null,
        version integer not null,
        -- What it is meant for: how long it may take is judged by that.
        role text not null check (role in ('champion', 'tier2')),
        status text not null check (status in ('draft', 'champion', 'tier2', 'retired')),
        status_since_ms bigint not null,
        -- As it is served; and the hash of the file that was sent.
        file bytea not null,
        sha256 text not null,
        sent_sha256 text not null,
        sent_bytes integer not null,
        facts json not null,
        note text not null,
        created_at_ms bigint not null,
        created_by text not null,
        primary key (tenant_id, name, version)
      )`);
    // Models don't get smaller by compression, and are read as a whole.
    await queryRunner.query('alter table models.versions alter column file set storage external');
    // A version's file never changes, whatever the application does.
    await tenantTable(queryRunner, 'models.versions', 'select, insert, update (status, status_since_ms)');

    await queryRunner.query(`
      create table models.serving (
        tenant_id text primary key,
        revision integer not null,
        champion_name text,
        champion_version integer,
        tier2_name text,
        tier2_version integer,
        grey_from double precision not null default 0,
        grey_to double precision not null default 0,
        -- What answered before: what a rollback goes back to. None: the default of the installation, or no second model.
        previous_champion_name text,
        previous_champion_version integer,
        previous_tier2_name text,
        previous_tier2_version integer,
        changed_at_ms bigint not null,
        changed_by text not null,
        check (grey_from >= 0 and grey_from <= grey_to and grey_to <= 1)
      )`);
    await tenantTable(queryRunner, 'models.serving', 'select, insert, update');

    await queryRunner.query(`
      create table models.history (
        id bigint generated always as identity primary key,
        tenant_id text not null,
        revision integer not null,
        action text not null check (action in ('uploaded', 'promoted', 'rolled_back', 'retired')),
        role text not null check (role in ('champion', 'tier2')),
        name text,
        version integer,
        from_name text,
        from_version integer,
        actor text not null,
        reason text not null,
        at_ms bigint not null
      )`);
    await queryRunner.query('create index history_of_tenant on models.history (tenant_id, id desc)');
    await tenantTable(queryRunner, 'models.history', 'select, insert');

    await this.lookUpOfTenants(queryRunner);
  }

  /** Scoring reads what answers for all tenants: it learns which tenants have models, and then names them. */
  private async lookUpOfTenants(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create policy owner_lookup on models.serving for select to current_user using (true)');
    await queryRunner.query(`
      create function models.tenants() returns setof text
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as 'select tenant_id from models.serving'`);
    await queryRunner.query('revoke all on function models.tenants() from public');
    await queryRunner.query('grant execute on function models.tenants() to caracal_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema models cascade');
  }
}

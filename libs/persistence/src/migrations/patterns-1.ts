import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, tenantTable } from './rls.js';

/** Patterns that tenants write themselves: versions, which of them is live or on trial, who changed it and why. */
export class Patterns1795000001300 implements MigrationInterface {
  readonly name = 'Patterns1795000001300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'patterns');
    // A pattern of the pack that the tenant never touched has no row: it is live as the installation has it.
    await queryRunner.query(`
      create table patterns.patterns (
        tenant_id text not null,
        pattern_id text not null,
        revision integer not null,
        latest_version integer not null,
        live_version integer,
        live_since_change bigint not null default 0,
        live_since_ms bigint,
        shadow_version integer,
        shadow_since_change bigint not null default 0,
        shadow_since_ms bigint,
        -- The version that was live before: what a rollback goes back to.
        previous_live integer,
        change bigint not null default 0,
        changed_at_ms bigint not null,
        changed_by text not null,
        primary key (tenant_id, pattern_id)
      )`);
    await tenantTable(queryRunner, 'patterns.patterns', 'select, insert, update');

    await queryRunner.query(`
      create table patterns.versions (
        tenant_id text not null,
        pattern_id text not null,
        version integer not null,
        origin text not null check (origin in ('pack', 'tenant')),
        format text not null check (format in ('yaml', 'json')),
        source text not null,
        -- Not jsonb, which takes no escaped NUL.
        definition json not null,
        note text not null,
        created_at_ms bigint,
        created_by text,
        status text not null check (status in ('draft', 'shadow', 'live', 'retired')),
        status_since_ms bigint,
        primary key (tenant_id, pattern_id, version)
      )`);
    // A version's document never changes, whatever the application does.
    await tenantTable(queryRunner, 'patterns.versions', 'select, insert, update (status, status_since_ms)');

    await queryRunner.query(`
      create table patterns.history (
        id bigint generated always as identity primary key,
        tenant_id text not null,
        pattern_id text not null,
        revision integer not null,
        action text not null check (action in ('saved', 'shadowed', 'promoted', 'rolled_back', 'retired')),
        version integer,
        from_version integer,
        actor text not null,
        reason text not null,
        at_ms bigint not null
      )`);
    await queryRunner.query('create index history_of_pattern on patterns.history (tenant_id, pattern_id, id desc)');
    await tenantTable(queryRunner, 'patterns.history', 'select, insert');

    // Transactions that completed a match of a pattern that has a version on trial; only while it has one.
    await queryRunner.query(`
      create table patterns.trial_matches (
        tenant_id text not null,
        pattern_id text not null,
        transaction_id text not null,
        version integer not null,
        entity_type text not null,
        entity_id text not null,
        livemode boolean not null,
        occurred_at_ms bigint not null,
        decided_at_ms bigint not null,
        amount_minor bigint not null,
        currency text not null,
        outcome text not null,
        primary key (tenant_id, pattern_id, transaction_id, version)
      )`);
    await tenantTable(queryRunner, 'patterns.trial_matches', 'select, insert, delete');

    await this.lookUpOfTenants(queryRunner);
  }

  /** Matchers read the patterns of all tenants: they learn which tenants have some, and then name them. */
  private async lookUpOfTenants(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create policy owner_lookup on patterns.patterns for select to current_user using (true)');
    await queryRunner.query(`
      create function patterns.tenants() returns setof text
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as 'select distinct tenant_id from patterns.patterns'`);
    await queryRunner.query('revoke all on function patterns.tenants() from public');
    await queryRunner.query('grant execute on function patterns.tenants() to caracal_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema patterns cascade');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, tenantRows, tenantTable } from './rls.js';

/** Tenants, their keys, policies and people. */
export class Tenancy1795000000100 implements MigrationInterface {
  readonly name = 'Tenancy1795000000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'tenancy');
    await queryRunner.query(`
      create table tenancy.tenants (
        id text primary key,
        name text not null,
        slug text not null unique,
        settings jsonb not null,
        created_at timestamptz not null
      )`);
    await queryRunner.query(`
      create table tenancy.api_keys (
        id text primary key,
        tenant_id text not null references tenancy.tenants,
        name text not null,
        prefix text not null,
        last4 text not null,
        hash bytea not null unique check (length(hash) = 32),
        livemode boolean not null,
        created_at timestamptz not null,
        revoked_at timestamptz
      )`);
    await queryRunner.query('create index on tenancy.api_keys (tenant_id)');
    await queryRunner.query(`
      create table tenancy.policies (
        tenant_id text not null references tenancy.tenants,
        version integer not null check (version > 0),
        definition jsonb not null,
        created_at timestamptz not null,
        created_by text not null,
        primary key (tenant_id, version)
      )`);
    await queryRunner.query(`
      create table tenancy.users (
        id text primary key,
        tenant_id text not null references tenancy.tenants,
        name text not null,
        email text not null,
        role text not null check (role in ('admin', 'analyst', 'viewer', 'service')),
        created_at timestamptz not null,
        unique (tenant_id, id)
      )`);
    await queryRunner.query('create unique index users_email on tenancy.users (tenant_id, lower(email))');
    // Tokens are stored as SHA-256, like keys: who reads the table can't log in.
    await queryRunner.query(`
      create table tenancy.login_links (
        token_hash bytea primary key check (length(token_hash) = 32),
        tenant_id text not null,
        user_id text not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        foreign key (tenant_id, user_id) references tenancy.users (tenant_id, id)
      )`);
    await queryRunner.query(`
      create table tenancy.sessions (
        token_hash bytea primary key check (length(token_hash) = 32),
        tenant_id text not null,
        user_id text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        foreign key (tenant_id, user_id) references tenancy.users (tenant_id, id)
      )`);
    for (const table of ['login_links', 'sessions']) {
      await queryRunner.query(`create index on tenancy.${table} (tenant_id, user_id)`);
      await queryRunner.query(`create index on tenancy.${table} (expires_at)`);
    }

    await tenantRows(queryRunner, 'tenancy.tenants', 'id', 'select, insert, update');
    await tenantTable(queryRunner, 'tenancy.api_keys', 'select, insert, update');
    await tenantTable(queryRunner, 'tenancy.policies', 'select, insert');
    await tenantTable(queryRunner, 'tenancy.users', 'select, insert, update');
    await tenantTable(queryRunner, 'tenancy.login_links');
    await tenantTable(queryRunner, 'tenancy.sessions');
    await this.lookups(queryRunner);
    await this.announcements(queryRunner);
  }

  /**
   * Who holds a secret tells by it which tenant they belong to; everything else is then read under row-level security.
   * These functions run as the owner, who may look (and only look) past it in these tables.
   */
  private async lookups(queryRunner: QueryRunner): Promise<void> {
    for (const [name, table, column, condition] of [
      ['tenant_of_api_key', 'api_keys', 'hash', 'revoked_at is null'],
      ['tenant_of_login_link', 'login_links', 'token_hash', 'used_at is null'],
      ['tenant_of_session', 'sessions', 'token_hash', 'true'],
    ] as const) {
      await queryRunner.query(`create policy owner_lookup on tenancy.${table} for select to current_user using (true)`);
      await queryRunner.query(`
        create function tenancy.${name}(sha256 bytea) returns text
        language sql stable strict security definer set search_path = pg_catalog, pg_temp
        as $$ select tenant_id from tenancy.${table} where ${column} = sha256 and ${condition} $$`);
      await queryRunner.query(`revoke all on function tenancy.${name}(bytea) from public`);
      await queryRunner.query(`grant execute on function tenancy.${name}(bytea) to caracal_app`);
    }
    await queryRunner.query('create policy owner_lookup on tenancy.tenants for select to current_user using (true)');
    await queryRunner.query(`
      create function tenancy.tenant_ids() returns setof text
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$ select id from tenancy.tenants order by id $$`);
    await queryRunner.query('revoke all on function tenancy.tenant_ids() from public');
    await queryRunner.query('grant execute on function tenancy.tenant_ids() to caracal_app');
  }

  /** Every change that a cached tenant or key must follow is announced with the tenant's id. */
  private async announcements(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create function tenancy.announce() returns trigger
      language plpgsql set search_path = pg_catalog, pg_temp
      as $$ begin
        perform pg_notify('tenancy', coalesce(to_jsonb(new) ->> 'tenant_id', to_jsonb(new) ->> 'id'));
        return null;
      end $$`);
    for (const [table, events] of [
      ['tenants', 'update'],
      ['api_keys', 'insert or update'],
      ['policies', 'insert'],
    ] as const) {
      await queryRunner.query(
        `create trigger announce after ${events} on tenancy.${table} for each row execute function tenancy.announce()`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema tenancy cascade');
  }
}

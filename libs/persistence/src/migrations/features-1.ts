import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appSchema, systemTable, tenantTable } from './rls.js';

/** Features that tenants declare, and what stored values are of: a decision names the set that its vector is in the order of. */
export class Features1795000003100 implements MigrationInterface {
  readonly name = 'Features1795000003100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await appSchema(queryRunner, 'features');
    await queryRunner.query(`
      create table features.changes (
        tenant_id text not null,
        revision integer not null,
        action text not null check (action in ('saved', 'removed')),
        -- The one that was saved or removed; and all that the tenant has since.
        document text not null,
        documents json not null,
        version text not null,
        reason text not null,
        actor text not null,
        changed_at_ms bigint not null,
        primary key (tenant_id, revision)
      )`);
    await tenantTable(queryRunner, 'features.changes', 'select, insert');
    await queryRunner.query(`
      create table features.sets (
        tenant_id text not null,
        version text not null,
        -- Of each feature its name and what it is of, in the order of values.
        features json not null,
        kept_at timestamptz not null default now(),
        primary key (tenant_id, version)
      )`);
    await tenantTable(queryRunner, 'features.sets', 'select, insert');
    await queryRunner.query(`
      create table features.pack_sets (
        version text primary key,
        features json not null,
        kept_at timestamptz not null default now()
      )`);
    await systemTable(queryRunner, 'features.pack_sets', 'select, insert');
    await queryRunner.query('insert into features.pack_sets (version, features) values ($1, $2)', [
      'v1',
      JSON.stringify(firstSet()),
    ]);
    await this.lookUpOfTenants(queryRunner);
  }

  /** Whoever works features out reads those of all tenants: it learns which tenants have some, and then names them. */
  private async lookUpOfTenants(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create policy owner_lookup on features.changes for select to current_user using (true)');
    await queryRunner.query(`
      create function features.tenants() returns setof text
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as 'select distinct tenant_id from features.changes'`);
    await queryRunner.query('revoke all on function features.tenants() from public');
    await queryRunner.query('grant execute on function features.tenants() to caracal_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema features cascade');
  }
}

/** What decisions from before features were definitions name `v1`; an entity's features begin with its type. */
function firstSet(): { name: string; of: string }[] {
  return Object.entries(FIRST).flatMap(([of, names]) =>
    names.split(' ').map((name) => ({ name: of === 'transaction' ? name : `${of}_${name}`, of })),
  );
}

const FIRST = {
  transaction:
    'amount_log amount_round hour_sin hour_cos night weekend card_not_present declined returned country_mismatch ' +
    'ip_country_mismatch account_age_days without_device',
  account:
    'count_10m count_1h count_24h count_7d sum_1h sum_24h sum_7d declined_10m declined_1h since_last_s ' +
    'known_days mean_30d std_30d max_7d amount_ratio amount_z returned_7d countries_24h speed_kmh merchants_24h ' +
    'devices_24h cards_24h new_merchant new_device',
  card:
    'count_10m count_1h count_24h count_7d sum_1h sum_24h sum_7d declined_10m declined_1h since_last_s ' +
    'known_days mean_30d std_30d max_7d amount_ratio amount_z returned_7d countries_24h speed_kmh merchants_24h ' +
    'devices_24h new_merchant new_device',
  device:
    'count_10m count_1h count_24h count_7d sum_1h sum_24h sum_7d declined_10m declined_1h since_last_s ' +
    'known_days accounts_24h cards_24h new_account',
  ip:
    'count_10m count_1h count_24h count_7d sum_1h sum_24h sum_7d declined_10m declined_1h since_last_s ' +
    'known_days accounts_24h cards_24h',
  merchant:
    'count_10m count_1h count_24h count_7d sum_1h sum_24h sum_7d declined_10m declined_1h since_last_s ' +
    'known_days mean_30d std_30d max_7d amount_ratio amount_z returned_7d payers_24h',
};

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What keys the ids of the entities that a tenant declares. Made here and never changed: with another one, what is known of
 * these entities would be out of reach.
 */
export class Tenancy1795000003310 implements MigrationInterface {
  readonly name = 'Tenancy1795000003310';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Two random UUIDs: 244 bits of the system's strong random source, without an extension.
    await queryRunner.query(`
      alter table tenancy.tenants add column entity_secret bytea not null
        default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
        check (length(entity_secret) = 32)`);
    await queryRunner.query('revoke update on tenancy.tenants from caracal_app');
    await queryRunner.query('grant update (name, slug, settings) on tenancy.tenants to caracal_app');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('revoke update (name, slug, settings) on tenancy.tenants from caracal_app');
    await queryRunner.query('grant update on tenancy.tenants to caracal_app');
    await queryRunner.query('alter table tenancy.tenants drop column entity_secret');
  }
}

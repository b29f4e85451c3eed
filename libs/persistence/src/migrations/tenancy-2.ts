import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a policy was changed, beside who changed it. */
export class Tenancy1795000002100 implements MigrationInterface {
  readonly name = 'Tenancy1795000002100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table tenancy.policies add column why text not null default ''`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table tenancy.policies drop column why');
  }
}

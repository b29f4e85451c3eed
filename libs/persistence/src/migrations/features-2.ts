import type { MigrationInterface, QueryRunner } from 'typeorm';

/** With each change the entity types of the tenant's own that history is kept for, and since when. */
export class Features1795000003320 implements MigrationInterface {
  readonly name = 'Features1795000003320';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table features.changes add column kept json not null default '[]'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table features.changes drop column kept');
  }
}

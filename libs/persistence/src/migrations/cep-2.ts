import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When time alone may bring a match of an entity: it is loaded before others, and waits in memory. */
export class Cep1795000002600 implements MigrationInterface {
  readonly name = 'Cep1795000002600';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table cep.entity_state add column due_at_ms bigint');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table cep.entity_state drop column due_at_ms');
  }
}
